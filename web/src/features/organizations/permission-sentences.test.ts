import { describe, expect, it } from 'vitest';
import { differences, whomTheyConcern, whoWasFaster } from './permission-sentences.ts';

const all = { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false };
const carol = { givenName: 'Carol', familyName: 'Clark' };
const now = new Date('2026-11-24T12:00:00Z');

describe('two people at the permissions at once', () => {
  it('are told who was faster and how long ago, in seconds while it is fresh', () => {
    expect(whoWasFaster({ at: '2026-11-24T11:59:55Z', by: carol }, now)).toBe('Carol Clark changed this 5 seconds ago.');
    expect(whoWasFaster({ at: '2026-11-24T09:00:00Z', by: carol }, now)).toBe('Carol Clark changed this 3 hours ago.');
    expect(whoWasFaster({ at: '2026-11-24T12:00:03Z', by: carol }, now)).toBe('Carol Clark changed this 1 second ago.');
    expect(whoWasFaster(null, now)).toBe('Somebody changed this meanwhile.');
  });

  it('see only what differs, mine beside the newer', () => {
    expect(differences({ ...all, membersCanInvite: true }, all)).toEqual([{ sentence: 'Non admin members can invite new members', mine: true, newer: false }]);
    expect(differences(all, all)).toEqual([]);
  });

  it('read whom the permissions concern', () => {
    expect(whomTheyConcern(7)).toBe('They concern 7 ordinary members.');
    expect(whomTheyConcern(0)).toContain('no ordinary member');
  });
});
