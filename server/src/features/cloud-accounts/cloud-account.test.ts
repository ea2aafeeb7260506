import { describe, expect, test } from 'vitest';
import { can, canConnect, type ListedCloudAccount } from './cloud-account.ts';

const account = (changes: Partial<ListedCloudAccount>) => ({ isDefault: false, clusterNames: [], ...changes }) as unknown as ListedCloudAccount;

describe('when a cloud account can be disconnected', () => {
  test('once no live cluster is in it', () => {
    expect(can.delete(account({})).ok).toBe(true);
  });
  test.each([
    [['prod'], '“prod” is still in it. Terminate first.'],
    [['a', 'b'], '“a” and “b” are still in it. Terminate first.'],
    [['a', 'b', 'c', 'd', 'e'], '“a”, “b”, “c” and 2 more are still in it. Terminate first.'],
  ])('otherwise %o are named', (clusterNames, because) => {
    expect(can.delete(account({ clusterNames }))).toEqual({ ok: false, kind: 'conflict', because });
  });
});

test('the default can be moved to any other account (M04)', () => {
  expect([can.makeDefault(account({})).ok, can.makeDefault(account({ isDefault: true })).ok]).toEqual([true, false]);
});

test('this machine can be connected where the operator lets clusters run on it', () => {
  expect([canConnect('local', { localClusters: true }).ok, canConnect('local', { localClusters: false }).ok]).toEqual([true, false]);
});
