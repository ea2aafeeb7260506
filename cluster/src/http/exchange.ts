/** A request as routes see it, and what they answer. */
import { RestError } from '../errors.ts';

export type ListenerName = 'administration' | 'api' | 'page';

export type Exchange = {
  listener: ListenerName;
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  cookies: ReadonlyMap<string, string>;
  body: string;
};

export type Answer = {
  status: number;
  headers?: Record<string, string>;
  cookies?: string[];
  /** An object goes out as JSON; text as `text/html` unless a content type is given. */
  body?: unknown;
};

export const json = (body: unknown, status = 200): Answer => ({ status, body });
export const empty = (status: number): Answer => ({ status });

export function header(exchange: Exchange, name: string): string {
  const value = exchange.headers[name];
  return typeof value === 'string' ? value : '';
}

export const form = (exchange: Exchange): URLSearchParams => new URLSearchParams(exchange.body);

/** The body as an object; throws the refusal of a body that is none. */
export function objectBody(exchange: Exchange): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(exchange.body);
  } catch {
    throw new RestError('webApplication', 'The body is not JSON.', 400);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new RestError('webApplication', 'The body is not an object.', 400);
  return value as Record<string, unknown>;
}

export function readCookies(line: string | undefined): ReadonlyMap<string, string> {
  const pairs = (line ?? '').split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
}

/**
 * Readable by no script, sent with navigations from elsewhere (the way back from the identity provider) but with no
 * foreign POST. Not `Secure`: the page of a cluster on this machine is plain http.
 */
export const setCookie = (name: string, value: string): string => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`;
export const clearCookie = (name: string): string => `${setCookie(name, '')}; Max-Age=0`;
