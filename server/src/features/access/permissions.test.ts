import { describe, expect, test } from 'vitest';
import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { grantedTo, grants, may, type OrganizationOperation } from './permissions.ts';

const organizationId = 'here' as OrganizationId;
const operations = Object.keys(grants) as OrganizationOperation[];
const none: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };
const toggles = Object.keys(none) as (keyof Permissions)[];
const everyCombination: Permissions[] = Array.from({ length: 8 }, (_, bits) => ({
  membersCanInvite: Boolean(bits & 1), membersCanCreateAndTerminate: Boolean(bits & 2), membersCanOpenPorts: Boolean(bits & 4),
}));

const person = (role: Role, permissions: Permissions, organization = organizationId): Actor => ({
  kind: 'user', userId: 'someone' as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: { organizationId: organization, memberId: 'm' as MemberId, role, permissions },
});

/** Written out by hand from the rules, so that a slip in the table is seen. */
const openedBy: Record<keyof Permissions, OrganizationOperation[]> = {
  membersCanInvite: ['invitations.create', 'invitations.createMany', 'invitations.resend', 'invitations.resendMany', 'invitations.createLink', 'invitations.withdraw', 'invitations.withdrawMany'],
  membersCanCreateAndTerminate: ['clusters.create', 'clusters.terminate', 'clusters.retry'],
  membersCanOpenPorts: ['clusters.updateServices'],
};
const onlyTheOwner: OrganizationOperation[] = ['organizations.previewDeletion', 'organizations.delete', 'ownership-offers.create', 'ownership-offers.withdraw'];
const onlyAdministrators: OrganizationOperation[] = [
  'organizations.update', 'organizations.updatePermissions', 'members.changeRole', 'members.previewRemoval', 'members.remove',
  'members.export', 'members.listFormer', 'members.changeRoleMany', 'members.previewDemotion', 'members.removeMany', 'members.previewSuspension', 'members.suspend', 'members.suspendMany', 'members.reinstate',
  'cloud-accounts.create', 'cloud-accounts.makeDefault', 'cloud-accounts.delete', 'cluster-accounts.confirmBlocks', 'cluster-accounts.retry',
  'audit.list', 'audit.export', 'audit.verify', 'audit.listSeals',
];

describe('the permission table', () => {
  test.each([['owner', []], ['administrator', onlyTheOwner]] as const)('the %s may do everything the table names but %j, whatever the three permissions say (M18, D02)', (role, lacks) => {
    for (const permissions of everyCombination) {
      expect(operations.filter((operation) => !grantedTo(role, permissions, operation)).sort()).toEqual([...lacks].sort());
    }
  });

  test.each(onlyTheOwner)('%s stays with the owner (D02)', (operation) => {
    expect(may(person('owner', none), operation, organizationId)).toEqual({ ok: true });
    for (const role of ['administrator', 'member'] as const) {
      expect(may(person(role, none), operation, organizationId)).toMatchObject({ ok: false, kind: 'forbidden', because: expect.stringMatching(/^Only the owner of this organization may /) });
    }
  });

  test('an ordinary member may always start and stop (M10, M15)', () => {
    for (const permissions of everyCombination) {
      expect(may(person('member', permissions), 'clusters.start', organizationId)).toEqual({ ok: true });
      expect(may(person('member', permissions), 'clusters.stop', organizationId)).toEqual({ ok: true });
    }
  });

  test.each(onlyAdministrators)('%s stays with owner and administrators, whatever the three permissions say (D05)', (operation) => {
    for (const permissions of everyCombination) {
      expect(may(person('member', permissions), operation, organizationId)).toMatchObject({ ok: false, kind: 'forbidden' });
      expect(may(person('administrator', permissions), operation, organizationId)).toEqual({ ok: true });
    }
  });

  test.each(toggles)('%s opens to ordinary members what its rule names, and nothing else (M14, M15, M16)', (toggle) => {
    const before = operations.filter((operation) => grantedTo('member', none, operation));
    const after = operations.filter((operation) => grantedTo('member', { ...none, [toggle]: true }, operation));
    expect(after.filter((operation) => !before.includes(operation)).sort()).toEqual([...openedBy[toggle]].sort());
  });

  test('with every permission on, an ordinary member still lacks exactly what stays with administrators (M18, D05)', () => {
    const all = { membersCanInvite: true, membersCanCreateAndTerminate: true, membersCanOpenPorts: true };
    expect(operations.filter((operation) => !grantedTo('member', all, operation)).sort()).toEqual([...onlyAdministrators, ...onlyTheOwner].sort());
  });
});

describe('a refusal', () => {
  test('says who may, and where it can be allowed to every member (M15)', () => {
    expect(may(person('member', none), 'clusters.create', organizationId)).toEqual({
      ok: false, kind: 'forbidden',
      because: 'Only the owner and administrators of this organization may create and terminate clusters. They can allow it to every member on the Members page.',
    });
  });

  test('does not promise a permission where none exists (D05)', () => {
    const verdict = may(person('member', none), 'members.remove', organizationId);
    expect(verdict).toEqual({ ok: false, kind: 'forbidden', because: 'Only the owner and administrators of this organization may remove members.' });
  });

  test('names every operation in words', () => {
    for (const operation of operations) {
      const verdict = may(person('member', none), operation, organizationId);
      if (!verdict.ok) expect(verdict.because, operation).not.toContain('may do this');
    }
  });
});

describe('somebody who is not a member here', () => {
  const outsiders: Record<string, Actor> = {
    'nobody signed in': { kind: 'anonymous' },
    'the owner of another organization': person('owner', none, 'elsewhere' as OrganizationId),
    'a person without membership': { ...person('owner', none), membership: null } as Actor,
    'a cluster of this organization': { kind: 'cluster', clusterId: 'c' as never, organizationId },
  };
  test.each(Object.entries(outsiders))('%s may do nothing (M01)', (_name, actor) => {
    for (const operation of operations) expect(may(actor, operation, organizationId)).toMatchObject({ ok: false, kind: 'forbidden' });
  });

  test('the system may, because a job acts on what people were allowed to ask for', () => {
    for (const operation of operations) expect(may({ kind: 'system', job: 'clusters.reconcile' }, operation, organizationId)).toEqual({ ok: true });
  });
});
