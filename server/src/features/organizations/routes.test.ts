import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, testSettings, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const everything = { membersCanInvite: true, membersCanCreateAndTerminate: true, membersCanOpenPorts: true };

describe('organizations.list', () => {
  test('200 with every organization of the person and the role in it (D01), and no other', async () => {
    const c = await world.company();
    const further = await world.organization(c.bob);
    const { status, body } = await world.request('organizations.list', c.bob);
    expect(status).toBe(200);
    expect(body.items.map(({ id, role }: { id: string; role: string }) => [id, role])).toEqual([[c.organizationId, 'member'], [further, 'owner']]);
    expect((await world.request('organizations.list', c.mallory)).body.items).toHaveLength(1);
  });
  test('200 pages by cursor, without a gap and without repeating', async () => {
    const c = await world.company();
    const further = await world.organization(c.bob);
    const first = (await world.request('organizations.list', c.bob, { limit: 1 })).body;
    const second = (await world.request('organizations.list', c.bob, { limit: 1, cursor: first.nextCursor })).body;
    expect([first.items[0].id, second.items[0].id, second.nextCursor]).toEqual([c.organizationId, further, null]);
  });
  test('401 when nobody is signed in', async () => expect(await world.request('organizations.list', null)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } }));
});

describe('organizations.create', () => {
  test('201 makes the person its owner, with the permissions of D04, and is audited (M02)', async () => {
    const alice = await world.person();
    const { status, body } = await world.request('organizations.create', alice, { name: '  Data   Platform ' });
    expect({ status, body }).toMatchObject({ status: 201, body: { name: 'Data Platform', role: 'owner', slug: expect.stringMatching(/^data-platform-[0-9a-f]{6}$/) } });
    expect((await world.request('organizations.read', alice, { organizationId: body.id })).body).toMatchObject({
      role: 'owner', memberCount: 1, timeZone: 'UTC', defaultCloudAccountId: null,
      permissions: { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false },
    });
    expect(await world.audited(body.id)).toMatchObject([{ operation: 'organizations.create', actorId: alice.userId, subject: body.id, after: { name: 'Data Platform' } }]);
  });
  test('400 names the field, and makes nothing', async () => {
    const alice = await world.person();
    for (const [input, field] of [[{}, 'name'], [{ name: '' }, 'name'], [{ name: 'x'.repeat(81) }, 'name'], [{ name: 'A', slug: 'mine' }, 'slug']] as const) {
      expect(await world.request('organizations.create', alice, input)).toMatchObject({ status: 400, body: { fields: [{ field, message: expect.any(String) }] } });
    }
    expect((await world.request('organizations.list', alice)).body.items).toEqual([]);
  });
  test('401 when nobody is signed in', async () => expect((await world.request('organizations.create', null, { name: 'A' })).status).toBe(401));
  test('409 at the most that one person may make, however many ask at once', async () => {
    const small = await newWorld({ settings: { ...testSettings, organizationsPerPerson: 3 } });
    try {
      const alice = await small.person();
      const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => small.request('organizations.create', alice, { name: `O${at}` })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
      expect((await small.request('organizations.list', alice)).body.items).toHaveLength(3);
      const joined = await small.company();
      await small.join(joined.organizationId, alice, 'member');
      expect((await small.request('organizations.list', alice)).body.items).toHaveLength(4); // joining is not limited
    } finally {
      await small.close();
    }
  });
});

describe('organizations.read', () => {
  test('200 tells each role what it may do, in the words of the refusal (M13-M16)', async () => {
    const c = await world.company();
    const of = async (who: typeof c.alice) => (await world.request('organizations.read', who, { organizationId: c.organizationId })).body;
    for (const [who, remove] of [[c.alice, true], [c.carol, 'Only the owner of this organization may delete it.']] as const) {
      expect((await of(who)).allows).toEqual({ delete: remove, update: true, updatePermissions: true, invite: true, inviteAdministrators: true, createCluster: true, openPorts: true, manageCloudAccounts: true });
    }
    const bob = await of(c.bob);
    expect(bob).toMatchObject({ role: 'member', memberCount: 3, allows: { createCluster: true, openPorts: expect.stringContaining('Only the owner and administrators') } });
    const refused = await world.request('invitations.create', c.bob, { organizationId: c.organizationId, email: 'dave@example.org' });
    expect(refused).toMatchObject({ status: 403, body: { detail: bob.allows.invite } });
  });
  test('401 when nobody is signed in, 404 for another organization and for none (M01)', async () => {
    const c = await world.company();
    expect((await world.request('organizations.read', null, { organizationId: c.organizationId })).status).toBe(401);
    expect((await world.request('organizations.read', c.mallory, { organizationId: c.organizationId })).status).toBe(404);
    expect((await world.request('organizations.read', c.alice, { organizationId: crypto.randomUUID() })).status).toBe(404);
    expect((await world.request('organizations.read', c.mallory, { organizationId: c.foreignOrganizationId })).status).toBe(200);
  });
});

