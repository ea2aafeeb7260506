/** What becomes of API keys when a member's authority ends, through the endpoints that end it and over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asKey, makeKey } from '../../testing/api-keys.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
});
afterAll(async () => {
  await served.close();
  await world.close();
});

const ofAll = { kind: 'organization', role: 'administrator' } as const;
type Company = Awaited<ReturnType<World['company']>>;

async function keysOfCarol(c: Company) {
  const keys = { hers: await makeKey(world, c.carol, c.organizationId, { name: 'hers' }), shared: await makeKey(world, c.carol, c.organizationId, { ...ofAll, name: 'shared' }) };
  const statuses = async () => {
    const read = async (key: { secret: string }) => (await asKey(served, key)('GET', `/api/v1/organizations/${c.organizationId}`)).status;
    return { hers: await read(keys.hers), shared: await read(keys.shared) };
  };
  expect(await statuses()).toEqual({ hers: 200, shared: 200 });
  return { ...keys, statuses };
}
const memberPath = (c: Company) => `/api/v1/organizations/${c.organizationId}/members/${c.carolMemberId}`;
const versionOf = async (c: Company) => `"${((await world.owner`select version from member where id = ${c.carolMemberId}`)[0] as { version: number }).version}"`;

describe('the very next request of a key', () => {
  test('401 after its person was removed, as after leaving and being suspended; an organization’s key that he made as well (D11)', async () => {
    const deeds: Record<string, (c: Company) => Promise<{ status: number }>> = {
      removed: (c) => served.send('DELETE', memberPath(c), { who: c.alice, body: {} }),
      suspended: (c) => served.send('POST', `${memberPath(c)}/suspend`, { who: c.alice, body: {} }),
      left: (c) => served.send('POST', `/api/v1/organizations/${c.organizationId}/leave`, { who: c.carol, body: {} }),
    };
    for (const [because, deed] of Object.entries(deeds)) {
      const c = await world.company();
      const { statuses } = await keysOfCarol(c);
      expect((await deed(c)).status, because).toBeLessThan(300);
      expect(await statuses(), because).toEqual({ hers: 401, shared: 401 });
      const listed = (await world.request('api-keys.list', c.alice, { organizationId: c.organizationId })).body.items;
      expect(listed, because).toEqual([expect.objectContaining({ state: 'revoked', revokedBecause: because }), expect.objectContaining({ state: 'revoked', revokedBecause: because })]);
    }
  });

  test('a personal key stays dead when its person is reinstated', async () => {
    const c = await world.company();
    const { statuses } = await keysOfCarol(c);
    await served.send('POST', `${memberPath(c)}/suspend`, { who: c.alice, body: {} });
    expect((await served.send('POST', `${memberPath(c)}/reinstate`, { who: c.alice, body: {} })).status).toBe(200);
    expect(await statuses()).toEqual({ hers: 401, shared: 401 });
    expect((await served.get(`/api/v1/organizations/${c.organizationId}`, { who: c.carol })).status).toBe(200);
  });

  test('after a demotion the personal key may what an ordinary member may, and the organization’s key is dead', async () => {
    const c = await world.company();
    const { hers, statuses } = await keysOfCarol(c);
    expect((await served.send('PATCH', memberPath(c), { who: c.alice, body: { role: 'member' }, headers: { 'if-match': await versionOf(c) } })).status).toBe(200);
    expect(await statuses()).toEqual({ hers: 200, shared: 401 });
    expect((await asKey(served, hers)('POST', `/api/v1/organizations/${c.organizationId}/cloud-accounts`, { kind: 'local', name: 'x' })).status).toBe(403);
  });
});

describe('the dialog that asks first', () => {
  test('names the keys that will end', async () => {
    const c = await world.company();
    await keysOfCarol(c);
    const names = async (deed: string) => (await served.get(`${memberPath(c)}/${deed}`, { who: c.alice })).body.apiKeys.map(({ name }: { name: string }) => name).toSorted();
    expect([await names('removal'), await names('suspension'), await names('demotion')]).toEqual([['hers', 'shared'], ['hers', 'shared'], ['shared']]);
  });

  test('a key of the organization that is left in lives for a day; a personal one never does', async () => {
    const c = await world.company();
    const { hers, shared, statuses } = await keysOfCarol(c);
    expect((await served.send('DELETE', memberPath(c), { who: c.alice, body: { keepKeys: [hers.id, shared.id] } })).status).toBe(204);
    expect(await statuses()).toEqual({ hers: 401, shared: 200 });
    const kept = (await world.request('api-keys.list', c.alice, { organizationId: c.organizationId })).body.items.find(({ id }: { id: string }) => id === shared.id);
    expect(Date.parse(kept.expiresAt) - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
    const events = (await world.audited(c.organizationId)).filter(({ operation }) => operation === 'api-keys.revoke');
    expect(events).toMatchObject([{ after: { because: 'removed' } }, { after: { because: 'removed' } }]);
    expect(events.filter(({ after }) => (after as { expiresAt?: string }).expiresAt)).toMatchObject([{ subject: shared.id }]);
  });

  test('403 when who was suspended uses a key of the organization that was left in, to be reinstated; another key does it (D11)', async () => {
    const c = await world.company();
    const { shared } = await keysOfCarol(c);
    const another = await makeKey(world, c.alice, c.organizationId, { ...ofAll, name: 'another' });
    expect((await served.send('POST', `${memberPath(c)}/suspend`, { who: c.alice, body: { keepKeys: [shared.id] } })).status).toBe(200);
    expect((await asKey(served, shared)('POST', `${memberPath(c)}/reinstate`, {})).status).toBe(403);
    expect((await served.get(`/api/v1/organizations/${c.organizationId}`, { who: c.carol })).status).toBe(403);
    expect((await asKey(served, another)('POST', `${memberPath(c)}/reinstate`, {})).status).toBe(200);
  });

  test('a key that removes somebody keeps no key, not even itself', async () => {
    const c = await world.company();
    const { shared, statuses } = await keysOfCarol(c);
    expect((await asKey(served, shared)('DELETE', memberPath(c), { keepKeys: [shared.id] })).status).toBe(204);
    expect(await statuses()).toEqual({ hers: 401, shared: 401 });
  });

  test('several removed at once keep no key', async () => {
    const c = await world.company();
    const { statuses } = await keysOfCarol(c);
    const many = await served.send('POST', `/api/v1/organizations/${c.organizationId}/members/remove-many`, { who: c.alice, body: { memberIds: [c.carolMemberId] } });
    expect(many).toMatchObject({ status: 200, body: { results: [{ outcome: 'done' }] } });
    expect(await statuses()).toEqual({ hers: 401, shared: 401 });
  });
});
