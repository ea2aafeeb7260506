import { describe, expect, it } from 'vitest';
import { differences, whomTheyConcern } from './permission-sentences.ts';

const all = { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false };

describe('two people at the permissions at once', () => {
  it('see only what differs, mine beside the newer', () => {
    expect(differences({ ...all, membersCanInvite: true }, all)).toEqual([{ sentence: 'Non admin members can invite new members', mine: true, newer: false }]);
    expect(differences(all, all)).toEqual([]);
  });

  it('read whom the permissions concern', () => {
    expect(whomTheyConcern(7)).toBe('They concern 7 ordinary members.');
    expect(whomTheyConcern(0)).toContain('no ordinary member');
  });
});
