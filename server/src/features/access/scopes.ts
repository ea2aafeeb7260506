/**
 * What API keys may do: the scope that each operation of an organization asks of a key, or null for what a person does
 * himself. A key also needs the role for it; the scope only takes away.
 */
import type { KeyFacts, KeyScope } from '../../kernel/actor.ts';
import { allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import type { OrganizationOperation } from './permissions.ts';

/** `read` is part of every key. Null: keys, roles, permissions, ownership, and secrets that are shown to a person. */
export const keyScopes = {
  'organizations.read': 'read',
  'organizations.update': null,
  'organizations.updatePermissions': null,
  'organizations.previewDeletion': null,
  'organizations.delete': null,
  'ownership-offers.read': 'read',
  'ownership-offers.create': null,
  'ownership-offers.withdraw': null,
  'ownership-offers.accept': null,
  'ownership-offers.decline': null,
  'members.list': 'read',
  'members.changeRole': null,
  'members.previewRemoval': 'read',
  'members.remove': 'members',
  'members.export': 'read',
  'members.listFormer': 'read',
  'members.changeRoleMany': null,
  'members.previewDemotion': null,
  'members.removeMany': 'members',
  'members.previewLeaving': null,
  'members.leave': null,
  'members.previewSuspension': 'read',
  'members.suspend': 'members',
  'members.suspendMany': 'members',
  'members.reinstate': 'members',
  'invitations.list': 'read',
  'invitations.create': 'members',
  'invitations.createMany': 'members',
  'invitations.resend': 'members',
  'invitations.resendMany': 'members',
  'invitations.createLink': null,
  'invitations.withdraw': 'members',
  'invitations.withdrawMany': 'members',
  'cloud-accounts.list': 'read',
  'cloud-accounts.create': 'cloud-accounts',
  'cloud-accounts.makeDefault': 'cloud-accounts',
  'cloud-accounts.delete': 'cloud-accounts',
  'clusters.list': 'read',
  'clusters.read': 'read',
  'clusters.create': 'clusters',
  'clusters.terminate': 'clusters',
  'clusters.retry': 'clusters',
  'clusters.start': 'clusters',
  'clusters.stop': 'clusters',
  'clusters.updateServices': 'clusters',
  'cluster-versions.list': 'read',
  'cluster-passwords.reveal': null,
  'cluster-accounts.list': 'read',
  'cluster-accounts.confirmBlocks': null,
  'cluster-accounts.retry': 'clusters',
  'usage.read': 'read',
  'api-keys.list': null,
  'api-keys.create': null,
  'api-keys.replace': null,
  'api-keys.revoke': null,
  'audit.list': 'read',
  'audit.export': 'read',
  'audit.verify': 'read',
  'audit.listSeals': 'read',
} as const satisfies Record<OrganizationOperation, KeyScope | null>;

/** Whether a key's scopes reach this operation; its role is asked besides. */
export function keyMay(key: KeyFacts, operation: OrganizationOperation): Verdict {
  const needed: KeyScope | null = keyScopes[operation];
  if (needed === null) return forbidden('An API key never does this. A person has to, signed in to the dashboard.');
  if (needed === 'read' || key.scopes.includes(needed)) return allowed;
  return forbidden(`This API key was not made for it: it would need the scope “${needed}”.`);
}
