/** What a request brings to say who it is: a session's cookie, or an API key; never both. */
import type { IncomingHttpHeaders } from 'node:http';
import { problem, type Problem } from '../../kernel/problem.ts';

/** `secret` is null when it cannot be a key at all. */
export type Credential = { kind: 'session'; token: string | null } | { kind: 'key'; secret: string | null };

const keyForm = /^hpk_[A-Za-z0-9_-]{43}$/;

export const unknownKey = (): Problem =>
  problem(401, 'unknown-key', 'This API key does not work here.', { next: 'It is mistyped, expired or revoked. Make a new one under Settings, API keys.' });

export const isProblem = (value: object): value is Problem => 'status' in value && 'code' in value;

/** A bearer token that is not ours is left alone beside a cookie: it is between the browser and a proxy. */
export function credentialOf(headers: IncomingHttpHeaders, readSession: (cookieHeader: string | undefined) => string | null): Credential | Problem {
  const token = readSession(headers.cookie);
  const bearer = /^bearer +(\S+)\s*$/i.exec(headers.authorization ?? '')?.[1];
  const keys = [headers['x-api-key'], bearer !== undefined && (bearer.startsWith('hpk_') || token === null) ? bearer : undefined].flat().filter((key) => key !== undefined);
  const [first] = keys;
  if (first === undefined) return { kind: 'session', token };
  if (token !== null) return problem(400, 'two-credentials', 'This request has both a session and an API key.', { next: 'Send one of them.' });
  if (keys.some((key) => key !== first)) return problem(400, 'two-credentials', 'This request has two different API keys.', { next: 'Send one of them.' });
  return { kind: 'key', secret: keyForm.test(first) ? first : null };
}
