import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UserId } from '../../kernel/id.ts';
import { accessOf, type ClusterAccount } from './account.ts';
import { difference, guardBlocks, othersOf, type AccountStep } from './difference.ts';
import type { HopsworksAccount } from './hopsworks.ts';
import type { WantedAccount } from './wanted.ts';

const person = (wanted: WantedAccount['wanted'], name = 'bob'): WantedAccount => ({ userId: name as UserId, email: `${name}@example.org`, givenName: name, familyName: 'X', wanted });
const row = (name = 'bob', accountNumber: number | null = 7) => ({ userId: name as UserId, email: `${name}@example.org`, accountNumber }) as ClusterAccount;
const account = (changes: Partial<HopsworksAccount> = {}): HopsworksAccount =>
  ({ id: 7, username: 'bob00000', email: 'bob@example.org', givenName: 'Bob', familyName: 'X', kind: 'remote', status: 'activated', roles: ['HOPS_USER'], ...changes });
const steps = (wanted: WantedAccount['wanted'], changes: Partial<HopsworksAccount> | null) =>
  difference([person(wanted)], [row()], changes ? [account(changes)] : []).steps.map((step) => (step.kind === 'set-role' ? step.role : step.kind));

describe('one step per difference', () => {
  test.each<[string[], WantedAccount['wanted'], Partial<HopsworksAccount> | null]>([
    [[], 'user', {}],
    [['create'], 'user', null],
    [['create'], 'administrator', null],
    [['HOPS_USER'], 'user', { roles: [] }],
    [['HOPS_USER'], 'user', { roles: ['HOPS_ADMIN'] }],
    [['HOPS_USER'], 'user', { roles: ['HOPS_ADMIN', 'HOPS_USER'] }],
    [['HOPS_ADMIN'], 'administrator', {}],
    [[], 'administrator', { roles: ['HOPS_ADMIN'] }],
    [['activate'], 'user', { status: 'blocked' }],
    [['activate'], 'user', { status: 'deactivated' }],
    [['activate'], 'user', { status: 'verified' }],
    [['HOPS_USER'], 'user', { status: 'blocked', roles: ['HOPS_ADMIN'] }],
    [['block'], 'blocked', {}],
    [['block'], 'blocked', { status: 'verified' }],
    [[], 'blocked', { status: 'blocked' }],
    [[], 'blocked', { status: 'deactivated' }],
    [[], 'blocked', null],
    [[], 'absent', null],
    [['block'], 'absent', {}],
  ])('%o for wanted %s and %o', (expected, wanted, seen) => {
    expect(steps(wanted, seen)).toEqual(expected);
  });
  test('somebody who returns gets his present role before he is let in (D06)', () => {
    expect(steps('user', { status: 'blocked', roles: ['HOPS_ADMIN'] })).toEqual(['HOPS_USER']);
  });
  test('an address that a local account holds is named and left alone (D09)', () => {
    const { steps: none, conflicts } = difference([person('user')], [row('bob', null)], [account({ kind: 'local' })]);
    expect(none).toEqual([]);
    expect(conflicts).toMatchObject([{ userId: 'bob', because: expect.stringContaining('local account') }]);
  });
  test('an account is made under the address that was recorded, not the present one', () => {
    const moved = { ...person('user'), email: 'new@example.org' };
    expect(difference([moved], [row('bob', null)], []).steps).toMatchObject([{ kind: 'create', email: 'bob@example.org' }]);
  });
});

