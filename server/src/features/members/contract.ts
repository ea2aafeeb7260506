import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf, PageQuery } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { isAdministrator, may, roleOf } from '../access/permissions.ts';
import { isPerson } from '../access/person.ts';
import { EndingApiKey } from '../api-keys/contract.ts';
import { mayRetry } from '../cluster-accounts/policy.ts';
import type { ClusterMood } from '../cluster-accounts/sentence.ts';
import { OrganizationPath, RoleName } from '../organizations/contract.ts';
import type { OwnershipOffer } from '../ownership-offers/ownership-offer.ts';
import { mayOffer } from '../ownership-offers/policy.ts';
import { fullName } from '../users/user.ts';
import { blockingOf, type Former } from './former.ts';
import { mostCounted, readCursor, showsAll, soughtIn, type Listing } from './listing.ts';
import type { Member } from './member.ts';
import { mayChangeRole, mayReinstate, mayRemove, maySuspend } from './policy.ts';

const GivenRole = z.enum(['administrator', 'member']);
const StatusName = z.enum(['active', 'suspended']);
const Note = z.string().max(1000).transform(soughtIn).pipe(z.string().max(300, 'A note has at most 300 characters.').nullable());
const MemberIds = z.array(z.uuid()).min(1, 'Choose somebody.').max(100, 'At most 100 people at once.');
/** A query that may stand once or several times. */
const several = <Item extends z.ZodType<string>>(item: Item) => z.union([z.array(item).max(10), item]).default([]);
const listed = <Item extends string>(given: Item | Item[]): Item[] => (Array.isArray(given) ? given : [given]);

const Asked = {
  q: z.string().max(100, 'Search for at most 100 characters.').optional().meta({ description: 'Each word of it begins a word of the name or the address.' }),
  role: several(RoleName),
  status: several(StatusName),
  sort: z.enum(['name', 'joined', 'role']).default('joined'),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
};

export const ListMembers = OrganizationPath.extend({ ...PageQuery, ...Asked }).transform(({ organizationId, cursor, limit, q, role, status, sort, direction }, context): Listing & { organizationId: string; limit: number } => {
  const after = cursor === undefined ? null : readCursor(cursor, { sort, direction });
  if (cursor !== undefined && !after) context.addIssue({ code: 'custom', path: ['cursor'], message: 'This cursor does not come from this list.' });
  return { organizationId, limit, sought: soughtIn(q ?? ''), roles: listed(role), statuses: listed(status), sort, direction, after };
});

export const ExportMembers = OrganizationPath.extend({ ...Asked, format: z.enum(['csv', 'json']) }).transform(
  ({ q, role, status, ...given }) => ({ ...given, sought: soughtIn(q ?? ''), roles: listed(role), statuses: listed(status) }),
);

export const ListFormer = OrganizationPath.extend(IdPageQuery);
export const MemberPath = OrganizationPath.extend({ memberId: z.uuid() });
/** The organization's API keys that live on for a day, until somebody replaces them. */
const KeepKeys = z.array(z.uuid()).max(100, 'At most 100 keys.').optional();
export const RemoveMember = MemberPath.extend({ keepKeys: KeepKeys });
export const ChangeRole = MemberPath.extend({ role: GivenRole, keepKeys: KeepKeys });
export const Suspend = MemberPath.extend({ note: Note.optional(), keepKeys: KeepKeys });
export const RemoveMany = OrganizationPath.extend({ memberIds: MemberIds });
export const SuspendMany = RemoveMany.extend({ note: Note.optional() });
export const ChangeRoleMany = RemoveMany.extend({ role: GivenRole });

const SuspensionView = z.object({
  since: z.iso.datetime(),
  /** By whom and why are told to the owner and administrators alone. */
  by: z.string().nullable(),
  note: z.string().nullable(),
  reasons: z.array(z.string()),
});

export const MemberView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    email: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    role: RoleName,
    joinedAt: z.iso.datetime(),
    version: z.number().int(),
    you: z.boolean(),
    invitedBy: z.string().nullable(),
    /** When a browser that is still signed in was last used; told to the owner and administrators alone. */
    lastActiveAt: z.iso.datetime().nullable(),
    twoSteps: z.boolean().nullable().meta({ description: 'Whether the password of the person needs a code beside it; told to the owner and administrators alone.' }),
    /** Who gave the present role, and when; `by` is null where the operator did. Told to the owner and administrators alone. */
    roleChanged: z.object({ by: z.string().nullable(), at: z.iso.datetime() }).nullable(),
    suspended: SuspensionView.nullable(),
    allows: z.object({ remove: Allowance, changeRole: Allowance, suspend: Allowance, reinstate: Allowance, offerOwnership: Allowance }),
  })
  .meta({ id: 'Member' });

