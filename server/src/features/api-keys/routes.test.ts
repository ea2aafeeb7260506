import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKey } from '../../testing/api-keys.ts';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const day = 24 * 60 * 60 * 1000;
const within = (ms: number) => new Date(Date.now() + ms).toISOString();
const stored = async (id: string) => (await world.owner`select * from api_key where id = ${id}`)[0] as Record<string, unknown>;
type Company = Awaited<ReturnType<World['company']>>;
const create = (c: Company, who: Company['alice'], body: object) => world.request('api-keys.create', who, { organizationId: c.organizationId, kind: 'personal', name: 'robot', ...body });

describe('api-keys.create', () => {
  test('201 and the secret once: only its hash and its last four characters are kept', async () => {
    const c = await world.company();
    const made = await create(c, c.bob, { name: ' My  robot ', scopes: ['clusters'] });
    expect(made).toMatchObject({
      status: 201,
      body: { kind: 'personal', name: 'My robot', role: null, scopes: ['read', 'clusters'], state: 'active', holder: { you: true, givenName: 'Bob' }, lastUsedAt: null, secret: expect.stringMatching(/^hpk_[A-Za-z0-9_-]{43}$/) },
    });
    const row = await stored(made.body.id);
    expect(row).toMatchObject({ last_four: made.body.secret.slice(-4), secret_hash: expect.stringMatching(/^[0-9a-f]{64}$/), member_id: c.bobMemberId });
    const everywhere = JSON.stringify([row, await world.request('api-keys.list', c.bob, { organizationId: c.organizationId }), await world.audited(c.organizationId)]);
    expect(everywhere).not.toContain(made.body.secret.slice(4));
    expect(Date.parse(made.body.expiresAt) - Date.now()).toBeGreaterThan(89.9 * day);
  });

  test('201 for an organization’s key with a role of its own, by owner and administrators; 403 for an ordinary member', async () => {
    const c = await world.company();
    for (const who of [c.alice, c.carol]) expect(await create(c, who, { kind: 'organization', role: 'administrator' })).toMatchObject({ status: 201, body: { role: 'administrator' } });
    expect(await create(c, c.bob, { kind: 'organization', role: 'member' })).toMatchObject({ status: 403 });
    expect(await create(c, c.bob, {})).toMatchObject({ status: 201 });
    expect(await create(c, c.mallory, {})).toMatchObject({ status: 404 });
  });

  test('400 with the field named: a past end, one beyond 365 days, an unknown scope, a role too much or too few, the owner’s role, what is not asked for', async () => {
    const c = await world.company();
    const refused = async (body: object, field: string) => expect((await create(c, c.alice, body)).body.fields, JSON.stringify(body)).toEqual([expect.objectContaining({ field })]);
    await refused({ expiresAt: within(-1000) }, 'expiresAt');
    await refused({ expiresAt: within(366 * day) }, 'expiresAt');
    await refused({ expiresAt: 'tomorrow' }, 'expiresAt');
    await refused({ scopes: ['everything'] }, 'scopes.0');
    await refused({ role: 'member' }, 'role');
    await refused({ kind: 'organization' }, 'role');
    await refused({ kind: 'organization', role: 'owner' }, 'role');
    await refused({ name: '\u202e ' }, 'name');
    await refused({ userId: c.bob.userId }, 'userId');
    expect(await create(c, c.alice, { expiresAt: within(364 * day) })).toMatchObject({ status: 201 });
  });

  test('409 when a person has as many as there may be; another person makes one still', async () => {
    const c = await world.company();
    for (let turn = 0; turn < 25; turn++) await makeKey(world, c.bob, c.organizationId);
    expect(await create(c, c.bob, {})).toMatchObject({ status: 409 });
    expect(await create(c, c.carol, {})).toMatchObject({ status: 201 });
  });

  test('is audited with what the key may do', async () => {
    const c = await world.company();
    const { id } = await makeKey(world, c.alice, c.organizationId, { kind: 'organization', role: 'member', scopes: ['members'], name: 'sync' });
    expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({
      operation: 'api-keys.create', subject: id, after: { name: 'sync', kind: 'organization', role: 'member', scopes: ['read', 'members'], expiresAt: expect.any(String) },
    });
  });
});

