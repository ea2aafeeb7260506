/**
 * One organization with everybody and everything that the walk through all operations needs: each kind of person, a key
 * of each, and a thing of each kind.
 */
import type { MemberId } from '../kernel/id.ts';
import { everyScope, makeKey } from './api-keys.ts';
import type { ImaginedWorld } from './imagined-world.ts';
import type { TestPerson } from './world.ts';

/** `unverified` has a session as it would be if one were ever made; the `key…` ones speak with an API key. */
export const sessionActors = ['anonymous', 'unverified', 'outsider', 'suspended', 'removed', 'member', 'administrator', 'owner'] as const;
export const keyActors = [
  'keyOfMember', 'keyOfAdministrator', 'keyOfOwner', 'keyOfOrganizationAsMember', 'keyOfOrganizationAsAdministrator', 'keyOfOutsider', 'keyOfSuspended', 'keyOfRemoved', 'keyThatIsNone',
] as const;
export const actorNames = [...sessionActors, ...keyActors];
export type ActorName = (typeof actorNames)[number];
export type Credentials = { who: TestPerson | null; key: string | null };

export type Stage = Awaited<ReturnType<typeof openStage>>;

let opening: Promise<unknown> = Promise.resolve();

/** One after another: the jobs that make its cluster run are those of the whole world. */
export function openStage(world: ImaginedWorld) {
  const opened = opening.then(() => buildStage(world));
  opening = opened.catch(() => undefined);
  return opened;
}

async function buildStage(world: ImaginedWorld) {
  const c = await world.running();
  const { organizationId, alice, bob, carol, mallory } = c;
  const join = async (givenName: string, role: 'administrator' | 'member' = 'member') => {
    const person = await world.person({ givenName });
    return { person, memberId: await world.join(organizationId, person, role) };
  };
  const [suspended, removed, target] = [await join('Sue'), await join('Rita'), await join('Tom')];
  const unverified = await world.person({ givenName: 'Uma' });
  await world.owner`update "user" set "emailVerified" = false where id = ${unverified.userId}`;
  const own = (who: TestPerson) => makeKey(world, who, organizationId);
  const ofOrganization = (role: 'administrator' | 'member') => makeKey(world, alice, organizationId, { kind: 'organization', role, scopes: everyScope, name: `key as ${role}` });
  const keys = {
    keyOfMember: await own(bob), keyOfAdministrator: await own(carol), keyOfOwner: await own(alice), keyOfOrganizationAsMember: await ofOrganization('member'),
    keyOfOrganizationAsAdministrator: await ofOrganization('administrator'), keyOfOutsider: await makeKey(world, mallory, c.foreignOrganizationId),
    keyOfSuspended: await own(suspended.person), keyOfRemoved: await own(removed.person), keyThatIsNone: { secret: `hpk_${'A'.repeat(43)}` },
  };
  await world.request('members.suspend', alice, { organizationId, memberId: suspended.memberId });
  await world.request('members.remove', alice, { organizationId, memberId: removed.memberId });
  const people: Record<(typeof sessionActors)[number], TestPerson | null> = {
    anonymous: null, unverified, outsider: mallory, suspended: suspended.person, removed: removed.person, member: bob, administrator: carol, owner: alice,
  };
  const credentialsOf = (actor: ActorName): Credentials =>
    actor in keys ? { who: null, key: keys[actor as keyof typeof keys].secret } : { who: people[actor as keyof typeof people], key: null };
  const memberIds: Partial<Record<ActorName, MemberId>> = { member: c.bobMemberId, administrator: c.carolMemberId };
  return {
    ...c, world, target, suspendedMemberId: suspended.memberId, credentialsOf, people, memberIds,
    /** An open invitation, sent by the owner unless somebody else is said. */
    invite: async (email = `walk-${crypto.randomUUID()}@example.org`, by = alice) => (await world.request('invitations.create', by, { organizationId, email })).body.id as string,
    /** The open offer, if there is one already. */
    offerTo: async (memberId: string): Promise<string> =>
      (await world.request('ownership-offers.create', alice, { organizationId, memberId })).body.id ?? (await world.request('ownership-offers.read', alice, { organizationId })).body.offer.id,
    version: async (table: 'member' | 'organization', id: string) => `"${(await world.owner`select version from ${world.owner(table)} where id = ${id}`)[0]?.['version'] ?? 0}"`,
  };
}
