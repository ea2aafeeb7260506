/** The membership as a whole against a small model: any sequence of requests, one by one and several at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../kernel/actor.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Who = 0 | 1 | 2 | 3 | 4; // at first the owner, an administrator, a member, and two from outside
type Command =
  | { do: 'invite'; by: Who; whom: Who; administrator: boolean }
  | { do: 'accept'; by: Who }
  | { do: 'reject'; by: Who }
  | { do: 'withdraw'; by: Who; whom: Who }
  | { do: 'resend'; by: Who; whom: Who }
  | { do: 'remove'; by: Who; whom: Who }
  | { do: 'changeRole'; by: Who; whom: Who; role: 'administrator' | 'member' }
  | { do: 'permissions'; by: Who; membersCanInvite: boolean };

const who = fc.constantFrom<Who[]>(0, 1, 2, 3, 4);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('invite' as const), by: who, whom: who, administrator: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('accept' as const), by: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reject' as const), by: who }) },
  { weight: 2, arbitrary: fc.constantFrom('withdraw' as const, 'resend' as const, 'remove' as const).chain((what) => fc.record({ do: fc.constant(what), by: who, whom: who })) as fc.Arbitrary<Command> },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('changeRole' as const), by: who, whom: who, role: fc.constantFrom('administrator' as const, 'member' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('permissions' as const), by: who, membersCanInvite: fc.boolean() }) },
);

type Invitation = { by: Who; administrator: boolean; open: boolean };

/** What should happen, from the rules alone. */
class Model {
  roles = new Map<Who, Role>([[0, 'owner'], [1, 'administrator'], [2, 'member']]);
  membersCanInvite = false;
  invitations = new Map<Who, Invitation>(); // the newest to each address

  private governs = (by: Who) => this.roles.get(by) === 'owner' || this.roles.get(by) === 'administrator';
  private mayInvite = (by: Who) => this.governs(by) || this.membersCanInvite;
  private endThose(ended: (invitation: Invitation) => boolean) {
    for (const invitation of this.invitations.values()) if (ended(invitation)) invitation.open = false;
  }

  answer(given: Command): number {
    if (given.do === 'accept' || given.do === 'reject') return this.answerInvitation(given.by, given.do);
    if (!this.roles.has(given.by)) return 404;
    if (given.do === 'invite') return this.invite(given);
    if (given.do === 'withdraw' || given.do === 'resend') return this.changeInvitation(given.do, given.by, given.whom);
    if (given.do === 'permissions') return this.setPermissions(given.by, given.membersCanInvite);
    return this.changeMember(given);
  }

  private answerInvitation(by: Who, what: 'accept' | 'reject'): number {
    const invitation = this.invitations.get(by);
    if (!invitation) return 404;
    if (!invitation.open) return 409;
    invitation.open = false;
    if (what === 'reject') return 204;
    this.roles.set(by, invitation.administrator ? 'administrator' : 'member'); // M08, M17
    return 200;
  }
  private invite({ by, whom, administrator }: Extract<Command, { do: 'invite' }>): number {
    const present = this.invitations.get(whom);
    if (!this.mayInvite(by) || (administrator && !this.governs(by))) return 403; // M14
    if (present?.open && present.by !== by && !this.governs(by)) return 403; // D05
    if (this.roles.has(whom)) return 409;
    this.invitations.set(whom, { by, administrator, open: true }); // D03
    return 201;
  }
  private changeInvitation(what: 'withdraw' | 'resend', by: Who, whom: Who): number {
    const invitation = this.invitations.get(whom);
    if (!invitation) return 404;
    if (!this.mayInvite(by) || (invitation.by !== by && !this.governs(by))) return 403; // D05
    if (what === 'resend' && invitation.administrator && !this.governs(by)) return 403; // M14
    if (!invitation.open) return 409;
    if (what === 'withdraw') invitation.open = false;
    return what === 'withdraw' ? 204 : 200;
  }
  private setPermissions(by: Who, membersCanInvite: boolean): number {
    if (!this.governs(by)) return 403; // M13
    this.membersCanInvite = membersCanInvite;
    if (!membersCanInvite) this.endThose((invitation) => this.roles.get(invitation.by) === 'member'); // D05
    return 200;
  }
  private changeMember(given: Extract<Command, { do: 'remove' | 'changeRole' }>): number {
    const role = this.roles.get(given.whom);
    if (!role) return 404;
    if (!this.governs(given.by)) return 403;
    if (role === 'owner' || given.by === given.whom) return given.do === 'remove' ? 409 : 403; // D02, D05
    const loses = given.do === 'remove' || (given.role === 'member' && role === 'administrator');
    if (loses) this.endThose((invitation) => invitation.by === given.whom); // D05
    if (given.do === 'remove') this.roles.delete(given.whom); // M12
    else this.roles.set(given.whom, given.role); // M17
    return given.do === 'remove' ? 204 : 200;
  }

