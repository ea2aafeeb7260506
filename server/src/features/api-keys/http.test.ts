import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import { asKey, everyScope, makeKey } from '../../testing/api-keys.ts';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type World } from '../../testing/world.ts';
import * as apiKeys from './store.ts';

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

const at = (organizationId: string, rest = '') => `/api/v1/organizations/${organizationId}${rest}`;
const day = 24 * 60 * 60 * 1000;

describe('a request with an API key', () => {
  test('200 as a bearer token or as x-api-key; a change needs no Origin, and JSON still', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.alice, c.organizationId);
    const send = asKey(served, key);
    expect(await send('GET', at(c.organizationId))).toMatchObject({ status: 200, body: { role: 'owner' } });
    expect((await served.get(at(c.organizationId), { headers: { 'x-api-key': key.secret } })).status).toBe(200);
    const account = { kind: 'local', name: 'ours' };
    expect((await send('POST', at(c.organizationId, '/cloud-accounts'), account, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('POST', at(c.organizationId, '/cloud-accounts'), account)).status).toBe(201);
  });

  test('400 with a session and a key, or with two keys; a bearer token that is not ours is left alone beside a session', async () => {
    const c = await world.company();
    const [one, two] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId)];
    const status = async (headers: Record<string, string>, who: typeof c.bob | null = null) => (await served.get(at(c.organizationId), { who, headers })).status;
    expect(await status({ authorization: `Bearer ${one.secret}` }, c.bob)).toBe(400);
    expect(await status({ 'x-api-key': one.secret }, c.bob)).toBe(400);
    expect(await status({ authorization: `Bearer ${one.secret}`, 'x-api-key': two.secret })).toBe(400);
    expect(await status({ authorization: `Bearer ${one.secret}`, 'x-api-key': one.secret })).toBe(200);
    expect(await status({ authorization: 'Bearer of-a-proxy' }, c.bob)).toBe(200);
  });

  test('401 in the same words: malformed, unknown, expired, revoked, of a deleted organization; 200 until then', async () => {
    const c = await world.company();
    const [expired, revoked, deleted] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.mallory, c.foreignOrganizationId)];
    const read = async (secret: string, organizationId = c.organizationId) => asKey(served, { secret })('GET', at(organizationId));
    for (const key of [expired, revoked]) expect((await read(key.secret)).status).toBe(200);
    expect((await read(deleted.secret, c.foreignOrganizationId)).status).toBe(200);
    await world.owner`update api_key set expires_at = now() where id = ${expired.id}`;
    await world.request('api-keys.revoke', c.bob, { organizationId: c.organizationId, apiKeyId: revoked.id });
    await world.owner`update organization set deleted_at = now() where id = ${c.foreignOrganizationId}`;
    const answers = [
      await read('hpk_short'), await read(`hpk_${'A'.repeat(43)}`), await read('something-else'), await read(expired.secret), await read(revoked.secret),
      await read(deleted.secret, c.foreignOrganizationId), await read(expired.secret.toUpperCase()),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: { code: 'unknown-key' } });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('403 beyond its scopes and for what no key ever does; a person by session may', async () => {
    const c = await world.company();
    const reading = asKey(served, await makeKey(world, c.alice, c.organizationId, { scopes: ['read'] }));
    const everything = asKey(served, await makeKey(world, c.alice, c.organizationId));
    const account = (name: string) => ['POST', at(c.organizationId, '/cloud-accounts'), { kind: 'local', name }] as const;
    expect(await reading(...account('a'))).toMatchObject({ status: 403, body: { detail: expect.stringContaining('cloud-accounts') } });
    expect((await everything(...account('a'))).status).toBe(201);
    const key = { kind: 'personal', name: 'k' };
    expect(await everything('POST', at(c.organizationId, '/api-keys'), key)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('never') } });
    expect((await everything('GET', at(c.organizationId, '/api-keys'))).status).toBe(403);
    expect((await served.send('POST', at(c.organizationId, '/api-keys'), { who: c.alice, body: key })).status).toBe(201);
  });

  test('403 to invite an administrator with a key, 201 to invite a member; the owner himself may both', async () => {
    const c = await world.company();
    const send = asKey(served, await makeKey(world, c.alice, c.organizationId));
    const invite = (administrator: boolean) => ({ email: `guest-${crypto.randomUUID()}@example.org`, administrator });
    expect((await send('POST', at(c.organizationId, '/invitations'), invite(true))).status).toBe(403);
    expect((await send('POST', at(c.organizationId, '/invitations'), invite(false))).status).toBe(201);
    expect((await served.send('POST', at(c.organizationId, '/invitations'), { who: c.alice, body: invite(true) })).status).toBe(201);
  });

  test('an organization’s key is not the person who made it: it withdraws only what its role may', async () => {
    const c = await world.company();
    await world.owner`update organization set members_can_invite = true where id = ${c.organizationId}`;
    const invited = await served.send('POST', at(c.organizationId, '/invitations'), { who: c.alice, body: { email: `guest-${crypto.randomUUID()}@example.org` } });
    const withdraw = async (key: { secret: string }) => (await asKey(served, key)('DELETE', at(c.organizationId, `/invitations/${invited.body.id}`), {})).status;
    expect(await withdraw(await makeKey(world, c.alice, c.organizationId, { kind: 'organization', role: 'member' }))).toBe(403);
    expect(await withdraw(await makeKey(world, c.alice, c.organizationId, { kind: 'organization', role: 'administrator' }))).toBe(204);
  });

  test('403 for everything of a person outside an organization; the person himself may', async () => {
    const c = await world.company();
    const send = asKey(served, await makeKey(world, c.alice, c.organizationId));
    expect(await send('GET', '/api/v1/me')).toMatchObject({ status: 403, body: { code: 'not-for-keys' } });
    expect((await send('POST', '/api/v1/organizations', { name: 'Another' })).status).toBe(403);
    expect((await served.get('/api/v1/me', { who: c.alice })).status).toBe(200);
  });

  test('401 for the live stream, which people read', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.alice, c.organizationId);
    expect((await asKey(served, key)('GET', at(c.organizationId, '/events'))).status).toBe(401);
    expect((await served.get(at(c.organizationId, '/events'), { who: c.alice, headers: { 'x-api-key': key.secret } })).status).toBe(400);
  });

  test('notes its last use, at most once a minute', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.bob, c.organizationId);
    const lastUse = async () => ((await world.owner`select last_used_at from api_key where id = ${key.id}`)[0] as { last_used_at: Date | null }).last_used_at?.toISOString() ?? null;
    const read = () => asKey(served, key)('GET', at(c.organizationId));
    expect(await lastUse()).toBeNull();
    await read();
    const first = await lastUse();
    expect(first).toEqual(expect.any(String));
    await read();
    expect(await lastUse()).toBe(first);
    await world.owner`update api_key set last_used_at = now() - interval '61 seconds' where id = ${key.id}`;
    await read();
    expect(Date.parse((await lastUse()) ?? '')).toBeGreaterThanOrEqual(Date.parse(first ?? ''));
  });

  test('is named in the audit log beside the person it speaks for', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.alice, c.organizationId, { kind: 'organization', role: 'administrator', name: 'deployer' });
    const { body } = await asKey(served, key)('POST', at(c.organizationId, '/cloud-accounts'), { kind: 'local', name: 'by key' });
    const rows = await world.owner`select key_id, key_name, operation from audit where organization_id = ${c.organizationId} and subject = ${body.id}`;
    expect(rows).toEqual([{ key_id: key.id, key_name: 'deployer', operation: 'cloud-accounts.create' }]);
  });
});

