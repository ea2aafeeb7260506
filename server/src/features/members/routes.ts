import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { ApiKeyId, MemberId, OrganizationId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scope.ts';
import { endedEvents } from '../api-keys/api-key.ts';
import { endingKeyView } from '../api-keys/contract.ts';
import * as apiKeys from '../api-keys/store.ts';
import * as connections from '../cluster-connections/store.ts';
import * as passwords from '../cluster-passwords/store.ts';
import * as clusters from '../clusters/store.ts';
import * as invitations from '../invitations/store.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import * as organizations from '../organizations/store.ts';
import { mayOfferNow } from '../ownership-offers/policy.ts';
import * as offers from '../ownership-offers/store.ts';
import { fullName } from '../users/user.ts';
import { consequencesOf, minutesOf, type Change } from './consequence.ts';
import { ChangeRole, ChangeRoleMany, ConsequencePreview, ManyView, MemberPath, memberView, MemberView, RemoveMany, RemoveMember, Suspend, SuspendMany } from './contract.ts';
import { invitationEnded, memberGone, offerEnded, reasonsChanged, roleGiven, whyOf, type Why } from './events.ts';
import { changeLetter, type Told } from './letters.ts';
import { byAdministrator, reinstated, type Member } from './member.ts';
import { mayChangeRole, mayLeave, mayMany, mayPreviewDemotion, mayReinstate, mayRemove, maySuspend } from './policy.ts';
import { changeEach, type Each } from './several.ts';
import * as members from './store.ts';

const load = ({ tx }: Scope, { organizationId, memberId }: { organizationId: string; memberId: string }) =>
  members.find(tx, organizationId as OrganizationId, memberId as MemberId);

const loadSelf = async ({ tx, actor }: Scope, { organizationId }: { organizationId: string }) =>
  actor.kind === 'user' ? members.findByUser(tx, organizationId as OrganizationId, actor.userId) : null;

const viewOf = async ({ tx, actor }: Scope, member: Member) =>
  memberView(member, actor, mayOfferNow(actor, member.organizationId, null).ok ? await offers.findOpen(tx, member.organizationId) : null);

/** M11, M12, M19: each managed cluster compares its accounts with the membership that this transaction leaves behind. */
async function convergeClusters({ tx, enqueue }: Scope, organizationId: OrganizationId) {
  for (const clusterId of await clusters.listIdsToConverge(tx, organizationId)) enqueue('cluster-accounts.reconcile', clusterId);
}

/** What hangs on somebody's authority: the invitations that he sent (D05), offers of ownership (D02), API keys (D11). */
async function endWhatHangsOn(scope: Scope, { organizationId, userId }: Member, why: Why, keep: readonly string[] = []) {
  const { tx, now, emit } = scope;
  for (const ended of await invitations.endThoseOf(tx, organizationId, userId, now)) emit(invitationEnded({ organizationId, why }, ended));
  for (const ended of await offers.endThose(tx, organizationId, userId)) emit(offerEnded({ organizationId, why }, ended));
  const kept = scope.actor.kind === 'user' && scope.actor.key ? [] : keep; // which keys live on is for a person to say
  const keys = await apiKeys.endThoseOf(tx, organizationId, userId, { because: why, by: userIdOf(scope), at: now, keep: kept as ApiKeyId[] });
  endedEvents(organizationId, keys, why).forEach(emit);
}

/** D08: a shared password that somebody knew who is gone. */
async function changePasswordsSeenBy({ tx, now, enqueue }: Scope, { organizationId, userId }: Member) {
  for (const clusterId of await passwords.listSeenBy(tx, organizationId, userId)) {
    await connections.wantPasswordReset(tx, clusterId, now);
    enqueue('clusters.reconcile', clusterId);
  }
}

/** In the same transaction: whoever reads that he was removed was. */
async function tell({ tx, actor, settings, mail }: Scope, member: Member, told: Told) {
  const organization = await organizations.find(tx, member.organizationId);
  if (organization) mail(changeLetter({ told, member, by: actor, sessionMinutes: minutesOf(settings.clusterSessionMs) }, organization, settings.publicUrl));
}

const userIdOf = ({ actor }: Scope) => (actor.kind === 'user' ? actor.userId : null);

// The four changes of a member. Who calls one has the clusters converge afterwards, once.

/** Removed, or gone by himself: the same ends either way (M12, D09). */
async function end(scope: Scope, member: Member, operation: 'members.remove' | 'members.leave', keep: readonly string[] = []): Promise<true> {
  await endWhatHangsOn(scope, member, operation === 'members.leave' ? 'left' : 'removed', keep);
  await members.remove(scope.tx, member, { id: scope.newId(), removedBy: userIdOf(scope), removedAt: scope.now });
  scope.emit(memberGone(member, operation));
  await changePasswordsSeenBy(scope, member);
  if (operation === 'members.remove') await tell(scope, member, 'removed');
  return true;
}

/** D11: the row, the seat and the role stay; everything that the person could do does not. */
async function suspendOne(scope: Scope, member: Member, note: string | null, keep: readonly string[] = []): Promise<Member> {
  const { tx, now, emit } = scope;
  const reasons = [...member.suspendedReasons, byAdministrator];
  await endWhatHangsOn(scope, member, 'suspended', keep);
  await members.setSuspension(tx, member, { reasons, at: member.suspendedAt ?? now, by: userIdOf(scope), note });
  emit(reasonsChanged(member, reasons, 'members.suspend'));
  await changePasswordsSeenBy(scope, member);
  const suspended = (await members.find(tx, member.organizationId, member.id)) ?? member;
  await tell(scope, suspended, 'suspended');
  return suspended;
}

async function giveRole(scope: Scope, member: Member, role: 'administrator' | 'member', keep: readonly string[] = []): Promise<Member> {
  if (role === 'member') await endWhatHangsOn(scope, member, 'demoted', keep);
  const { actor, now } = scope;
  await members.setRole(scope.tx, member, role, { by: userIdOf(scope), at: now });
  scope.emit(roleGiven(member, role));
  return { ...member, role, version: member.version + 1, roleChangedAt: now, roleChangedBy: actor.kind === 'user' ? fullName(actor) : null };
}

async function preview(scope: Scope, member: Member, change: Change) {
  const { tx, settings } = scope;
  const { organizationId, userId } = member;
  const affected = await clusters.listAffectedByRemoval(tx, organizationId);
  const seen = await passwords.listSeenBy(tx, organizationId, userId);
  const sessionMinutes = minutesOf(settings.clusterSessionMs);
  return {
    member: await viewOf(scope, member), sessionMinutes,
    ...consequencesOf(change, affected.map((cluster) => ({ ...cluster, passwordSeen: seen.includes(cluster.id) })), sessionMinutes),
    invitations: await invitations.countOpenOf(tx, organizationId, userId),
    apiKeys: (await apiKeys.listEndedBy(tx, organizationId, userId, whyOf[change])).map(endingKeyView),
  };
}

async function changeSeveral(scope: Scope, organizationId: OrganizationId, memberIds: readonly string[], each: Each) {
  const ids = memberIds as readonly MemberId[];
  const results = await changeEach(ids, await members.findMany(scope.tx, organizationId, ids), each);
  if (results.some(({ outcome }) => outcome === 'done')) await convergeClusters(scope, organizationId);
  return { results };
}

const previewing = { access: 'member', reads: true, input: MemberPath, output: ConsequencePreview, load } as const;

const changeRole = endpoint({
  operation: 'members.changeRole',
  summary: 'Make a member an administrator, or an ordinary member again (M17)',
  method: 'PATCH', path: '/organizations/:organizationId/members/:memberId', access: 'member', locks: 'organization',
  input: ChangeRole, output: MemberView,
  versionOf: (member: Member) => member.version,
  load,
  allow: (actor, member, { role }) => mayChangeRole(actor, member, role),
  run: async (scope, member, { role, keepKeys }) => {
    if (role === member.role) return viewOf(scope, member);
    const changed = await giveRole(scope, member, role, keepKeys);
    await convergeClusters(scope, member.organizationId);
    return viewOf(scope, changed);
  },
});

const changeRoleMany = endpoint({
  operation: 'members.changeRoleMany',
  summary: 'Make several members administrators, or ordinary members again; each is answered by itself',
  method: 'POST', path: '/organizations/:organizationId/members/change-role-many', access: 'member', locks: 'organization',
  input: ChangeRoleMany, output: ManyView,
  load: loadOrganizationId, allow: mayMany('members.changeRoleMany'),
  run: (scope, organizationId, { memberIds, role }) => changeSeveral(scope, organizationId, memberIds, {
    ask: (member) => mayChangeRole(scope.actor, member, role),
    change: async (member) => member.role !== role && Boolean(await giveRole(scope, member, role)),
  }),
});

const previewDemotion = endpoint({
  operation: 'members.previewDemotion', summary: 'What making this administrator an ordinary member will do, and where',
  method: 'GET', path: '/organizations/:organizationId/members/:memberId/demotion', ...previewing,
  allow: mayPreviewDemotion, run: (scope, member) => preview(scope, member, 'demotion'),
});

const previewRemoval = endpoint({
  operation: 'members.previewRemoval', summary: 'What removing this member will do, and where',
  method: 'GET', path: '/organizations/:organizationId/members/:memberId/removal', ...previewing,
  allow: mayRemove, run: (scope, member) => preview(scope, member, 'removal'),
});

const remove = endpoint({
  operation: 'members.remove',
  summary: 'End all sharing with a member, and block the person on every shared cluster (M12)',
  method: 'DELETE', path: '/organizations/:organizationId/members/:memberId', access: 'member', locks: 'organization', status: 204,
  input: RemoveMember, output: z.undefined(),
  load, allow: mayRemove,
  run: async (scope, member, { keepKeys }) => {
    await end(scope, member, 'members.remove', keepKeys);
    await convergeClusters(scope, member.organizationId);
    return undefined;
  },
});

const removeMany = endpoint({
  operation: 'members.removeMany',
  summary: 'Remove several members; each is answered by itself (M12)',
  method: 'POST', path: '/organizations/:organizationId/members/remove-many', access: 'member', locks: 'organization',
  input: RemoveMany, output: ManyView,
  load: loadOrganizationId, allow: mayMany('members.removeMany'),
  run: (scope, organizationId, { memberIds }) => changeSeveral(scope, organizationId, memberIds, {
    ask: (member) => mayRemove(scope.actor, member),
    change: (member) => end(scope, member, 'members.remove'),
  }),
});

const previewLeaving = endpoint({
  operation: 'members.previewLeaving',
  summary: 'What leaving the organization will do, and where',
  method: 'GET', path: '/organizations/:organizationId/leave', access: 'member', reads: true,
  input: OrganizationPath, output: ConsequencePreview,
  load: loadSelf, allow: mayLeave,
  run: (scope, member) => preview(scope, member, 'leaving'),
});

const leave = endpoint({
  operation: 'members.leave',
  summary: 'Leave the organization; what follows is as if you were removed (M12)',
  method: 'POST', path: '/organizations/:organizationId/leave', access: 'member', locks: 'organization', status: 204,
  input: OrganizationPath, output: z.undefined(),
  load: loadSelf, allow: mayLeave,
  run: async (scope, member) => {
    await end(scope, member, 'members.leave');
    await convergeClusters(scope, member.organizationId);
    return undefined;
  },
});

const previewSuspension = endpoint({
  operation: 'members.previewSuspension', summary: 'What suspending this member will do, and where (D11)',
  method: 'GET', path: '/organizations/:organizationId/members/:memberId/suspension', ...previewing,
  allow: maySuspend, run: (scope, member) => preview(scope, member, 'suspension'),
});

const suspend = endpoint({
  operation: 'members.suspend',
  summary: 'Take all authority from a member, who keeps the place, and block the person on every shared cluster (D11)',
  method: 'POST', path: '/organizations/:organizationId/members/:memberId/suspend', access: 'member', locks: 'organization',
  input: Suspend, output: MemberView,
  load, allow: maySuspend,
  run: async (scope, member, { note, keepKeys }) => {
    const suspended = await suspendOne(scope, member, note ?? null, keepKeys);
    await convergeClusters(scope, member.organizationId);
    return viewOf(scope, suspended);
  },
});

const suspendMany = endpoint({
  operation: 'members.suspendMany',
  summary: 'Suspend several members; each is answered by itself (D11)',
  method: 'POST', path: '/organizations/:organizationId/members/suspend-many', access: 'member', locks: 'organization',
  input: SuspendMany, output: ManyView,
  load: loadOrganizationId, allow: mayMany('members.suspendMany'),
  run: (scope, organizationId, { memberIds, note }) => changeSeveral(scope, organizationId, memberIds, {
    ask: (member) => maySuspend(scope.actor, member),
    change: async (member) => Boolean(await suspendOne(scope, member, note ?? null)),
  }),
});

const reinstate = endpoint({
  operation: 'members.reinstate',
  summary: 'Lift the suspension that a person gave; access returns when no other reason is left (D11)',
  method: 'POST', path: '/organizations/:organizationId/members/:memberId/reinstate', access: 'member', locks: 'organization',
  input: MemberPath, output: MemberView,
  load, allow: mayReinstate,
  run: async (scope, member) => {
    const now = reinstated(member);
    await members.setSuspension(scope.tx, member, { reasons: now.suspendedReasons, at: now.suspendedAt, by: null, note: null });
    scope.emit(reasonsChanged(member, now.suspendedReasons, 'members.reinstate'));
    await tell(scope, now, 'reinstated');
    await convergeClusters(scope, member.organizationId);
    return viewOf(scope, now);
  },
});

export const memberEndpoints: AnyEndpoint[] = [
  changeRole, changeRoleMany, previewDemotion, previewRemoval, remove, removeMany, previewLeaving, leave,
  previewSuspension, suspend, suspendMany, reinstate,
];