  state() {
    const members = [...this.roles].map(([person, role]) => `${person} ${role}`).sort();
    const open = [...this.invitations].filter(([, { open }]) => open).map(([whom, { by, administrator }]) => `${whom} by ${by} ${administrator ? 'administrator' : 'member'}`).sort();
    return { members, open, membersCanInvite: this.membersCanInvite };
  }
}

/** The same through the real operations. */
async function product() {
  const people: TestPerson[] = [];
  for (let count = 0; count < 5; count++) people.push(await world.person());
  const organizationId = await world.organization(people[0]!);
  await world.join(organizationId, people[1]!, 'administrator');
  await world.join(organizationId, people[2]!, 'member');
  const newest = new Map<Who, string>();
  const memberOf = async (whom: Who) => (await world.memberIdOf(organizationId, people[whom]!)) ?? crypto.randomUUID();
  const nameOf = (userId: string) => people.findIndex((person) => person.userId === userId);

  async function perform(given: Command): Promise<number> {
    const by = people[given.by]!;
    if (given.do === 'invite') {
      const { status, body } = await world.request('invitations.create', by, { organizationId, email: people[given.whom]!.email, administrator: given.administrator });
      if (status === 201) newest.set(given.whom, body.id);
      return status;
    }
    if (given.do === 'accept' || given.do === 'reject') return (await world.request(`invitations.${given.do}`, by, { invitationId: newest.get(given.by) ?? crypto.randomUUID() })).status;
    if (given.do === 'withdraw' || given.do === 'resend') return (await world.request(`invitations.${given.do}`, by, { organizationId, invitationId: newest.get(given.whom) ?? crypto.randomUUID() })).status;
    if (given.do === 'permissions') {
      const permissions = { membersCanInvite: given.membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false };
      return (await world.request('organizations.updatePermissions', by, { organizationId, ...permissions })).status;
    }
    const memberId = await memberOf(given.whom);
    if (given.do === 'remove') return (await world.request('members.remove', by, { organizationId, memberId })).status;
    return (await world.request('members.changeRole', by, { organizationId, memberId, role: given.role })).status;
  }

  async function state() {
    const members = await world.owner`select user_id as id, role from member where organization_id = ${organizationId}`;
    const open = await world.owner`select u.id, i.invited_by as by, i.role from invitation i join "user" u on u.email = i.email where i.organization_id = ${organizationId} and i.state = 'pending'`;
    const [organization] = await world.owner`select members_can_invite as invite from organization where id = ${organizationId}`;
    return {
      members: members.map(({ id, role }) => `${nameOf(id)} ${role}`).sort(),
      open: open.map(({ id, by, role }) => `${nameOf(id)} by ${nameOf(by)} ${role}`).sort(),
      membersCanInvite: organization!['invite'] as boolean,
    };
  }
  return { perform, state, organizationId };
}

test('any sequence of requests is answered and ends as the rules say (M07-M18, D02-D06)', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 8, maxLength: 50, size: 'max' }), async (commands) => {
    const [model, real] = [new Model(), await product()];
    for (const given of commands) {
      const expected = model.answer(given);
      expect([given, await real.perform(given)]).toEqual([given, expected]);
    }
    expect(await real.state()).toEqual(model.state());
  }), { numRuns: 50 });
});

test('however requests overlap, one owner stays, nobody is in twice, and no open invitation outlives the authority of who sent it (D02, D03, D05)', { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(command, { minLength: 2, maxLength: 5 }), { minLength: 4, maxLength: 8 }), async (waves) => {
    const real = await product();
    await real.perform({ do: 'permissions', by: 0, membersCanInvite: true });
    let done = 1;
    const asked = (given: Command) => given.do !== 'changeRole'; // a role that somebody has already is no change, and leaves no audit row
    for (const wave of waves) {
      const statuses = await Promise.all(wave.map((given) => real.perform(given)));
      for (const status of statuses) expect([200, 201, 204, 403, 404, 409, 412]).toContain(status);
      const { members, open, membersCanInvite } = await real.state();
      expect(members.filter((member) => member.endsWith('owner'))).toEqual(['0 owner']);
      expect(new Set(members.map((member) => member[0])).size).toBe(members.length);
      expect(new Set(open.map((invitation) => invitation[0])).size).toBe(open.length);
      for (const invitation of open) {
        const [, inviter, role] = /by (\d) (\w+)/.exec(invitation)!;
        const authority = members.find((member) => member.startsWith(inviter!))?.split(' ')[1];
        expect([invitation, authority]).toEqual([invitation, role === 'administrator' || !membersCanInvite ? expect.stringMatching(/owner|administrator/) : expect.any(String)]);
        expect(members.map((member) => member[0])).not.toContain(invitation[0]); // nobody is invited who is in
      }
      done += statuses.filter((status, at) => status < 300 && asked(wave[at]!)).length;
    }
    const audited = await world.audited(real.organizationId);
    expect(audited.filter(({ operation }) => operation !== 'invitations.end' && operation !== 'members.changeRole')).toHaveLength(done);
  }), { numRuns: 20 });
});