describe('making a key', () => {
  test('sent again with its Idempotency-Key makes no second one, and does not show the first again', async () => {
    const c = await world.company();
    const make = () => served.send('POST', at(c.organizationId, '/api-keys'), { who: c.alice, body: { kind: 'personal', name: 'once' }, headers: { 'idempotency-key': 'the same' } });
    const [first, second] = [await make(), await make()];
    expect(first).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^hpk_/) } });
    expect(second).toMatchObject({ status: 201, body: { id: first.body.id, secret: null, replayed: expect.any(String) }, headers: { 'idempotent-replayed': 'true' } });
    expect((await served.get(at(c.organizationId, '/api-keys'), { who: c.alice })).body.items).toHaveLength(1);
  });

  test('429 after 30 in an hour, with when to try again; somebody else makes one still', async () => {
    const c = await world.company();
    const make = (who: typeof c.alice) => served.send('POST', at(c.organizationId, '/api-keys'), { who, body: {} });
    for (let turn = 0; turn < 30; turn++) expect((await make(c.bob)).status).toBe(400);
    expect(await make(c.bob)).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } });
    expect((await make(c.carol)).status).toBe(400);
  });

  test('a key is counted for itself: what it used up is not missing to its person, nor to another key of his', async () => {
    const c = await world.company();
    const [one, two] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId)];
    const make = async (key: { secret: string }) => (await asKey(served, key)('POST', at(c.organizationId, '/api-keys'), { kind: 'personal', name: 'k' })).status;
    for (let turn = 0; turn < 30; turn++) await make(one);
    expect([await make(one), await make(two)]).toEqual([429, 403]);
    expect((await served.send('POST', at(c.organizationId, '/api-keys'), { who: c.bob, body: { kind: 'personal', name: 'k' } })).status).toBe(201);
  });
});

