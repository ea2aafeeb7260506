import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../app.ts';
import { openDatabaseDoor, type DatabaseDoor } from '../../testing/database-door.ts';
import { testDatabase } from '../../testing/database.ts';
import { openStream } from '../../testing/event-stream.ts';
import { poll } from '../../testing/poll.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type World } from '../../testing/world.ts';
import { createHub, type Hub } from '../live/hub.ts';
import { openPool, type Pool } from '../postgres/pool.ts';

let world: World;
let served: Served;
let door: DatabaseDoor;
let pools: Pool[];
let hub: Hub;
beforeAll(async () => {
  world = await newWorld();
  const { server } = await testDatabase();
  door = await openDatabaseDoor(server.host);
  pools = [openPool({ ...server, host: door.host }, { max: 4, name: 'test door' }), openPool({ ...server, host: door.host }, { max: 1, name: 'test door listener' })];
  hub = await createHub(pools[0]!, pools[1]!);
  const outside = { ...world.outside, pool: pools[0]!, hub };
  served = await serve(world, { outside, product: createProduct(outside) });
});
afterAll(async () => {
  await served.close();
  for (const pool of pools) await pool.end({ timeout: 1 });
  await door.close();
  await world.close();
});

describe('while the database is away', () => {
  test('the process says it lives and is not ready, requests say so in words, and all comes back by itself', { timeout: 60_000 }, async () => {
    const c = await world.company();
    const here = `/api/v1/organizations/${c.organizationId}`;
    const stream = await openStream(`${served.url}${here}/events`, { cookie: served.cookieOf(c.bob) });
    await stream.until(({ event }) => event === 'open');
    expect((await served.get('/readyz')).status).toBe(200);

    await door.shut();
    for (let probe = 0; probe < 12; probe++) {
      const before = Date.now();
      expect(await served.get('/readyz')).toMatchObject({ status: 503, body: { code: 'not-ready' } });
      expect(Date.now() - before).toBeLessThan(1500); // whoever probes gives up soon
    }
    expect(await served.get('/healthz')).toMatchObject({ status: 200, body: { ok: true } });
    for (const answer of [await served.get(here, { who: c.alice }), await served.send('PATCH', here, { who: c.alice, body: { name: 'Lost' } })]) {
      expect(answer).toMatchObject({ status: 503, headers: { 'content-type': 'application/problem+json; charset=utf-8' }, body: { code: 'database-unavailable', next: expect.stringContaining('Nothing was changed') } });
      expect(answer.text).not.toMatch(/ENOENT|socket|PGSQL/);
    }

    await door.open();
    await poll(async () => (await served.get('/readyz')).status === 200, 3000);
    expect((await served.get(here, { who: c.alice })).body.name).not.toBe('Lost');
    await stream.ended(); // what happened meanwhile was not heard, so the page reads afresh
    const again = await openStream(`${served.url}${here}/events`, { cookie: served.cookieOf(c.bob) });
    await again.until(({ event }) => event === 'open');
    await world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'Back' });
    await again.until(({ event }) => event === 'changed');
    again.close();
  });
});

test('a request that trickles in is not waited for for ever, headers or body', () => {
  const { requestTimeout, headersTimeout } = served.app.server;
  for (const limit of [requestTimeout, headersTimeout]) expect(limit > 0 && limit <= 60_000).toBe(true);
});
