import { describe, expect, it } from 'vitest';
import { staleKeys } from './changes.ts';
import { keys } from './keys.ts';

describe('a change seen by the live stream', () => {
  it('of a cluster refreshes the clusters and the usage of that organization only', () => {
    expect(staleKeys('o1', 'clusters')).toEqual([keys.clusters('o1'), keys.usage('o1')]);
  });

  it('of a shared password refreshes the cards that say whether it is being changed (D08)', () => {
    expect(staleKeys('o1', 'cluster-passwords')).toEqual([keys.clusters('o1')]);
  });

  it('of the permissions refreshes all that says what the viewer may do (M13)', () => {
    expect(staleKeys('o1', 'organizations')).toContainEqual(keys.ofOrganization('o1'));
  });

  it('of an invitation refreshes the seats that are left, too', () => {
    expect(staleKeys('o1', 'invitations')).toEqual([keys.invitations('o1'), keys.organization('o1')]);
  });

  it('of a member refreshes who was here and what is still being blocked (D07)', () => {
    expect(staleKeys('o1', 'members')).toContainEqual(keys.formerMembers('o1'));
    expect(staleKeys('o1', 'cluster-accounts')).toContainEqual(keys.formerMembers('o1'));
  });

  it('of the ownership refreshes the roles and what the viewer is (D02)', () => {
    expect(staleKeys('o1', 'ownership-offers')).toEqual(expect.arrayContaining([keys.ownershipOffer('o1'), keys.members('o1'), keys.self]));
  });

  it('of a noun this page does not know yet refreshes everything of the organization', () => {
    expect(staleKeys('o1', 'backups')).toEqual([keys.ofOrganization('o1')]);
  });

  it('reaches every list of the organization through the key they all begin with', () => {
    for (const key of [keys.members('o1'), keys.invitations('o1'), keys.accounts('o1', 'c1'), keys.usage('o1')]) {
      expect(key.slice(0, 2)).toEqual(keys.ofOrganization('o1'));
    }
  });
});
