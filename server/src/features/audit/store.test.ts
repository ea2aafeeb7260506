import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type World } from '../../testing/world.ts';

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
