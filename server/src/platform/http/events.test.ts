import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createProduct } from '../../app.ts';
import { openStream, type EventStream } from '../../testing/event-stream.ts';
import { poll } from '../../testing/poll.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
let second: { world: World; served: Served };
const streams: EventStream[] = [];
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
  const other = await newWorld(); // another process on the same database: its own pools, listener and hub
  const outside = { ...other.outside, vault: world.outside.vault };
  second = { world: other, served: await serve(other, { outside, product: createProduct(outside) }) };
});
afterEach(() => {
  for (const stream of streams.splice(0)) stream.close();
});
afterAll(async () => {
  for (const each of [served, second.served]) await each.close();
  for (const each of [world, second.world]) await each.close();
});

async function listen(organizationId: string, who: TestPerson, at: Served = served): Promise<EventStream> {
  const stream = await openStream(`${at.url}/api/v1/organizations/${organizationId}/events`, { cookie: served.cookieOf(who) });
  streams.push(stream);
  expect(stream.status).toBe(200);
  await stream.until(({ event }) => event === 'open');
  return stream;
}
const changed = (noun: string) => (given: { event: string; data: { noun?: string } }) => given.event === 'changed' && given.data.noun === noun;
const closed = (given: { event: string }) => given.event === 'closed';

describe('the live stream of an organization', () => {
  test('200 tells names, never content, and only of this organization (M01)', async () => {
    const c = await world.company();
    const [stream, foreign] = [await listen(c.organizationId, c.bob), await listen(c.foreignOrganizationId, c.mallory)];
    expect(stream.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.any(String) });
    await world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'Confidential' });
    const invited = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'confidential@example.org' });
    expect((await stream.until(changed('organizations'))).data).toEqual({ noun: 'organizations', id: c.organizationId });
    expect((await stream.until(changed('invitations'))).data).toEqual({ noun: 'invitations', id: invited.body.id });
    for (const { event, data } of stream.events.slice(1)) expect([event, Object.keys(data).sort()]).toEqual(['changed', ['id', 'noun']]);
    expect(stream.raw()).not.toMatch(/confidential/i);
    await world.request('organizations.update', c.mallory, { organizationId: c.foreignOrganizationId, name: 'End' });
    await foreign.until(changed('organizations'));
    expect(foreign.events.slice(1).map(({ data }) => data.id)).toEqual([c.foreignOrganizationId]);
  });

  test('nothing is told of what was refused or rolled back', async () => {
    const c = await world.company();
    const [here, there] = [await listen(c.organizationId, c.bob), await listen(c.organizationId, c.bob, second.served)];
    expect((await world.request('organizations.update', c.bob, { organizationId: c.organizationId, name: 'No' })).status).toBe(403);
    await expect(world.within(async ({ announce }) => {
      announce(c.organizationId, 'clusters', 'never');
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    await world.within(async ({ announce }) => announce(c.organizationId, 'usage', 'committed'));
    for (const stream of [here, there]) {
      await stream.until(changed('usage'));
      expect(stream.events.slice(1).map(({ data }) => data)).toEqual([{ noun: 'usage', id: 'committed' }]);
    }
  });

  test('what is told can be read: the event comes after the commit', async () => {
    const c = await world.company();
    for (let round = 0; round < 20; round++) {
      const stream = await listen(c.organizationId, c.bob, round % 2 ? second.served : served);
      const name = `Round ${round}`;
      const [seen] = await Promise.all([
        stream.until(changed('organizations')).then(() => world.request('organizations.read', c.bob, { organizationId: c.organizationId })),
        world.request('organizations.update', c.alice, { organizationId: c.organizationId, name }),
      ]);
      expect(seen.body.name).toBe(name);
      stream.close();
    }
  });

  test('another process tells its dashboards within a second', async () => {
    const c = await world.company();
    const stream = await listen(c.organizationId, c.bob, second.served);
    const before = Date.now();
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
    expect((await stream.until(changed('members'))).at - before).toBeLessThan(1000);
  });

  test('401 when nobody is signed in, 404 from outside', async () => {
    const c = await world.company();
    expect(await served.get(`/api/v1/organizations/${c.organizationId}/events`)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await served.get(`/api/v1/organizations/${c.organizationId}/events`, { who: c.mallory })).toMatchObject({ status: 404 });
    expect((await served.send('HEAD', `/api/v1/organizations/${c.organizationId}/events`, { who: c.bob })).status).toBe(404);
    await listen(c.organizationId, c.bob);
  });

  test('429 for the sixth of a session; a closed one makes room', async () => {
    const c = await world.company();
    const five = await Promise.all(Array.from({ length: 5 }, () => listen(c.organizationId, c.bob)));
    const sixth = await served.get(`/api/v1/organizations/${c.organizationId}/events`, { who: c.bob });
    expect(sixth).toMatchObject({ status: 429, body: { code: 'too-many-streams' }, headers: { 'retry-after': '30' } });
    await listen(c.organizationId, c.carol);
    five[0]!.close();
    await poll(() => world.hub.countOf(c.bob.sessionToken) < 5);
    await listen(c.organizationId, c.bob);
  });
});

describe('a stream ends with the authority it was opened with', () => {
  test('removal closes it before the removal is answered, in this process (M12)', async () => {
    const c = await world.company();
    for (const stream of [await listen(c.organizationId, c.bob), await listen(c.organizationId, c.bob)]) void stream;
    const [mine, others] = [streams.slice(), await listen(c.organizationId, c.carol)];
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(world.hub.countOf(c.bob.sessionToken)).toBe(0); // already, without waiting
    for (const stream of mine) {
      expect((await stream.until(closed)).data).toEqual({ because: 'removed' });
      await stream.ended();
      expect(stream.events.filter(changed('members'))).toEqual([]); // not even the name of what happened after
    }
    await others.until(changed('members'));
    expect(others.isEnded()).toBe(false);
  });

  test('removal closes it within a second in another process (M12)', async () => {
    const c = await world.company();
    const stream = await listen(c.organizationId, c.bob, second.served);
    const before = Date.now();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    const end = await stream.until(closed);
    expect(end.data).toEqual({ because: 'removed' });
    expect(end.at - before).toBeLessThan(1000);
  });

  test('removal while it is being opened leaves no stream behind (M12)', async () => {
    for (let round = 0; round < 25; round++) {
      const c = await world.company();
      const opening = openStream(`${served.url}/api/v1/organizations/${c.organizationId}/events`, { cookie: served.cookieOf(c.bob) });
      const [stream] = await Promise.all([opening, world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId })]);
      streams.push(stream);
      if (stream.status === 200) await stream.ended();
      expect([200, 404]).toContain(stream.status);
      await poll(() => world.hub.countOf(c.bob.sessionToken) === 0);
    }
  });

  test('sign-out closes the streams of that session, here and in another process, and of no other', async () => {
    const c = await world.company();
    const [here, there, others] = [await listen(c.organizationId, c.bob), await listen(c.organizationId, c.bob, second.served), await listen(c.organizationId, c.carol)];
    const before = Date.now();
    expect((await served.send('POST', '/api/auth/sign-out', { who: c.bob, body: {} })).status).toBe(200);
    expect(world.hub.countOf(c.bob.sessionToken)).toBe(0);
    for (const stream of [here, there]) {
      const end = await stream.until(closed);
      expect(end.data).toEqual({ because: 'signed-out' });
      expect(end.at - before).toBeLessThan(1000);
    }
    expect(others.isEnded()).toBe(false);
  });

  test('an expired session is called expired', async () => {
    const c = await world.company();
    await world.owner`update session set "expiresAt" = now() + interval '400 milliseconds' where token = ${c.bob.sessionToken}`;
    const stream = await listen(c.organizationId, c.bob);
    await poll(async () => (await world.owner`select from session where token = ${c.bob.sessionToken} and "expiresAt" < now()`).length > 0);
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' });
    expect((await stream.until(closed)).data).toEqual({ because: 'expired' });
  });

  test('a server that stops hangs up without calling anybody signed out, so that pages come back', async () => {
    const third = await newWorld();
    const stopping = await serve(third);
    const c = await third.company();
    const stream = await openStream(`${stopping.url}/api/v1/organizations/${c.organizationId}/events`, { cookie: stopping.cookieOf(c.bob) });
    await stream.until(({ event }) => event === 'open');
    const before = Date.now();
    await stopping.close();
    await stream.ended();
    expect(Date.now() - before).toBeLessThan(2000);
    expect(stream.events.filter(closed)).toEqual([]);
    await third.close();
  });

  test('after a gap in what it hears a process hangs up, so that pages read afresh', async () => {
    const c = await second.world.company();
    const stream = await listen(c.organizationId, c.bob, second.served);
    await world.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`;
    await stream.ended();
    expect(stream.events.filter(closed)).toEqual([]);
    const again = await listen(c.organizationId, c.bob, second.served);
    await world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'After the gap' });
    await again.until(changed('organizations'));
  });
});
