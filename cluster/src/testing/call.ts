import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** What a cluster answers; each test knows what it expects of it. */
export type Json = any; // oxlint-disable-line typescript/no-explicit-any

export type Called = { status: number; headers: IncomingHttpHeaders; text: string; json: Json };
export type CallOptions = { headers?: Record<string, string>; body?: string; certificate?: string };

/** One request on a connection of its own; redirects are not followed. */
export function call(method: string, url: string, { headers = {}, body, certificate }: CallOptions = {}): Promise<Called> {
  return new Promise((resolve, reject) => {
    const request = url.startsWith('https:') ? httpsRequest : httpRequest;
    const sent = request(url, { method, headers, agent: false, ...(certificate ? { ca: certificate } : {}) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const isJson = response.headers['content-type']?.startsWith('application/json');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: isJson ? JSON.parse(text) : null });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const formBody = (fields: Record<string, string>): CallOptions => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

export const jsonBody = (value: unknown): CallOptions => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