describe('api-keys.list', () => {
  test('200: a member reads his own, owner and administrators read all, nobody reads another organization’s', async () => {
    const c = await world.company();
    const [ofBob, ofAlice] = [await makeKey(world, c.bob, c.organizationId, { name: 'of bob' }), await makeKey(world, c.alice, c.organizationId, { name: 'of alice' })];
    const ofAll = await makeKey(world, c.alice, c.organizationId, { kind: 'organization', role: 'member', name: 'of all' });
    await makeKey(world, c.mallory, c.foreignOrganizationId, { name: 'of mallory' });
    const idsFor = async (who: Company['alice']) => (await world.request('api-keys.list', who, { organizationId: c.organizationId })).body.items.map(({ id }: { id: string }) => id);
    expect(await idsFor(c.bob)).toEqual([ofBob.id]);
    for (const who of [c.alice, c.carol]) expect(await idsFor(who)).toEqual([ofAll.id, ofAlice.id, ofBob.id]);
    expect(await world.request('api-keys.list', c.mallory, { organizationId: c.organizationId })).toMatchObject({ status: 404 });
  });

  test('says who may make what, and pages', async () => {
    const c = await world.company();
    for (const name of ['one', 'two', 'three']) await makeKey(world, c.bob, c.organizationId, { name });
    const first = await world.request('api-keys.list', c.bob, { organizationId: c.organizationId, limit: 2 });
    expect(first.body).toMatchObject({ items: [{ name: 'three' }, { name: 'two' }], allows: { createPersonal: true, createForOrganization: expect.stringContaining('owner and administrators') } });
    const second = await world.request('api-keys.list', c.bob, { organizationId: c.organizationId, limit: 2, cursor: first.body.nextCursor });
    expect(second.body).toMatchObject({ items: [{ name: 'one' }], nextCursor: null });
  });

  test('what ended is shown for 30 days', async () => {
    const c = await world.company();
    const [revoked, expired, old] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId)];
    await world.request('api-keys.revoke', c.bob, { organizationId: c.organizationId, apiKeyId: revoked.id });
    await world.owner`update api_key set expires_at = now() - interval '29 days' where id = ${expired.id}`;
    await world.owner`update api_key set revoked_at = now() - interval '31 days', revoked_because = 'revoked' where id = ${old.id}`;
    const { body } = await world.request('api-keys.list', c.bob, { organizationId: c.organizationId });
    expect(body.items.map(({ id, state }: { id: string; state: string }) => [id, state])).toEqual([[expired.id, 'expired'], [revoked.id, 'revoked']]);
  });
});

describe('api-keys.revoke', () => {
  test('204 for one’s own, and by administrators for others; 404 for what an ordinary member does not see', async () => {
    const c = await world.company();
    const [ofBob, alsoOfBob] = [await makeKey(world, c.bob, c.organizationId), await makeKey(world, c.bob, c.organizationId)];
    const ofAll = await makeKey(world, c.carol, c.organizationId, { kind: 'organization', role: 'member' });
    const ofAlice = await makeKey(world, c.alice, c.organizationId);
    const revoke = async (who: Company['alice'], { id }: { id: string }, organizationId = c.organizationId) => (await world.request('api-keys.revoke', who, { organizationId, apiKeyId: id })).status;
    expect([await revoke(c.bob, ofAll), await revoke(c.bob, ofAlice), await revoke(c.mallory, ofBob), await revoke(c.mallory, ofBob, c.foreignOrganizationId)]).toEqual([404, 404, 404, 404]);
    expect([await revoke(c.carol, ofAlice), await revoke(c.bob, ofBob), await revoke(c.carol, alsoOfBob), await revoke(c.alice, ofAll), await revoke(c.alice, ofAlice)]).toEqual([403, 204, 204, 204, 204]);
    expect(await revoke(c.bob, ofBob)).toBe(409);
    expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({ operation: 'api-keys.revoke', subject: ofAlice.id, after: { because: 'revoked' } });
  });
});

describe('api-keys.replace', () => {
  test('200 with a new secret and a new end; who replaces an organization’s key holds it from then on', async () => {
    const c = await world.company();
    const ofAll = await makeKey(world, c.carol, c.organizationId, { kind: 'organization', role: 'member', expiresAt: within(day) });
    const replaced = await world.request('api-keys.replace', c.alice, { organizationId: c.organizationId, apiKeyId: ofAll.id });
    expect(replaced).toMatchObject({ status: 200, body: { id: ofAll.id, role: 'member', holder: { givenName: 'Alice', you: true }, previousUntil: null, secret: expect.stringMatching(/^hpk_/) } });
    expect(replaced.body.secret).not.toBe(ofAll.secret);
    expect(Date.parse(replaced.body.expiresAt) - Date.now()).toBeGreaterThan(89 * day);
    expect((await world.audited(c.organizationId)).at(-1)).toMatchObject({ operation: 'api-keys.replace', before: { name: 'robot' }, after: { graceHours: 0 } });
  });

  test('403 for somebody else’s personal key, 404 for what one does not see, 409 for what has ended, 400 beyond 24 hours of grace', async () => {
    const c = await world.company();
    const ofBob = await makeKey(world, c.bob, c.organizationId);
    const ofAll = await makeKey(world, c.carol, c.organizationId, { kind: 'organization', role: 'member' });
    const replace = async (who: Company['alice'], id: string, more: object = {}) => (await world.request('api-keys.replace', who, { organizationId: c.organizationId, apiKeyId: id, ...more })).status;
    expect([await replace(c.alice, ofBob.id), await replace(c.bob, ofAll.id), await replace(c.mallory, ofBob.id), await replace(c.bob, ofBob.id, { graceHours: 25 })]).toEqual([403, 404, 404, 400]);
    expect(await replace(c.bob, ofBob.id, { graceHours: 24 })).toBe(200);
    await world.request('api-keys.revoke', c.bob, { organizationId: c.organizationId, apiKeyId: ofBob.id });
    expect(await replace(c.bob, ofBob.id)).toBe(409);
  });
});