describe('organizations.update', () => {
  test('200 for owner and administrator, audited with before and after; the slug stays (D01)', async () => {
    const c = await world.company();
    const before = (await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body;
    expect(await world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'Renamed' })).toMatchObject({ status: 200, body: { name: 'Renamed', slug: before.slug, timeZone: 'UTC' } });
    expect(await world.request('organizations.update', c.carol, { organizationId: c.organizationId, timeZone: 'Europe/Stockholm' })).toMatchObject({ status: 200, body: { name: 'Renamed', timeZone: 'Europe/Stockholm' } });
    expect(await world.audited(c.organizationId)).toMatchObject([
      { operation: 'organizations.update', actorId: c.alice.userId, before: { name: before.name }, after: { name: 'Renamed' } },
      { operation: 'organizations.update', actorId: c.carol.userId, before: { timeZone: 'UTC' }, after: { timeZone: 'Europe/Stockholm' } },
    ]);
  });
  test('403 for an ordinary member, with a sentence', async () => {
    const c = await world.company();
    expect(await world.request('organizations.update', c.bob, { organizationId: c.organizationId, name: 'Bobs' })).toMatchObject({
      status: 403, body: { detail: 'Only the owner and administrators of this organization may change its name and time zone.' },
    });
  });
  test('404 from outside, 400 for a time zone that is none', async () => {
    const c = await world.company();
    expect((await world.request('organizations.update', c.mallory, { organizationId: c.organizationId, name: 'Taken' })).status).toBe(404);
    expect(await world.request('organizations.update', c.alice, { organizationId: c.organizationId, timeZone: 'Mars/Base' })).toMatchObject({ status: 400, body: { fields: [{ field: 'timeZone' }] } });
  });
});

describe('organizations.updatePermissions', () => {
  test('200 for owner and administrator (M13, M18), and the next request of a member follows (M14-M16)', async () => {
    const c = await world.company();
    const invite = () => world.request('invitations.create', c.bob, { organizationId: c.organizationId, email: 'dave@example.org' });
    expect((await invite()).status).toBe(403);
    for (const who of [c.alice, c.carol]) {
      expect(await world.request('organizations.updatePermissions', who, { organizationId: c.organizationId, ...everything })).toMatchObject({ status: 200, body: { permissions: everything } });
    }
    expect((await invite()).status).toBe(201);
    const allows = (await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body.allows;
    expect(allows).toMatchObject({ invite: true, openPorts: true, createCluster: true, inviteAdministrators: 'Only the owner and administrators may invite administrators.' });
  });
  test('403 for an ordinary member, even with all three on', async () => {
    const c = await world.company();
    await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...everything });
    expect((await world.request('organizations.updatePermissions', c.bob, { organizationId: c.organizationId, ...everything })).status).toBe(403);
  });
  test('400 unless all three are said, 401 and 404 as everywhere', async () => {
    const c = await world.company();
    expect(await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, membersCanInvite: true })).toMatchObject({
      status: 400, body: { fields: [{ field: 'membersCanCreateAndTerminate' }, { field: 'membersCanOpenPorts' }] },
    });
    expect((await world.request('organizations.updatePermissions', null, { organizationId: c.organizationId, ...everything })).status).toBe(401);
    expect((await world.request('organizations.updatePermissions', c.mallory, { organizationId: c.organizationId, ...everything })).status).toBe(404);
  });
  test('200 turning "can invite" off ends the open invitations of ordinary members, and only theirs (D05)', async () => {
    const c = await world.company();
    await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...everything });
    const [dave, erin] = [await world.person({ givenName: 'Dave' }), await world.person({ givenName: 'Erin' })];
    const byBob = await world.request('invitations.create', c.bob, { organizationId: c.organizationId, email: dave.email });
    const byCarol = await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: erin.email });
    await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...everything, membersCanInvite: false });
    expect(await world.request('invitations.accept', dave, { invitationId: byBob.body.id })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('may no longer invite') } });
    expect((await world.request('invitations.listReceived', dave)).body.items).toEqual([]);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.end')).toMatchObject([{ subject: byBob.body.id, before: { email: dave.email } }]);
    expect((await world.request('invitations.accept', erin, { invitationId: byCarol.body.id })).status).toBe(200);
  });
});

describe('organizations.updatePermissions by two people at once', () => {
  test('412 for the second, who changed what he had not seen; the first stands, and is named', async () => {
    const c = await world.company();
    const version = `"${(await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.version}"`;
    const first = await world.request('organizations.updatePermissions', c.carol, { organizationId: c.organizationId, ...everything }, { ifMatch: version });
    expect(first).toMatchObject({ status: 200, body: { ordinaryMembers: 1, permissionsChanged: { by: { givenName: 'Carol', familyName: 'Clark' } } } });
    const nothing = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };
    expect(await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...nothing }, { ifMatch: version })).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } });
    const now = (await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body;
    expect(now).toMatchObject({ permissions: everything, version: first.body.version, permissionsChanged: first.body.permissionsChanged });
    expect((await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...nothing }, { ifMatch: `"${now.version}"` })).status).toBe(200);
  });
  test('at the same moment, one gets 200 and the other 412, however often', async () => {
    const c = await world.company();
    for (let round = 0; round < 25; round++) {
      const version = `"${(await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.version}"`;
      const answers = await Promise.all([c.alice, c.carol].map((who) => world.request('organizations.updatePermissions', who, { organizationId: c.organizationId, ...everything, membersCanOpenPorts: who === c.alice }, { ifMatch: version })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    }
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'organizations.updatePermissions')).toHaveLength(25);
  });
  test('428 when no version is named, and 403 before that', async () => {
    const c = await world.company();
    expect((await world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, ...everything }, { ifMatch: null })).status).toBe(428);
    expect((await world.request('organizations.updatePermissions', c.bob, { organizationId: c.organizationId, ...everything }, { ifMatch: null })).status).toBe(403);
  });
  test('another default cloud account makes no new version', async () => {
    const c = await world.company();
    const read = async () => (await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body;
    const before = await read();
    await world.request('cloud-accounts.create', c.alice, { organizationId: c.organizationId, kind: 'local', name: 'Machine' });
    const after = await read();
    expect(after.defaultCloudAccountId).not.toBe(before.defaultCloudAccountId);
    expect(after.version).toBe(before.version);
  });
});