describe('carried out on a cluster that obeys', () => {
  const state = fc.record({
    wanted: fc.constantFrom('user', 'administrator', 'blocked', 'absent'), status: fc.constantFrom('new', 'verified', 'activated', 'deactivated', 'blocked', 'spam', 'temporary-password'),
    roles: fc.subarray(['HOPS_ADMIN', 'HOPS_USER', 'HOPS_SERVICE_USER']), there: fc.boolean(),
  });
  test('three steps at most lead from anything to what is wanted, and then nothing is left', () => {
    fc.assert(fc.property(state, ({ wanted, status, roles, there }) => {
      let accounts = there ? [account({ status: status as HopsworksAccount['status'], roles })] : [];
      for (let round = 0; round < 3; round++) {
        const [step] = difference([person(wanted as WantedAccount['wanted'])], [row('bob', there ? 7 : null)], accounts).steps;
        accounts = step ? [apply(step, accounts[0])] : accounts;
      }
      expect(difference([person(wanted as WantedAccount['wanted'])], [row('bob', there ? 7 : null)], accounts).steps).toEqual([]);
      if (accounts[0]) expect(accessOf(accounts[0])).toBe(wanted === 'absent' ? 'blocked' : wanted);
    }));
  });
  test('nobody is ever in use with more than he may have, on the way back either (D06)', () => {
    const back = difference([person('user')], [row()], [account({ status: 'blocked', roles: ['HOPS_ADMIN'] })]).steps[0]!;
    expect(accessOf(apply(back, account({ status: 'blocked', roles: ['HOPS_ADMIN'] })))).toBe('blocked');
  });
});

function apply(step: AccountStep, before: HopsworksAccount | undefined): HopsworksAccount {
  if (step.kind === 'create') return account({ roles: [] });
  if (step.kind === 'set-role') return { ...before!, roles: [step.role] };
  return { ...before!, status: step.kind === 'block' ? 'blocked' : 'activated' };
}

test('accounts that are not ours are listed and get no step (D09)', () => {
  const kagent = account({ id: 1, email: 'kagent@hops.io', kind: 'local', roles: ['AGENT'] });
  const mallory = account({ id: 9, email: 'mallory@example.org' });
  expect(othersOf([row()], [kagent, account(), mallory]).map(({ id }) => id)).toEqual([1, 9]);
  expect(difference([person('user')], [row()], [kagent, account(), mallory]).steps).toEqual([]);
});

describe('many blocks at once without a removal in the audit log wait for an administrator (D09)', () => {
  const block = (number: number): AccountStep => ({ kind: 'block', userId: `u${number}` as UserId, accountNumber: number, email: `u${number}@example.org` });
  const blocks = (count: number) => Array.from({ length: count }, (_each, number) => block(number));
  const facts = { audited: new Set<UserId>(), confirmed: new Set<string>(), total: 20 };
  test('five are done, six of twenty are held', () => {
    expect(guardBlocks(blocks(5), facts)).toMatchObject({ held: [] });
    expect(guardBlocks(blocks(6), facts).held).toHaveLength(6);
  });
  test('a fifth of a cluster is done, more is held', () => {
    expect(guardBlocks(blocks(20), { ...facts, total: 100 }).held).toEqual([]);
    expect(guardBlocks(blocks(21), { ...facts, total: 100 }).held).toHaveLength(21);
  });
  test('each with a removal in the audit log is done', () => {
    const audited = new Set(blocks(20).map(({ userId }) => userId));
    expect(guardBlocks(blocks(20), { ...facts, audited })).toEqual({ steps: blocks(20), held: [] });
  });
  test('what is held is left out, and the rest goes on', () => {
    const create: AccountStep = { kind: 'create', userId: 'n' as UserId, email: 'n@example.org', givenName: 'N', familyName: 'X' };
    const audited = new Set(['u0' as UserId]);
    expect(guardBlocks([create, ...blocks(8)], { ...facts, audited }).steps).toEqual([create, block(0)]);
  });
  test('people whom an administrator named are blocked, and nobody besides', () => {
    const confirmed = new Set(blocks(7).flatMap((step) => (step.kind === 'block' ? [step.email] : [])));
    expect(guardBlocks(blocks(7), { ...facts, confirmed }).held).toEqual([]);
    expect(guardBlocks(blocks(14), { ...facts, confirmed }).held).toHaveLength(7);
  });
});
