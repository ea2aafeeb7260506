import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { ApiKeyId } from '../../kernel/id.ts';
import { erasePerson, verifyAudit } from '../../main-operator-audit.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { memberOf } from '../../testing/actors.ts';
import { newWorld, type World } from '../../testing/world.ts';
import * as audit from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;

/** From now on nothing can be audited for this organization, as when a disk is full. */
async function breakAudit(organizationId: string) {
  const name = `broken_${organizationId.replaceAll('-', '')}`;
  await world.owner.unsafe(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'the audit log is full'; end $$;
    create trigger ${name} before insert on audit for each row when (new.organization_id = '${organizationId}') execute function ${name}()`);
  return () => world.owner.unsafe(`drop trigger ${name} on audit; drop function ${name}()`);
}

const stateOf = async (c: Company) => ({
  organization: await world.owner`select * from organization where id = ${c.organizationId}`,
  members: await world.owner`select * from member where organization_id = ${c.organizationId} order by id`,
  removals: await world.owner`select * from removal where organization_id = ${c.organizationId}`,
  invitations: await world.owner`select * from invitation where organization_id = ${c.organizationId} order by id`,
  mails: await world.owner`select id from mail where organization_id = ${c.organizationId} order by id`,
});

const changes = {
  'organizations.update': (c: Company) => world.request('organizations.update', c.alice, { organizationId: c.organizationId, name: 'Changed' }),
  'organizations.updatePermissions': (c: Company) =>
    world.request('organizations.updatePermissions', c.alice, { organizationId: c.organizationId, membersCanInvite: true, membersCanCreateAndTerminate: false, membersCanOpenPorts: true }),
  'members.changeRole': (c: Company) => world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' }),
  'members.remove': (c: Company) => world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId }),
  'invitations.create': (c: Company) => world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'new@example.org' }),
  'invitations.resend': async (c: Company, invitationId: string) => world.request('invitations.resend', c.alice, { organizationId: c.organizationId, invitationId }),
  'invitations.withdraw': async (c: Company, invitationId: string) => world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId }),
  'invitations.accept': async (c: Company, invitationId: string) => world.request('invitations.accept', c.mallory, { invitationId }),
  'invitations.reject': async (c: Company, invitationId: string) => world.request('invitations.reject', c.mallory, { invitationId }),
} as const;

describe('the audit row of a change', () => {
  test.each(Object.entries(changes))('%s is undone when it cannot be written, and done with exactly one row when it can', async (operation, change) => {
    const c = await world.company();
    const invited = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.mallory.email });
    const [before, jobs, audited] = [await stateOf(c), world.queue.sent.length, await world.audited(c.organizationId)];
    const repair = await breakAudit(c.organizationId);
    await expect(change(c, invited.body.id)).rejects.toThrow('the audit log is full');
    await repair();
    expect(await stateOf(c)).toEqual(before);
    expect(world.queue.sent).toHaveLength(jobs);
    expect(await world.audited(c.organizationId)).toEqual(audited);

    expect((await change(c, invited.body.id)).status).toBeLessThan(300);
    expect(await stateOf(c)).not.toEqual(before);
    expect((await world.audited(c.organizationId)).slice(audited.length).map((row) => row.operation)).toEqual([operation]);
  });

  test('a refused request leaves none, nor anything else', async () => {
    const c = await world.company();
    const before = await stateOf(c);
    expect((await world.request('members.remove', c.bob, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(403);
    expect((await world.request('members.changeRole', c.carol, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' })).status).toBe(403);
    expect(await stateOf(c)).toEqual(before);
    expect(await world.audited(c.organizationId)).toEqual([]);
  });

  test('says when, who, what, before and after as values a reader can search', async () => {
    const c = await world.company();
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
    const [row] = await world.owner`select at, actor_kind, actor_id, operation, subject, before ->> 'role' as before, after ->> 'role' as after from audit where organization_id = ${c.organizationId}`;
    const [alice] = await world.owner`select id from audit_person where organization_id = ${c.organizationId} and user_id = ${c.alice.userId}`;
    expect(row).toMatchObject({ actor_kind: 'user', actor_id: alice!['id'], operation: 'members.changeRole', subject: c.bobMemberId, before: 'member', after: 'administrator' });
    expect(Math.abs(Date.now() - (row!['at'] as Date).getTime())).toBeLessThan(60_000);
  });
});

describe('the rows of the log', () => {
  test.each(['audit', 'audit_seal'])('the server can add to %s and read it; PostgreSQL refuses to change, delete or empty it', async (table) => {
    const c = await world.company();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    await world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
    expect(await world.pool.unsafe(`select * from ${table} where organization_id = $1`, [c.organizationId])).toHaveLength(1);
    for (const statement of [`update ${table} set organization_id = null`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(world.pool.unsafe(statement)).rejects.toThrow(/permission denied/);
    }
    await expect(world.pool.unsafe(`insert into audit_unsealed (audit_id) select id from audit limit 1`)).rejects.toThrow(/row-level security/);
  });

  test('name the API key that a request came with', async () => {
    const c = await world.company();
    const key = { id: newUuid() as ApiKeyId, name: 'Nightly', kind: 'personal', scopes: ['read'] } as const;
    await world.within(async ({ tx, enter, now }) => {
      await enter(c.organizationId);
      const actor: Actor = { ...memberOf(c.organizationId, 'owner'), userId: c.alice.userId, key } as Actor;
      await audit.append(tx, {
        id: newUuid(), at: now, actor, request: { cookies: {}, userAgent: 'curl', address: '192.0.2.7' },
        event: { operation: 'clusters.start', organizationId: c.organizationId, subject: newUuid(), before: null, after: { wanted: 'running' } },
      });
    });
    const { body } = await world.request('audit.list', c.alice, { organizationId: c.organizationId });
    expect(body.items).toMatchObject([{ actor: { name: 'API key Nightly of Alice Adams', key: { id: key.id, name: 'Nightly' } }, from: { address: '192.0.2.7', userAgent: 'curl' } }]);
  });

  test('one pseudonym stands for a person in an organization, invited by address and then inside, and another one elsewhere', async () => {
    const c = await world.company();
    const invited = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.mallory.email });
    await world.request('invitations.accept', c.mallory, { invitationId: invited.body.id });
    const people = await world.owner`select organization_id, user_id, email from audit_person where email = ${c.mallory.email}`;
    expect(people).toEqual([{ organization_id: c.organizationId, user_id: c.mallory.userId, email: c.mallory.email }]);
    await world.request('invitations.create', c.mallory, { organizationId: c.foreignOrganizationId, email: 'eve@example.org' });
    expect(await world.owner`select id from audit_person where email = ${c.mallory.email}`).toHaveLength(2);
  });

  test('two who name the same person for the first time at once agree on the pseudonym', async () => {
    const c = await world.company();
    const append = () => world.within(async (scope) => {
      await scope.enter(c.organizationId);
      scope.emit({ operation: 'members.suspend', organizationId: c.organizationId, subject: c.bobMemberId, before: null, after: { userId: c.bob.userId } });
    });
    await Promise.all(Array.from({ length: 10 }, append));
    expect(await world.owner`select distinct after ->> 'userId' as person from audit where organization_id = ${c.organizationId}`).toHaveLength(1);
  });

  test('hold no address and no secret that was given out, after a whole story', async () => {
    const c = await world.company();
    const { organizationId, alice, carol } = c;
    const given: string[] = [alice, carol, c.bob, c.mallory].flatMap(({ sessionToken }) => [sessionToken]);
    const invite = async (email: string) => (await world.request('invitations.create', alice, { organizationId, email })).body.id as string;
    const [withdrawn, accepted, rejected] = [await invite('dave@example.org'), await invite(c.mallory.email), await invite(c.mallory.email.replace('mallory', 'mallory-too'))];
    await world.request('invitations.resend', alice, { organizationId, invitationId: withdrawn });
    await world.request('invitations.withdraw', alice, { organizationId, invitationId: withdrawn });
    await world.request('invitations.accept', c.mallory, { invitationId: accepted });
    await world.request('invitations.reject', c.mallory, { invitationId: rejected });
    await world.request('members.remove', carol, { organizationId, memberId: c.bobMemberId });
    await world.request('users.requestPasswordReset', null, { email: alice.email });
    await world.request('users.updateSelf', alice, { familyName: 'Zebedee' });
    await world.work();
    const texts = world.transport.messages.map(({ text, html }) => text + html).join('\n');
    given.push(...[...texts.matchAll(/[#=]([\w-]{43})/g)].map(([, secret]) => secret ?? ''));
    expect(given.length).toBeGreaterThan(8);
    const rows = JSON.stringify(await world.owner`select * from audit where organization_id = ${organizationId} or organization_id is null`);
    expect(rows.length).toBeGreaterThan(2000);
    for (const secret of given) expect(rows).not.toContain(secret);
    for (const secret of given) expect(rows).not.toContain(hashSecret(secret));
    expect(rows).not.toMatch(/@|Zebedee/);
  });
});

describe('a person who is erased', () => {
  test('is nobody in the log any more, which goes on to fit, and says that it was done', async () => {
    const c = await world.company();
    const { organizationId, alice, bob } = c;
    await world.request('invitations.create', bob, { organizationId, email: 'eve@example.org' });
    await world.request('organizations.updatePermissions', alice, { organizationId, membersCanInvite: true, membersCanCreateAndTerminate: false, membersCanOpenPorts: false });
    const invited = await world.request('invitations.create', bob, { organizationId, email: 'eve@example.org' });
    expect(invited.status).toBe(201);
    await world.request('members.remove', alice, { organizationId, memberId: c.bobMemberId });
    await world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
    const said: string[] = [];
    expect(await erasePerson(world.pool, bob.email.toUpperCase(), (line) => said.push(line))).toBe(true);
    expect(said).toEqual([expect.stringMatching(/^Erased in /)]);

    const { items } = (await world.request('audit.list', alice, { organizationId })).body;
    expect(items.map((row: { actor: { name: string }; sentence: string }) => `${row.actor.name} ${row.sentence}`)).toEqual([
      'The operator erased a person from the audit log',
      'Alice Adams removed an erased person',
      expect.stringContaining('Alice Adams ended the invitation of eve@example.org'),
      'an erased person invited eve@example.org as an ordinary member',
      expect.stringContaining('Alice Adams allowed ordinary members to invite'),
    ]);
    expect(JSON.stringify(items)).not.toContain(bob.email);
    expect(items.find((row: { actor: { name: string } }) => row.actor.name === 'an erased person').from).toBeNull();
    expect((await world.request('audit.verify', alice, { organizationId })).body).toMatchObject({ verified: true });
    const lines: string[] = [];
    expect(await verifyAudit(world.pool, null, (line) => lines.push(line))).toBe(true);
    expect(lines.join('\n')).toContain('fits');
  });

  test('keeps his name where he is still a member', async () => {
    const c = await world.company();
    await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: 'eve@example.org' });
    const said: string[] = [];
    expect(await erasePerson(world.pool, c.carol.email, (line) => said.push(line))).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^Kept in .*still a member/)]);
    expect((await world.request('audit.list', c.alice, { organizationId: c.organizationId })).body.items[0].actor.name).toBe('Carol Clark');
  });

  test('an address that no log names, and a log that does not fit, are said', async () => {
    const said: string[] = [];
    expect(await erasePerson(world.pool, 'nobody@example.org', (line) => said.push(line))).toBe(false);
    const c = await world.company();
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    await world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
    await world.owner`update audit set subject = 'x' where organization_id = ${c.organizationId}`;
    const [{ slug } = { slug: '' }] = await world.owner<{ slug: string }[]>`select slug from organization where id = ${c.organizationId}`;
    expect(await verifyAudit(world.pool, slug, (line) => said.push(line))).toBe(false);
    expect(await verifyAudit(world.pool, 'no-such', (line) => said.push(line))).toBe(false);
    expect(said).toEqual(['No audit log names nobody@example.org.', expect.stringMatching(/DOES NOT FIT at no\. 1/), expect.stringContaining('no-such')]);
  });
});
