/**
 * How often something was tried, counted in the database so that all processes count together. A window has a fixed
 * length and then begins anew: nobody is locked out for ever. Keys are hashed, so the table holds no addresses.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import type { Room, Tries } from '../features/invitations/limits.ts';
import type { Limit } from '../kernel/endpoint.ts';
import { problem, type Problem } from '../kernel/problem.ts';
import type { Tx } from '../kernel/scope.ts';

export type Window = { max: number; windowSeconds: number };
export type Counted = { allowed: true } | { allowed: false; retryAfterSeconds: number };

const startOf = (now: Date, windowSeconds: number): Date => new Date(Math.floor(now.getTime() / 1000 / windowSeconds) * windowSeconds * 1000);
const stored = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Counts one try, in the one row that its key has: earlier windows go with it. Use connections outside the request's transaction: a refused request rolls back, its count must not. */
export async function count(tx: Tx, key: string, { max, windowSeconds }: Window, now: Date): Promise<Counted> {
  const start = startOf(now, windowSeconds);
  const [row] = await tx.query<{ count: number }>(
    `with ended as (delete from rate_limit where key = $1 and window_start < $2)
     insert into rate_limit (key, window_start, count) values ($1, $2, 1)
     on conflict (key, window_start) do update set count = rate_limit.count + 1 returning count`,
    [stored(key), start],
  );
  if (row && row.count <= max) return { allowed: true };
  const leftMs = start.getTime() + windowSeconds * 1000 - now.getTime();
  return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) };
}

/** Several counts in one statement, in one order for everybody, so that two requests never wait for each other. Earlier windows go with the sweep. */
export async function countTries(tx: Tx, tries: readonly Tries[], now: Date): Promise<Room[]> {
  const rows = tries.map(({ key, amount, windowSeconds }) => ({ key: stored(key), start: startOf(now, windowSeconds), amount })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const counted = await tx.query<{ key: string; count: number }>(
    `insert into rate_limit (key, window_start, count)
     select * from unnest($1::text[], $2::timestamptz[], $3::int[]) as tried (key, start, amount) order by key
     on conflict (key, window_start) do update set count = rate_limit.count + excluded.count returning key, count`,
    [rows.map(({ key }) => key), rows.map(({ start }) => start.toISOString()), rows.map(({ amount }) => amount)],
  );
  const counts = new Map(counted.map(({ key, count: after }) => [key, after]));
  return tries.map(({ key, amount, max, windowSeconds }) => {
    const before = (counts.get(stored(key)) ?? amount) - amount;
    const leftMs = startOf(now, windowSeconds).getTime() + windowSeconds * 1000 - now.getTime();
    return { left: Math.min(amount, Math.max(0, max - before)), retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) };
  });
}

/** Takes back one try that turned out to be no failure. Tries count before they are judged, or parallel ones would all pass. */
export async function giveBack(tx: Tx, key: string, { windowSeconds }: Window, now: Date): Promise<void> {
  await tx.query(`update rate_limit set count = count - 1 where key = $1 and window_start = $2 and count > 0`, [stored(key), startOf(now, windowSeconds)]);
}

/** `email` in its normal form. */
export type Tried = { address: string; userId: string | null; clusterId: string | null; email: string | null; stepOf: string | null };
export type TooMany = { problem: Problem; retryAfterSeconds: number };

/** Counts a request against every limit of its endpoint; returns the longest refusal. */
export async function countLimits(tx: Tx, limits: readonly Limit[], tried: Tried, now: Date): Promise<TooMany | null> {
  const counted = await Promise.all(limits.map((limit) => countLimit(tx, limit, tried, now)));
  const waits = counted.flatMap((one) => (one.allowed ? [] : [one.retryAfterSeconds]));
  return waits.length > 0 ? tooMany(Math.max(...waits)) : null;
}

export const keyOf = ({ name, per }: Limit, who: string): string => `${name}:${per}:${who}`;

async function countLimit(tx: Tx, limit: Limit, { address, userId, clusterId, email, stepOf }: Tried, now: Date): Promise<Counted> {
  const block = addressBlock(address);
  const by: Record<Limit['per'], string | null> = {
    address: block,
    user: userId ?? block,
    cluster: clusterId,
    email,
    step: stepOf,
  };
  const who = by[limit.per];
  return who === null ? { allowed: true } : count(tx, keyOf(limit, who), limit, now);
}

export function tooMany(retryAfterSeconds: number): TooMany {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes > 1 ? `${minutes} minutes` : 'a minute';
  return { retryAfterSeconds, problem: problem(429, 'too-many-requests', `There were too many tries. Try again in ${wait}.`) };
}

/** What one household or machine has: the /24 of an IPv4 address, the /64 of an IPv6 one. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address.replace(/%.*$/, '');
  if (isIP(plain) === 4) return `${plain.slice(0, plain.lastIndexOf('.'))}.0/24`;
  if (isIP(plain) !== 6) return 'unknown';
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const groups = tail === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return `${groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

/** Forgets windows that ended long ago. */
export async function sweepRateLimits(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from rate_limit where window_start < $1`, [new Date(now.getTime() - 2 * 24 * 60 * 60 * 1000)]);
}
