/** The commands of the membership model, performed by the real operations on the real database. */
import { wantedAccounts } from '../features/cluster-accounts/wanted.ts';
import type { ClusterAccount } from '../features/cluster-accounts/account.ts';
import * as members from '../features/members/store.ts';
import { everybody, seats, type Command, type Who } from './membership-model.ts';
import { readerOf, type TestPerson, type World } from './world.ts';

export type MembershipProduct = Awaited<ReturnType<typeof openMembership>>;

/** People who meet again in every organization of one sequence of runs: making them anew would take most of the time. */
export async function sixPeople(world: World): Promise<TestPerson[]> {
  const people: TestPerson[] = [];
  for (const _ of everybody) people.push(await world.person());
  return people;
}

/** A new organization as the model begins. */
export async function openMembership(world: World, people: readonly TestPerson[]) {
  const organizationId = await world.organization(people[0]!);
  await world.join(organizationId, people[1]!, 'administrator');
  await world.join(organizationId, people[2]!, 'member');
  await world.owner`update organization set seats = ${seats} where id = ${organizationId}`;
  const [named] = await world.owner`select name from organization where id = ${organizationId}`;
  const newestInvitation = new Map<Who, string>();
  let newestOffer: string | null = null;
  const everMembers = new Set<Who>([0, 1, 2]);
  const whoHas = (userId: string) => people.findIndex((person) => person.userId === userId) as Who;
  const nothing = () => crypto.randomUUID();
  const memberIdOf = async (whom: Who) => (await world.memberIdOf(organizationId, people[whom]!)) ?? nothing();

  type Operation = Parameters<World['request']>[0];
  const ask = (operation: Operation, by: Who, input: Record<string, unknown> = {}) => world.request(operation, people[by]!, { organizationId, ...input });
  type Of<What extends Command['do']> = Extract<Command, { do: What }>;

  async function invite({ by, whom, administrator }: Of<'invite'>) {
    const answer = await ask('invitations.create', by, { email: people[whom]!.email, administrator });
    if (answer.status === 201) newestInvitation.set(whom, answer.body.id);
    return answer;
  }
  async function answerInvitation(what: 'accept' | 'reject', by: Who) {
    const answer = await world.request(`invitations.${what}`, people[by]!, { invitationId: newestInvitation.get(by) ?? nothing() });
    if (answer.status === 200) everMembers.add(by);
    return answer;
  }
  async function offer({ by, whom }: Of<'offer'>) {
    const answer = await ask('ownership-offers.create', by, { memberId: await memberIdOf(whom) });
    if (answer.status === 201) newestOffer = answer.body.id;
    return answer;
  }
  const invitationTo = (whom: Who) => ({ invitationId: newestInvitation.get(whom) ?? nothing() });
  const openOffer = () => ({ offerId: newestOffer ?? nothing() });
  const member = async (whom: Who) => ({ memberId: await memberIdOf(whom) });

  const performing: { [What in Command['do']]: (given: Of<What>) => Promise<{ status: number }> } = {
    invite, offer, expire,
    accept: ({ by }) => answerInvitation('accept', by),
    reject: ({ by }) => answerInvitation('reject', by),
    resend: ({ by, whom }) => ask('invitations.resend', by, invitationTo(whom)),
    withdraw: ({ by, whom }) => ask('invitations.withdraw', by, invitationTo(whom)),
    permissions: ({ by, membersCanInvite }) => ask('organizations.updatePermissions', by, { membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false }),
    changeRole: async ({ by, whom, role }) => ask('members.changeRole', by, { ...(await member(whom)), role }),
    remove: async ({ by, whom }) => ask('members.remove', by, await member(whom)),
    suspend: async ({ by, whom }) => ask('members.suspend', by, await member(whom)),
    reinstate: async ({ by, whom }) => ask('members.reinstate', by, await member(whom)),
    leave: ({ by }) => ask('members.leave', by),
    delete: ({ by }) => ask('organizations.delete', by, { name: named!['name'] as string }),
    acceptOffer: ({ by }) => ask('ownership-offers.accept', by, openOffer()),
    declineOffer: ({ by }) => ask('ownership-offers.decline', by, openOffer()),
    withdrawOffer: ({ by }) => ask('ownership-offers.withdraw', by, openOffer()),
  };

  /** The status that the product answers; 0 for what is no request. */
  async function perform(given: Command): Promise<number> {
    return (await performing[given.do](given as never)).status;
  }

  async function expire({ whom }: Of<'expire'>) {
    const id = newestInvitation.get(whom);
    if (id) await world.owner`update invitation set expires_at = now() - interval '1 minute' where id = ${id} and state = 'pending'`;
    return { status: 0 };
  }

  /** In the words of the model. */
  async function state() {
    const [rows, open, [organization], [offer]] = await Promise.all([
      world.owner`select user_id as id, role, suspended_reasons <> '{}' as suspended from member where organization_id = ${organizationId}`,
      world.owner`select u.id, i.invited_by as by, i.role, i.expires_at > now() as fresh from invitation i join "user" u on u.email = i.email where i.organization_id = ${organizationId} and i.state = 'pending'`,
      world.owner`select members_can_invite as invite, deleted_at is not null as deleted from organization where id = ${organizationId}`,
      world.owner`select offered_to as id from ownership_offer where organization_id = ${organizationId} and state = 'open'`,
    ]);
    return {
      members: rows.map(({ id, role, suspended }) => `${whoHas(id)} ${role}${suspended ? ' suspended' : ''}`).sort(),
      open: open.map(({ id, by, role, fresh }) => `${whoHas(id)} by ${whoHas(by)} ${role} ${fresh ? 'open' : 'expired'}`).sort(),
      membersCanInvite: organization!['invite'] as boolean,
      offeredTo: offer ? whoHas(offer['id'] as string) : null,
      deleted: organization!['deleted'] as boolean,
    };
  }

  /** What would be wanted on a managed cluster where everybody who ever was a member has an account. */
  async function access(): Promise<string[]> {
    const reader = readerOf(world);
    const membership = { members: await members.listForClusters(reader, organizationId), blocked: await members.listBlocked(reader, organizationId) };
    const rows = [...everMembers].map((who) => ({ userId: people[who]!.userId }) as ClusterAccount);
    return wantedAccounts(membership, { rows, isThere: () => true }, '3.8.0').map(({ userId, wanted }) => `${whoHas(userId)} ${wanted}`).sort();
  }

  const audited = async () => (await world.audited(organizationId)).filter(({ operation }) => !operation.endsWith('.end'));
  return { perform, state, access, audited, organizationId };
}
