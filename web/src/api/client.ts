import createClient from 'openapi-fetch';
import { noAnswer, problemFrom } from './problem.ts';
import type { paths } from './schema.d.ts';

const send = (request: Request): Promise<Response> => fetch(request).catch(() => Promise.reject(noAnswer()));

/** Every write sends a JSON body, an empty object where there is nothing to say: the server insists on it. */
export const api = createClient<paths>({ baseUrl: `${window.location.origin}/api/v1`, credentials: 'same-origin', fetch: send });

/** The answer's body, or the server's refusal thrown as a `Problem`. */
export async function answered<Answer>(call: Promise<{ data?: Answer; error?: unknown; response: Response }>): Promise<Answer> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemFrom(response, error);
  return data as Answer; // safe: an answer that is ok has the body that the contract says
}