export const MemberPage = pageOf(MemberView).extend({
  /** Everybody in the organization. */
  total: z.number().int(),
  /** Whom the search and the filters find; counted up to 1000. */
  matching: z.object({ count: z.number().int(), orMore: z.boolean() }),
});

const Consequence = z.object({ id: z.uuid(), name: z.string(), consequence: z.string() });

export const ConsequencePreview = z.object({
  member: MemberView,
  clusters: z.array(Consequence),
  unmanagedClusters: z.array(Consequence),
  /** Open invitations that end, because this person sent them. */
  invitations: z.number().int(),
  /** API keys that end: the person's own (not at a demotion), and those of the organization that he made or saw. */
  apiKeys: z.array(EndingApiKey),
  /** How long a log-in that is open on a cluster may last after the block. */
  sessionMinutes: z.number().int(),
});

export const FormerMemberView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    email: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    /** What the person was; null where nobody noted it. Who returns is an ordinary member (D11). */
    role: RoleName.nullable(),
    endedAt: z.iso.datetime(),
    left: z.boolean(),
    removedBy: z.string().nullable(),
    blocking: z.object({
      /** Clusters that said themselves that the account is blocked, of all that have one (D07). */
      seenBlocked: z.number().int(),
      total: z.number().int(),
      sentence: z.string(),
      pending: z.array(z.object({
        clusterId: z.uuid(), name: z.string(), sentence: z.string(), problem: z.string().nullable(), nextTryAt: z.iso.datetime().nullable(),
        allows: z.object({ retry: Allowance }),
      })),
    }),
    allows: z.object({ invite: Allowance }),
  })
  .meta({ id: 'FormerMember' });

export const FormerMemberPage = pageOf(FormerMemberView);

export const ManyView = z.object({
  results: z.array(z.object({ memberId: z.uuid(), name: z.string().nullable(), outcome: z.enum(['done', 'unchanged', 'refused', 'not-found']), because: z.string().nullable() })),
});

export const matchingView = (listing: Listing, matching: number): z.input<typeof MemberPage>['matching'] =>
  matching > mostCounted && !showsAll(listing) ? { count: mostCounted, orMore: true } : { count: matching, orMore: false };

function suspensionView(member: Member, seesAll: boolean): z.input<typeof MemberView>['suspended'] {
  if (!member.suspendedAt) return null;
  const since = member.suspendedAt.toISOString();
  return seesAll ? { since, by: member.suspendedBy, note: member.suspensionNote, reasons: [...member.suspendedReasons] } : { since, by: null, note: null, reasons: [] };
}

/** @param openOffer the open offer of ownership, read for who may make one */
export function memberView(member: Member, actor: Actor, openOffer: OwnershipOffer | null): z.input<typeof MemberView> {
  const { id, userId, email, givenName, familyName, role, version, invitedBy } = member;
  const next = role === 'administrator' ? 'member' : 'administrator';
  const seesAll = isAdministrator(roleOf(actor));
  const suspended = member.suspendedReasons.length > 0;
  return {
    id, userId, email, givenName, familyName, role, version, invitedBy,
    joinedAt: member.joinedAt.toISOString(),
    you: isPerson(actor, userId),
    lastActiveAt: seesAll ? (member.lastActiveAt?.toISOString() ?? null) : null,
    twoSteps: seesAll ? member.twoSteps : null,
    roleChanged: seesAll && member.roleChangedAt ? { by: member.roleChangedBy, at: member.roleChangedAt.toISOString() } : null,
    suspended: suspensionView(member, seesAll),
    allows: {
      remove: allowance(mayRemove(actor, member)), changeRole: allowance(mayChangeRole(actor, member, next)),
      suspend: allowance(maySuspend(actor, member)), reinstate: allowance(mayReinstate(actor, member)),
      offerOwnership: allowance(mayOffer(actor, { ...member, suspended }, openOffer)),
    },
  };
}

export function formerMemberView(former: Former, { actor, now }: { actor: Actor; now: Date }): z.input<typeof FormerMemberView> {
  const { id, userId, email, givenName, familyName, role, endedAt, left, removedBy } = former;
  const blocking = blockingOf(former.accounts, now);
  /** Only live managed clusters are among them; whether one runs is in its mood. */
  const retryIn = (mood: ClusterMood) => allowance(mayRetry(actor, former.organizationId, { userManagement: 'managed', wanted: 'running', mood }));
  return {
    id, userId, email, givenName, familyName, role, left,
    endedAt: endedAt.toISOString(),
    removedBy: left || !removedBy ? null : fullName(removedBy),
    blocking: { ...blocking, pending: blocking.pending.map(({ mood, ...each }) => ({ ...each, allows: { retry: retryIn(mood) } })) },
    allows: { invite: allowance(may(actor, 'invitations.create', former.organizationId)) },
  };
}
