import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { testDatabase } from '../../testing/database.ts';
import { poll } from '../../testing/poll.ts';
import { asTx, openPool, type Pool } from '../postgres/pool.ts';
import { createHub, type Announcement, type EndReason, type Hub, type Subscription } from './hub.ts';

let pool: Pool;
let listeners: Pool[];
let hub: Hub;
let elsewhere: Hub;
beforeAll(async () => {
  const { server } = await testDatabase();
  pool = openPool(server, { max: 4, name: 'test hub' });
  listeners = [openPool(server, { max: 1, name: 'test listener' }), openPool(server, { max: 1, name: 'test listener' })];
  [hub, elsewhere] = [await createHub(pool, listeners[0]!), await createHub(pool, listeners[1]!)];
});
afterAll(async () => {
  for (const each of [hub, elsewhere]) await each.close();
  for (const each of [...listeners, pool]) await each.end({ timeout: 1 });
});

/** An open dashboard; `authority` is what a look at membership and session would say now. */
function dashboard(organizationId: string, sessionToken = 'session') {
  const state = { authority: null as EndReason | null | 'unreachable', sent: [] as Announcement[], ended: [] as EndReason[], hungUp: 0, checks: 0 };
  const subscription: Subscription = {
    organizationId: organizationId as OrganizationId, sessionToken,
    send: (announcement) => void state.sent.push(announcement),
    end: (because) => void state.ended.push(because),
    hangUp: () => void state.hungUp++,
    async check() {
      state.checks++;
      if (state.authority === 'unreachable') throw new Error('no database');
      return state.authority;
    },
  };
  return { state, subscription };
}
const about = (organizationId: string, noun: string, id = 'x'): Announcement => ({ organizationId: organizationId as OrganizationId, noun, id });

describe('the hub', () => {
  test('looks at the authority once more as soon as a stream is open: it may have ended meanwhile', async () => {
    const { state, subscription } = dashboard('o1');
    state.authority = 'removed';
    hub.subscribe(subscription);
    await poll(() => state.ended.length);
    expect([state.ended, hub.countOf('session')]).toEqual([['removed'], 0]);
  });

  test('ends only streams of an organization whose members changed, and only those without authority', async () => {
    const [removed, stays, foreign] = [dashboard('o2', 'a'), dashboard('o2', 'b'), dashboard('o3', 'c')];
    for (const { subscription } of [removed, stays, foreign]) hub.subscribe(subscription);
    await poll(() => [removed, stays, foreign].every(({ state }) => state.checks === 1));
    for (const { state } of [removed, foreign]) state.authority = 'removed';
    await hub.deliver([about('o2', 'organizations')]);
    expect(removed.state.ended).toEqual([]); // nothing about members was said
    await hub.deliver([about('o2', 'members')]);
    expect([removed.state.ended, stays.state.ended, foreign.state.ended]).toEqual([['removed'], [], []]);
    expect([removed, stays, foreign].map(({ state }) => state.sent.map(({ noun }) => noun))).toEqual([['organizations'], ['organizations', 'members'], []]);
  });

  test('a database that does not answer ends nobody', async () => {
    const { state, subscription } = dashboard('o4');
    state.authority = 'unreachable';
    const stop = hub.subscribe(subscription);
    await hub.deliver([about('o4', 'members')]);
    expect([state.ended, state.sent.length]).toEqual([[], 1]);
    stop();
    await hub.deliver([about('o4', 'members')]);
    expect(state.sent).toHaveLength(1);
  });

  test('tells another process on commit, however many things changed, and not itself a second time', async () => {
    const [here, there] = [dashboard('o5'), dashboard('o5')];
    hub.subscribe(here.subscription);
    elsewhere.subscribe(there.subscription);
    const announcements = Array.from({ length: 205 }, (_, at) => about('o5', 'cluster-accounts', `${crypto.randomUUID()}-${at}`));
    await pool.begin(async (sql) => {
      await hub.notify(asTx(sql), announcements);
      expect(there.state.sent).toEqual([]);
    });
    await poll(() => there.state.sent.length === 205);
    expect(there.state.sent).toEqual(announcements);
    expect(here.state.sent).toEqual([]); // told by deliver(), which its caller calls after the commit
  });

  test('tells nobody when the transaction is rolled back', async () => {
    const { state, subscription } = dashboard('o6');
    elsewhere.subscribe(subscription);
    await pool.begin(async (sql) => {
      await hub.notify(asTx(sql), [about('o6', 'clusters', 'never')]);
      throw new Error('rolled back');
    }).catch(() => undefined);
    await pool.begin((sql) => hub.notify(asTx(sql), [about('o6', 'clusters', 'after')]));
    await poll(() => state.sent.length);
    expect(state.sent.map(({ id }) => id)).toEqual(['after']);
  });

  test('a sign-out ends that session everywhere', async () => {
    const [here, there, other] = [dashboard('o7', 'mine'), dashboard('o7', 'mine'), dashboard('o7', 'other')];
    hub.subscribe(here.subscription);
    elsewhere.subscribe(there.subscription);
    elsewhere.subscribe(other.subscription);
    await poll(() => there.state.checks && other.state.checks);
    for (const { state } of [here, there]) state.authority = 'signed-out';
    await hub.sessionEnded('mine');
    expect(here.state.ended).toEqual(['signed-out']);
    await poll(() => there.state.ended.length, 1000);
    expect([other.state.ended, other.state.checks]).toEqual([[], 1]); // nobody else is even looked at
  });
});
