/**
 * Everything anyone can do here. One word per action: OpenAPI operationId,
 * permission, audit entry, client method and test title share it.
 */
export const operations = [
  'users.readRegistration', 'users.register', 'users.verify', 'users.resendVerification', 'users.requestPasswordReset', 'users.resetPassword',
  'users.readSelf', 'users.updateSelf', 'users.changePassword', 'sessions.list', 'sessions.end', 'sessions.endOthers', 'sessions.endAll',
  'authenticators.read', 'authenticators.create', 'authenticators.confirm', 'authenticators.remove', 'authenticators.renewRecoveryCodes', 'authenticators.signIn', 'authenticators.end',
  'passkeys.list', 'passkeys.begin', 'passkeys.create', 'passkeys.rename', 'passkeys.delete', 'passkeys.beginSignIn', 'passkeys.signIn',
  'organizations.list', 'organizations.create', 'organizations.read', 'organizations.update', 'organizations.updatePermissions',
  'organizations.previewDeletion', 'organizations.delete', 'organizations.setSeats', 'organizations.appointOwner',
  'ownership-offers.read', 'ownership-offers.create', 'ownership-offers.withdraw', 'ownership-offers.accept', 'ownership-offers.decline', 'ownership-offers.end',
  'members.list', 'members.export', 'members.listFormer', 'members.changeRole', 'members.changeRoleMany', 'members.previewDemotion',
  'members.previewRemoval', 'members.remove', 'members.removeMany', 'members.previewLeaving', 'members.leave',
  'members.previewSuspension', 'members.suspend', 'members.suspendMany', 'members.reinstate',
  'invitations.list', 'invitations.create', 'invitations.createMany', 'invitations.resend', 'invitations.resendMany',
  'invitations.createLink', 'invitations.withdraw', 'invitations.withdrawMany',
  'invitations.listReceived', 'invitations.open', 'invitations.accept', 'invitations.reject', 'invitations.end',
  'cloud-accounts.list', 'cloud-accounts.create', 'cloud-accounts.makeDefault', 'cloud-accounts.delete',
  'clusters.list', 'clusters.create', 'clusters.read', 'clusters.start', 'clusters.stop', 'clusters.terminate', 'clusters.retry',
  'clusters.updateServices', 'clusters.observe', 'cluster-versions.list', 'cluster-passwords.reveal', 'cluster-passwords.reset', 'heartbeats.receive',
  'cluster-accounts.list', 'cluster-accounts.confirmBlocks', 'cluster-accounts.retry',
  'usage.read',
  'api-keys.list', 'api-keys.create', 'api-keys.replace', 'api-keys.revoke',
  'audit.list', 'audit.export', 'audit.verify', 'audit.listSeals', 'audit.erasePerson',
] as const;

export type Operation = (typeof operations)[number];
