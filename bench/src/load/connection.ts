/** One keep-alive connection that has one request under way at a time. */
import { Client } from 'undici';
import type { Exchange } from '../operations.ts';
import type { Side } from '../sides/side.ts';

export type Answer = { status: number; body: string };

export type Caller = {
  /** Rejects when there is no answer. */
  call(exchange: Exchange): Promise<Answer>;
  close(): Promise<void>;
};

/** @param cookieOf the session cookie that the product itself would have set */
export function openCaller(side: Side, cookieOf: (sessionToken: string) => string): Caller {
  const client = new Client(side.url, { pipelining: 1, keepAliveTimeout: 60_000 });
  return {
    call: ({ method, path, as, body }) => new Promise((resolve, reject) => {
      const sending = body === undefined ? {} : { origin: side.url, 'content-type': 'application/json' };
      const chunks: Buffer[] = [];
      let status = 0;
      client.dispatch({ method, path, body: body ?? null, headers: { cookie: cookieOf(as.sessionToken), ...sending } }, {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => void (status = statusCode),
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => resolve({ status, body: chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString() }),
        onResponseError: (_controller, error) => reject(error),
      });
    }),
    close: () => client.close(),
  };
}
