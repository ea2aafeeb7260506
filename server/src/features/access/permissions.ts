/**
 * The whole permission model: what a role may always do, and what the organization's three switches add for ordinary
 * members (M13-M16, D05). Rules that depend on the thing itself stand in the policy of its feature.
 */
import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Operation } from '../../kernel/operation.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { keyMay } from './scopes.ts';

type Grant = 'everybody' | 'administrators' | 'owner' | keyof Permissions;

/** Operations inside an organization. Those without one (a person's own) are not here. */
export const grants = {
  'organizations.read': 'everybody',
  'organizations.update': 'administrators',
  'organizations.updatePermissions': 'administrators',
  'organizations.previewDeletion': 'owner',
  'organizations.delete': 'owner',
  'ownership-offers.read': 'everybody',
  'ownership-offers.create': 'owner',
  'ownership-offers.withdraw': 'owner',
  'ownership-offers.accept': 'everybody',
  'ownership-offers.decline': 'everybody',
  'members.list': 'everybody',
  'members.changeRole': 'administrators',
  'members.previewRemoval': 'administrators',
  'members.remove': 'administrators',
  'members.export': 'administrators',
  'members.listFormer': 'administrators',
  'members.changeRoleMany': 'administrators',
  'members.previewDemotion': 'administrators',
  'members.removeMany': 'administrators',
  'members.previewLeaving': 'everybody',
  'members.leave': 'everybody',
  'members.previewSuspension': 'administrators',
  'members.suspend': 'administrators',
  'members.suspendMany': 'administrators',
  'members.reinstate': 'administrators',
  'invitations.list': 'everybody',
  'invitations.create': 'membersCanInvite',
  'invitations.createMany': 'membersCanInvite',
  'invitations.resend': 'membersCanInvite',
  'invitations.resendMany': 'membersCanInvite',
  'invitations.createLink': 'membersCanInvite',
  'invitations.withdraw': 'membersCanInvite',
  'invitations.withdrawMany': 'membersCanInvite',
  'cloud-accounts.list': 'everybody',
  'cloud-accounts.create': 'administrators',
  'cloud-accounts.makeDefault': 'administrators',
  'cloud-accounts.delete': 'administrators',
  'clusters.list': 'everybody',
  'clusters.read': 'everybody',
  'clusters.create': 'membersCanCreateAndTerminate',
  'clusters.terminate': 'membersCanCreateAndTerminate',
  'clusters.retry': 'membersCanCreateAndTerminate',
  'clusters.start': 'everybody',
  'clusters.stop': 'everybody',
  'clusters.updateServices': 'membersCanOpenPorts',
  'cluster-versions.list': 'everybody',
  'cluster-passwords.reveal': 'everybody',
  'cluster-accounts.list': 'everybody',
  'cluster-accounts.confirmBlocks': 'administrators',
  'cluster-accounts.retry': 'administrators',
  'usage.read': 'everybody',
  'api-keys.list': 'everybody',
  'api-keys.create': 'everybody',
  'api-keys.replace': 'everybody',
  'api-keys.revoke': 'everybody',
  'audit.list': 'administrators',
  'audit.export': 'administrators',
  'audit.verify': 'administrators',
  'audit.listSeals': 'administrators',
} as const satisfies Partial<Record<Operation, Grant>>;

export type OrganizationOperation = keyof typeof grants;

const onlyTheOwner = (what: string) => `Only the owner of this organization may ${what}.`;
const onlyAdministrators = (what: string) => `Only the owner and administrators of this organization may ${what}.`;
const whereToAllow = 'They can allow it to every member on the Members page.';

/** What each operation is called in a refusal. */
const phrases: Partial<Record<OrganizationOperation, string>> = {
  'organizations.update': 'change its name and time zone',
  'organizations.updatePermissions': 'change the permissions of its members',
  'organizations.previewDeletion': 'delete it',
  'organizations.delete': 'delete it',
  'ownership-offers.create': 'offer its ownership to somebody',
  'ownership-offers.withdraw': 'withdraw an offer of its ownership',
  'members.changeRole': 'make members administrators or ordinary members',
  'members.previewRemoval': 'remove members',
  'members.remove': 'remove members',
  'members.export': 'take the list of members away as a file',
  'members.listFormer': 'see former members',
  'members.changeRoleMany': 'make members administrators or ordinary members',
  'members.previewDemotion': 'make members administrators or ordinary members',
  'members.removeMany': 'remove members',
  'members.previewSuspension': 'suspend members',
  'members.suspend': 'suspend members',
  'members.suspendMany': 'suspend members',
  'members.reinstate': 'reinstate members',
  'invitations.create': 'invite new members',
  'invitations.createMany': 'invite new members',
  'invitations.resend': 'invite new members',
  'invitations.resendMany': 'invite new members',
  'invitations.createLink': 'invite new members',
  'invitations.withdraw': 'withdraw invitations',
  'invitations.withdrawMany': 'withdraw invitations',
  'cloud-accounts.create': 'connect cloud accounts',
  'cloud-accounts.makeDefault': 'choose the default cloud account',
  'cloud-accounts.delete': 'disconnect cloud accounts',
  'clusters.create': 'create and terminate clusters',
  'clusters.terminate': 'create and terminate clusters',
  'clusters.retry': 'create and terminate clusters',
  'clusters.updateServices': 'open and close the ports of clusters',
  'audit.list': 'read the audit log',
  'audit.export': 'read the audit log',
  'audit.verify': 'read the audit log',
  'audit.listSeals': 'read the audit log',
  'cluster-accounts.confirmBlocks': 'confirm that many people are blocked at once',
  'cluster-accounts.retry': 'try the accounts of a cluster again',
};

/** The role of who asks. Somebody without a membership has the one that may least; `may` refuses him before. */
export const roleOf = (actor: Actor): Role => (actor.kind === 'user' && actor.membership ? actor.membership.role : 'member');

export const isAdministrator = (role: Role): boolean => role === 'owner' || role === 'administrator';

export function grantedTo(role: Role, permissions: Permissions, operation: OrganizationOperation): boolean {
  const grant: Grant = grants[operation];
  if (grant === 'everybody' || role === 'owner') return true;
  if (grant === 'owner') return false;
  return isAdministrator(role) || (grant !== 'administrators' && permissions[grant]);
}

/** May this actor perform the operation in this organization? Authority is the membership row that was read with the session; an API key's scopes cut it. */
export function may(actor: Actor, operation: OrganizationOperation, organizationId: OrganizationId): Verdict {
  if (actor.kind === 'system') return allowed;
  if (actor.kind !== 'user' || actor.membership?.organizationId !== organizationId) {
    return forbidden('You are not a member of this organization.');
  }
  const byKey = actor.key ? keyMay(actor.key, operation) : allowed;
  if (!byKey.ok) return byKey;
  const { role, permissions } = actor.membership;
  if (grantedTo(role, permissions, operation)) return allowed;
  const grant: Grant = grants[operation];
  const what = phrases[operation] ?? 'do this';
  if (grant === 'owner') return forbidden(onlyTheOwner(what));
  return forbidden(grant === 'administrators' ? onlyAdministrators(what) : `${onlyAdministrators(what)} ${whereToAllow}`);
}
