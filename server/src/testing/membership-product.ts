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

  /** The status that the product answers; 0 for what is no request. */
  async function perform(given: Command): Promise<number> {
    if (given.do === 'expire') return expire(given.whom);
    const by = people[given.by]!;
    const ask = async (operation: Parameters<World['request']>[0], input: Record<string, unknown> = {}) => (await world.request(operation, by, { organizationId, ...input })).status;
    switch (given.do) {
      case 'invite': {
        const { status, body } = await world.request('invitations.create', by, { organizationId, email: people[given.whom]!.email, administrator: given.administrator });
        if (status === 201) newestInvitation.set(given.whom, body.id);
        return status;
      }
      case 'accept': case 'reject': {
        const { status } = await world.request(`invitations.${given.do}`, by, { invitationId: newestInvitation.get(given.by) ?? nothing() });
        if (status === 200) everMembers.add(given.by);
        return status;
      }
      case 'resend': case 'withdraw': return ask(`invitations.${given.do}`, { invitationId: newestInvitation.get(given.whom) ?? nothing() });
      case 'permissions': return ask('organizations.updatePermissions', { membersCanInvite: given.membersCanInvite, membersCanCreateAndTerminate: true, membersCanOpenPorts: false });
      case 'leave': return ask('members.leave');
      case 'delete': return ask('organizations.delete', { name: named!['name'] as string });
      case 'offer': {
        const { status, body } = await world.request('ownership-offers.create', by, { organizationId, memberId: await memberIdOf(given.whom) });
        if (status === 201) newestOffer = body.id;
        return status;
      }
      case 'acceptOffer': return ask('ownership-offers.accept', { offerId: newestOffer ?? nothing() });
      case 'declineOffer': return ask('ownership-offers.decline', { offerId: newestOffer ?? nothing() });
      case 'withdrawOffer': return ask('ownership-offers.withdraw', { offerId: newestOffer ?? nothing() });
      case 'changeRole': return ask('members.changeRole', { memberId: await memberIdOf(given.whom), role: given.role });
      default: return ask(`members.${given.do}`, { memberId: await memberIdOf(given.whom) });
    }
  }

  async function expire(whom: Who): Promise<0> {
    const id = newestInvitation.get(whom);
    if (id) await world.owner`update invitation set expires_at = now() - interval '1 minute' where id = ${id} and state = 'pending'`;
    return 0;
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
