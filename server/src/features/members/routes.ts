import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { MemberId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import type { Scope } from '../../kernel/scope.ts';
import * as connections from '../cluster-connections/store.ts';
import * as passwords from '../cluster-passwords/store.ts';
import * as clusters from '../clusters/store.ts';
import * as invitations from '../invitations/store.ts';
import { consequenceOf } from './consequence.ts';
import { ChangeRole, ListMembers, MemberPage, MemberPath, memberView, MemberView, RemovalPreview } from './contract.ts';
import type { Member } from './member.ts';
import { mayChangeRole, mayList, mayRemove } from './policy.ts';
import * as members from './store.ts';

const load = ({ tx }: Scope, { organizationId, memberId }: { organizationId: string; memberId: string }) =>
  members.find(tx, organizationId as OrganizationId, memberId as MemberId);

/** M11, M12, M19: each managed cluster compares its accounts with the membership that this transaction leaves behind. */
async function convergeClusters({ tx, enqueue }: Scope, organizationId: OrganizationId) {
  for (const clusterId of await clusters.listIdsToConverge(tx, organizationId)) enqueue('cluster-accounts.reconcile', clusterId);
}

async function endInvitationsOf({ tx, now, emit }: Scope, member: Member, because: string) {
  for (const ended of await invitations.endThoseOf(tx, member.organizationId, member.userId, now)) {
    emit({ operation: 'invitations.end', organizationId: member.organizationId, subject: ended.id, before: { email: ended.email }, after: { because } });
  }
}

/** D08: a shared password that somebody knew who is gone. */
async function changePasswordsSeenBy({ tx, now, enqueue }: Scope, { organizationId, userId }: Member) {
  for (const clusterId of await passwords.listSeenBy(tx, organizationId, userId)) {
    await connections.wantPasswordReset(tx, clusterId, now);
    enqueue('clusters.reconcile', clusterId);
  }
}

const list = endpoint({
  operation: 'members.list',
  summary: 'The members of the organization, the owner first',
  method: 'GET', path: '/organizations/:organizationId/members', access: 'member', reads: true,
  input: ListMembers,
  output: MemberPage,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx, actor }, organizationId, { cursor, limit }) => {
    const rows = await members.list(tx, organizationId, cursor ?? null, limit + 1);
    return toPage(rows, limit, (row) => row.id, (row) => memberView(row, actor));
  },
});

const changeRole = endpoint({
  operation: 'members.changeRole',
  summary: 'Make a member an administrator, or an ordinary member again (M17)',
  method: 'PATCH', path: '/organizations/:organizationId/members/:memberId', access: 'member', locks: 'organization',
  input: ChangeRole,
  output: MemberView,
  load,
  allow: (actor, member, { role }) => mayChangeRole(actor, member, role),
  run: async (scope, member, { role }) => {
    if (role === member.role) return memberView(member, scope.actor);
    await members.setRole(scope.tx, member.organizationId, member.id, role);
    scope.emit({
      operation: 'members.changeRole', organizationId: member.organizationId, subject: member.id,
      before: { userId: member.userId, role: member.role }, after: { userId: member.userId, role },
    });
    if (role === 'member') await endInvitationsOf(scope, member, 'the inviter is no longer an administrator'); // D05
    await convergeClusters(scope, member.organizationId);
    return memberView({ ...member, role }, scope.actor);
  },
});

const previewRemoval = endpoint({
  operation: 'members.previewRemoval',
  summary: 'What removing this member will do, and where',
  method: 'GET', path: '/organizations/:organizationId/members/:memberId/removal', access: 'member', reads: true,
  input: MemberPath,
  output: RemovalPreview,
  load,
  allow: mayRemove,
  run: async ({ tx, actor, settings }, member) => {
    const affected = await clusters.listAffectedByRemoval(tx, member.organizationId);
    const seen = await passwords.listSeenBy(tx, member.organizationId, member.userId);
    const sessionMinutes = Math.max(1, Math.ceil(settings.clusterSessionMs / 60_000));
    const named = affected.map((cluster) => ({ ...cluster, consequence: consequenceOf({ ...cluster, passwordSeen: seen.includes(cluster.id) }, sessionMinutes) }));
    return {
      member: memberView(member, actor),
      clusters: named.filter(({ userManagement }) => userManagement === 'managed'),
      unmanagedClusters: named.filter(({ userManagement }) => userManagement === 'unmanaged'),
      invitations: await invitations.countOpenOf(tx, member.organizationId, member.userId),
      sessionMinutes,
    };
  },
});

const remove = endpoint({
  operation: 'members.remove',
  summary: 'End all sharing with a member, and block the person on every shared cluster (M12)',
  method: 'DELETE', path: '/organizations/:organizationId/members/:memberId', access: 'member', locks: 'organization', status: 204,
  input: MemberPath,
  output: z.undefined(),
  load,
  allow: mayRemove,
  run: async (scope, member) => {
    const { tx, actor, now } = scope;
    await endInvitationsOf(scope, member, 'the inviter was removed');
    const removedBy = actor.kind === 'user' ? actor.userId : null;
    await members.remove(tx, member, { id: scope.newId(), removedBy, removedAt: now });
    scope.emit({
      operation: 'members.remove', organizationId: member.organizationId, subject: member.id,
      before: { userId: member.userId, email: member.email, role: member.role }, after: null,
    });
    await changePasswordsSeenBy(scope, member);
    await convergeClusters(scope, member.organizationId);
    return undefined;
  },
});

export const memberEndpoints: AnyEndpoint[] = [list, changeRole, previewRemoval, remove];
