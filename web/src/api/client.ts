import createClient from 'openapi-fetch';
import { noAnswer, problemFrom } from './problem.ts';
import type { paths } from './contract-by-hand.ts';

/** The server wants a JSON body with every write, an empty object where there is nothing to say. */
async function send(request: Request): Promise<Response> {
  const bare = request.method !== 'GET' && !request.headers.has('content-type');
  const complete = bare ? new Request(request, { headers: { 'content-type': 'application/json' }, body: '{}' }) : request;
  return fetch(complete).catch(() => Promise.reject(noAnswer()));
}

export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin', fetch: send });

/** The answer's body, or the server's refusal thrown as a `Problem`. */
export async function answered<Answer>(call: Promise<{ data?: Answer; error?: unknown; response: Response }>): Promise<Answer> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response, error);
  return data as Answer; // safe: an answer that is ok has the body that the contract says
}
