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

type Page<Item> = { items: Item[]; nextCursor: string | null };

/** All of a list that is short by nature but pages like every list; keeps what else the first page says. */
export async function everyPage<Item, Answer extends Page<Item>>(read: (query: { cursor?: string }) => Promise<Answer & Page<Item>>): Promise<Answer> {
  const first = await read({});
  const items = [...first.items];
  let cursor = first.nextCursor;
  while (cursor) {
    const next: Page<Item> = await read({ cursor });
    items.push(...next.items);
    cursor = next.nextCursor;
  }
  return { ...first, items, nextCursor: null };
}
