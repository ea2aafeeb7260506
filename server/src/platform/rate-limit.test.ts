import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../kernel/scope.ts';
import { testDatabase } from '../testing/database.ts';
import { asTx, openPool, type Pool } from './postgres/pool.ts';
import { addressBlock, count, countLimits, countTries, giveBack, sweepRateLimits } from './rate-limit.ts';

let pool: Pool;
let tx: Tx;
beforeAll(async () => {
  pool = openPool((await testDatabase()).server, { max: 8, name: 'test limits' });
  tx = asTx(pool);
});
afterAll(() => pool.end({ timeout: 1 }));

const start = new Date('2030-01-01T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const window = { max: 3, windowSeconds: 900 };

describe('a limit', () => {
  test('lets through what it allows, then says how long to wait', async () => {
    const key = randomUUID();
    for (let turn = 0; turn < 3; turn++) expect(await count(tx, key, window, after(60))).toEqual({ allowed: true });
    expect(await count(tx, key, window, after(60))).toEqual({ allowed: false, retryAfterSeconds: 840 });
    expect(await count(tx, randomUUID(), window, after(60))).toEqual({ allowed: true });
  });

  test('ends with its window, however often somebody tried meanwhile', async () => {
    const key = randomUUID();
    for (let turn = 0; turn < 20; turn++) await count(tx, key, window, after(899));
    expect(await count(tx, key, window, after(899))).toEqual({ allowed: false, retryAfterSeconds: 1 });
    expect(await count(tx, key, window, after(900))).toEqual({ allowed: true });
  });

  test('holds when all try at once', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 40 }, () => count(tx, key, { max: 7, windowSeconds: 900 }, start)));
    expect(all.filter(({ allowed }) => allowed)).toHaveLength(7);
  });

  test('takes back a try that was no failure', async () => {
    const key = randomUUID();
    for (let turn = 0; turn < 10; turn++) {
      expect(await count(tx, key, window, start)).toEqual({ allowed: true });
      await giveBack(tx, key, window, start);
    }
  });

  test('counts a mailbox by its address and a network address by its block', async () => {
    const name = randomUUID();
    const limits = [{ name, per: 'email', max: 1, windowSeconds: 900 }, { name, per: 'address', max: 2, windowSeconds: 900 }] as const;
    const attempt = (email: string, address: string) => countLimits(tx, limits, { address, userId: null, clusterId: null, email, stepOf: null }, start);
    expect(await attempt('bob@example.org', '192.0.2.1')).toBeNull();
    expect(await attempt('bob@example.org', '198.51.100.1')).toMatchObject({ problem: { status: 429, code: 'too-many-requests' }, retryAfterSeconds: 900 });
    expect(await attempt('carol@example.org', '192.0.2.77')).toBeNull();
    expect(await attempt('dave@example.org', '192.0.2.200')).toMatchObject({ problem: { detail: 'There were too many tries. Try again in 15 minutes.' } });
    expect(await attempt('erin@example.org', '192.0.3.1')).toBeNull();
  });

  test('counts a cluster by its id, and nobody where there is none', async () => {
    const limits = [{ name: randomUUID(), per: 'cluster', max: 1, windowSeconds: 10 }] as const;
    const attempt = (clusterId: string | null) => countLimits(tx, limits, { address: '192.0.2.1', userId: null, clusterId, email: null, stepOf: null }, start);
    expect([await attempt('north'), await attempt('south')]).toEqual([null, null]);
    expect(await attempt('north')).toMatchObject({ problem: { status: 429 }, retryAfterSeconds: 10 });
    expect([await attempt(null), await attempt(null)]).toEqual([null, null]);
  });

  test('counts a second step by the account that it belongs to, and nobody where there is none', async () => {
    const limits = [{ name: randomUUID(), per: 'step', max: 1, windowSeconds: 900 }] as const;
    const attempt = (stepOf: string | null) => countLimits(tx, limits, { address: '192.0.2.1', userId: null, clusterId: null, email: null, stepOf }, start);
    expect([await attempt('alice'), await attempt('bob'), await attempt(null), await attempt(null)]).toEqual([null, null, null, null]);
    expect(await attempt('alice')).toMatchObject({ problem: { status: 429 } });
  });

  test('keeps one row for each key, however short its windows', async () => {
    const key = randomUUID();
    for (let turn = 0; turn < 5; turn++) await count(tx, key, { max: 3, windowSeconds: 10 }, after(turn * 10));
    const rows = await tx.query<{ count: number }>('select count from rate_limit where key = $1', [createHash('sha256').update(key).digest('hex')]);
    expect(rows).toEqual([{ count: 1 }]);
  });

  test('is forgotten by the sweep once it is old, and not before', async () => {
    const key = randomUUID();
    for (let turn = 0; turn < 4; turn++) await count(tx, key, window, start);
    await sweepRateLimits(tx, after(3600));
    expect(await count(tx, key, window, start)).toMatchObject({ allowed: false });
    await sweepRateLimits(tx, after(3 * 86_400));
    expect(await count(tx, key, window, start)).toEqual({ allowed: true });
  });
});

describe('several counts in one statement', () => {
  const tries = (keys: string[], amount = 1) => keys.map((key) => ({ key, amount, max: 3, windowSeconds: 900 }));

  test('each have what is left of their own, in the order they were asked, and can be taken back', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    expect(await countTries(tx, [...tries([one], 2), ...tries([other])], after(60))).toEqual([{ left: 2, retryAfterSeconds: 840 }, { left: 1, retryAfterSeconds: 840 }]);
    expect((await countTries(tx, [...tries([other]), ...tries([one], 4)], after(60))).map(({ left }) => left)).toEqual([1, 1]);
    await countTries(tx, tries([one], -4), after(60));
    expect((await countTries(tx, tries([one], 4), after(60))).map(({ left }) => left)).toEqual([1]);
    expect((await countTries(tx, tries([one], 3), after(900))).map(({ left }) => left)).toEqual([3]);
  });

  test('never wait for each other in a circle, whatever order they come in, and count together', async () => {
    const keys = Array.from({ length: 20 }, () => randomUUID());
    const rooms = await Promise.all(Array.from({ length: 24 }, (_, turn) => pool.begin((sql) => countTries(asTx(sql), tries(turn % 2 ? keys : keys.toReversed()), start))));
    expect(rooms.flat().reduce((sum, { left }) => sum + left, 0)).toBe(20 * 3);
  });
});

describe('an address block', () => {
  test.each([
    ['192.0.2.17', '192.0.2.0/24'],
    ['::ffff:192.0.2.17', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['elsewhere', 'unknown'],
  ])('of %s is %s', (address, block) => expect(addressBlock(address)).toBe(block));
});
