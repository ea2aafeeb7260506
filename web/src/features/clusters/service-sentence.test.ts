import { describe, expect, it } from 'vitest';
import { accountsNews } from './cluster-state.ts';
import { serviceSentence } from './service-sentence.ts';

const service = (wanted: boolean, seen: boolean, error: string | null = null) => ({ wanted, seen, error });

describe('what is said about a service', () => {
  it.each([
    [service(true, true), 'running', 'Open'],
    [service(true, false), 'running', 'Opening'],
    [service(false, true), 'running', 'Still open; closing'],
    [service(false, false), 'running', 'Closed'],
    [service(true, false), 'stopped', 'Closed while it is stopped; opens at the next start'],
    [service(true, false), 'initializing', 'Opens once the cluster runs'],
  ])('follows what was seen, never what is wanted alone (M16): %o while %s', (given, state, words) => {
    expect(serviceSentence(given, state).words).toBe(words);
  });

  it('is the reason where a port cannot be had', () => {
    expect(serviceSentence(service(true, false, 'Port 22 is taken.'), 'running')).toEqual({ tone: 'bad', words: 'Port 22 is taken.' });
  });
});

describe('what a card says about its accounts', () => {
  const accounts = { total: 3, pending: 1, blockedPending: 1, held: 0, problem: null };

  it('is that a block is pending, on a stopped cluster until its next start (M12)', () => {
    expect(accountsNews({ state: 'running', accounts })).toBe('1 block pending: see Users.');
    expect(accountsNews({ state: 'stopped', accounts })).toContain('until its next start, before anybody can log in');
  });

  it('is nothing when all is as wanted', () => {
    expect(accountsNews({ state: 'running', accounts: { ...accounts, pending: 0, blockedPending: 0 } })).toBeNull();
  });

  it('is that an administrator has to speak where a pass stopped (D09)', () => {
    expect(accountsNews({ state: 'running', accounts: { ...accounts, held: 7 } })).toContain('7 blocks waiting');
  });
});
