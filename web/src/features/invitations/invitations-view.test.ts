import { describe, expect, it } from 'vitest';
import { isFiltered, readInvitationsView, usual, writeInvitationsView } from './invitations-view.ts';

describe('what the list of pending invitations shows', () => {
  it('is the same after it went through an address', () => {
    const view = { q: 'ada@', state: 'undelivered' as const, sort: 'expires' as const, direction: 'ascending' as const };
    expect(readInvitationsView(writeInvitationsView(view))).toEqual(view);
  });

  it('begins with the newest, and then the address stays as it is', () => {
    expect(readInvitationsView({})).toEqual(usual);
    expect(Object.values(writeInvitationsView(usual)).join('')).toBe('');
    expect(isFiltered(usual)).toBe(false);
  });

  it('takes no notice of the words of the other tab', () => {
    expect(readInvitationsView({ sort: 'joined', state: 'suspended' })).toEqual(usual);
  });
});