describe('isolation: a key of another organization (ShellHub CVE-2026-44426)', () => {
  const filled = (spec: AnyEndpoint, organizationId: string) => `/api/v1${spec.path.replace(':organizationId', organizationId).replace(/:\w+/g, () => crypto.randomUUID())}`;
  const body = (spec: AnyEndpoint) => (spec.method === 'GET' ? undefined : {});

  test('404 for every operation of an organization, 403 for every one outside, 401 for all of them with a dead key', async () => {
    const c = await world.company();
    const foreign = await makeKey(world, c.mallory, c.foreignOrganizationId, { kind: 'organization', role: 'administrator' });
    const personal = await makeKey(world, c.mallory, c.foreignOrganizationId);
    const inside = world.product.endpoints.filter(({ access }) => access === 'member');
    const outside = world.product.endpoints.filter(({ access, limits }) => (access === 'signed-in' || access === 'public') && !limits?.length);
    expect(inside.length).toBeGreaterThan(25);
    expect(outside.length).toBeGreaterThan(5);
    for (const key of [foreign, personal]) {
      for (const spec of inside) expect((await asKey(served, key)(spec.method, filled(spec, c.organizationId), body(spec))).status, spec.operation).toBe(404);
      for (const spec of outside) expect((await asKey(served, key)(spec.method, filled(spec, c.organizationId), body(spec))).status, spec.operation).toBe(403);
      expect((await asKey(served, key)('GET', at(c.foreignOrganizationId))).status).toBe(200);
    }
    await world.owner`update api_key set expires_at = now() where organization_id = ${c.foreignOrganizationId}`;
    for (const spec of [...inside, ...outside]) expect((await asKey(served, foreign)(spec.method, filled(spec, c.organizationId), body(spec))).status, spec.operation).toBe(401);
  });
});

describe('authority is read with each request', () => {
  test('a personal key may what its person may now: promoted, demoted, removed, and not again when he returns (D11)', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.bob, c.organizationId);
    const create = async (name: string) => (await asKey(served, key)('POST', at(c.organizationId, '/cloud-accounts'), { kind: 'local', name })).status;
    const setRole = (role: string) => world.owner`update member set role = ${role} where id = ${c.bobMemberId}`;
    expect(await create('one')).toBe(403);
    await setRole('administrator');
    expect(await create('two')).toBe(201);
    await setRole('member');
    expect(await create('three')).toBe(403);
    await world.owner`delete from member where id = ${c.bobMemberId}`;
    expect(await create('four')).toBe(401);
    await world.join(c.organizationId, c.bob, 'administrator');
    expect(await create('five')).toBe(401);
  });

  test('a personal key of somebody suspended is refused', async () => {
    const c = await world.company();
    const key = await makeKey(world, c.bob, c.organizationId);
    const read = async () => (await asKey(served, key)('GET', at(c.organizationId))).status;
    expect(await read()).toBe(200);
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${c.bobMemberId}`;
    expect(await read()).toBe(401);
  });

  test('an organization’s key has its own role, whatever becomes of who made it', async () => {
    const c = await world.company();
    const [asMember, asAdministrator] = [
      await makeKey(world, c.carol, c.organizationId, { kind: 'organization', role: 'member', scopes: everyScope }),
      await makeKey(world, c.carol, c.organizationId, { kind: 'organization', role: 'administrator', scopes: everyScope }),
    ];
    const create = async (key: { secret: string }, name: string) => (await asKey(served, key)('POST', at(c.organizationId, '/cloud-accounts'), { kind: 'local', name })).status;
    expect([await create(asMember, 'one'), await create(asAdministrator, 'two')]).toEqual([403, 201]);
    await world.owner`delete from member where id = ${c.carolMemberId}`;
    expect([await create(asMember, 'three'), await create(asAdministrator, 'four')]).toEqual([403, 201]);
    await world.within(async (scope) => {
      await scope.enter(c.organizationId);
      await apiKeys.endThoseOf(scope.tx, c.organizationId, c.carol.userId, { because: 'removed', by: null, at: scope.now });
    });
    expect([await create(asMember, 'five'), await create(asAdministrator, 'six')]).toEqual([401, 401]);
  });

  test('a replaced secret ends at once, or after the grace that was asked for', async () => {
    const c = await world.company();
    const [plain, gentle] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId)];
    const read = async (secret: string) => (await asKey(served, { secret })('GET', at(c.organizationId))).status;
    const replace = async (id: string, body: object) => (await world.request('api-keys.replace', c.bob, { organizationId: c.organizationId, apiKeyId: id, ...body })).body.secret as string;
    const afterPlain = await replace(plain.id, {});
    const afterGentle = await replace(gentle.id, { graceHours: 1, expiresAt: new Date(Date.now() + day).toISOString() });
    expect([await read(plain.secret), await read(afterPlain), await read(gentle.secret), await read(afterGentle)]).toEqual([401, 200, 200, 200]);
    await world.owner`update api_key set previous_until = now() where id = ${gentle.id}`;
    expect([await read(gentle.secret), await read(afterGentle)]).toEqual([401, 200]);
  });
});
