import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { RestError } from '../errors.ts';
import { readCookies, type Answer, type Exchange, type ListenerName } from './exchange.ts';

const bodyLimit = 256 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new RestError('webApplication', `The body is larger than ${bodyLimit} bytes.`, 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, answer: Answer): void {
  const isText = typeof answer.body === 'string';
  const body = answer.body === undefined ? '' : isText ? String(answer.body) : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(body),
    ...(body === '' ? {} : { 'content-type': isText ? 'text/html; charset=utf-8' : 'application/json' }),
    ...answer.headers,
    ...(answer.cookies ? { 'set-cookie': answer.cookies } : {}),
  });
  response.end(body);
}

/**
 * Turns an application into what a listener of Node calls. `null` from the application means: break the connection,
 * as if the answer were lost on its way. Errors other than refusals go to `failed` and become 500.
 */
export function requestListener(
  listener: ListenerName,
  application: (exchange: Exchange) => Promise<Answer | null>,
  failed: (error: unknown) => void,
): RequestListener {
  const answer = async (request: IncomingMessage): Promise<Answer | null> => {
    try {
      const url = new URL(`http://cluster${request.url ?? '/'}`);
      return await application({
        listener,
        method: request.method ?? 'GET',
        path: url.pathname,
        params: {},
        query: url.searchParams,
        headers: request.headers,
        cookies: readCookies(request.headers.cookie),
        body: await readBody(request),
      });
    } catch (error) {
      if (error instanceof RestError) return { status: error.status, body: error.body() };
      failed(error);
      const refusal = new RestError('unknownFailure');
      return { status: refusal.status, body: refusal.body() };
    }
  };
  return (request, response) => {
    void answer(request).then((given) => {
      if (given === null) response.destroy();
      else if (!response.destroyed) send(response, given);
    });
  };
}
