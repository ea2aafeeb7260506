/** Calls to the control plane and to identity providers: one answer, no redirects, limits on time and size. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Outgoing = { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string; signal?: AbortSignal };

const timeoutMs = 5000;
const sizeLimit = 4 * 1024 * 1024;

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > sizeLimit) throw new Error('The answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The whole call may take 5 s. Rejects with a sentence, or with the abort of `signal`.
 * Node's own `fetch` would do, and would cost every idle cluster 6 MB.
 */
export async function send(url: string, { method = 'GET', headers = {}, body, signal }: Outgoing = {}): Promise<{ status: number; text: string }> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const begin = url.startsWith('https:') ? httpsRequest : httpRequest;
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      begin(url, { method, headers: { ...headers, ...length }, signal: either }, resolve)
        .on('error', reject)
        .end(body);
    });
    return { status: response.statusCode ?? 0, text: await read(response) };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Error(timeout.aborted ? `no answer within ${timeoutMs / 1000} s` : describe(error), { cause: error });
  }
}

const describe = (error: unknown): string => (error instanceof Error && 'code' in error ? `cannot be reached (${String(error.code)})` : String(error));
