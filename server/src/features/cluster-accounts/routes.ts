import { endpoint, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { ClusterPath } from '../clusters/contract.ts';
import * as clusters from '../clusters/store.ts';
import { AccountsView, accountsView, ConfirmBlocks, ListAccounts, moodOf } from './contract.ts';
import { mayConfirmBlocks, mayList, mayRetry } from './policy.ts';
import * as clusterAccounts from './store.ts';

const load = ({ tx }: Scope, { organizationId, clusterId }: { organizationId: string; clusterId: string }) =>
  clusters.findCard(tx, organizationId as OrganizationId, clusterId as ClusterId);

const list = endpoint({
  operation: 'cluster-accounts.list',
  summary: 'Who has which account on a cluster: wanted, and as the cluster itself said (D07)',
  method: 'GET', path: '/organizations/:organizationId/clusters/:clusterId/accounts', access: 'member', reads: true,
  input: ListAccounts,
  output: AccountsView,
  load,
  allow: (actor, card) => mayList(actor, card.organizationId),
  run: async ({ tx, actor, now }, card, { cursor = null, limit }) => accountsView(card, await readPage(tx, card, cursor, limit), { actor, now }),
});

async function readPage(tx: Scope['tx'], cluster: { organizationId: OrganizationId; id: ClusterId }, cursor: string | null, limit: number) {
  const [rows, pass] = await Promise.all([clusterAccounts.listNamed(tx, cluster, cursor, limit + 1), clusterAccounts.findPass(tx, cluster.id)]);
  return { rows, limit, isFirstPage: cursor === null, pass };
}

const firstPageOf = 50;

const confirmBlocks = endpoint({
  operation: 'cluster-accounts.confirmBlocks',
  summary: 'Block the people that a pass held back (D09)',
  method: 'POST', path: '/organizations/:organizationId/clusters/:clusterId/accounts/confirm-blocks', access: 'member', locks: 'membership',
  input: ConfirmBlocks,
  output: AccountsView,
  load,
  allow: (actor, card) => mayConfirmBlocks(actor, card.organizationId),
  run: async (scope, card, { people }) => {
    const { tx, actor, now } = scope;
    const pass = await clusterAccounts.findPass(tx, card.id);
    const held = pass?.heldBlocks ?? [];
    const isSame = held.length > 0 && held.length === people.length && held.every((email) => people.includes(email));
    if (!isSame) throw new Refusal(problem(409, 'changed', 'These are not the people who are held back now.', { next: 'Look at the list again.' }));
    await clusterAccounts.confirmBlocks(tx, card.id, people);
    scope.emit({ operation: 'cluster-accounts.confirmBlocks', organizationId: card.organizationId, subject: card.id, before: null, after: { people } });
    scope.enqueue('cluster-accounts.reconcile', card.id);
    scope.enqueue('clusters.reconcile', card.id);
    return accountsView(card, await readPage(tx, card, null, firstPageOf), { actor, now });
  },
});

const retry = endpoint({
  operation: 'cluster-accounts.retry',
  summary: 'Compare the accounts on a running cluster with the membership now, without waiting for the next try (D07)',
  method: 'POST', path: '/organizations/:organizationId/clusters/:clusterId/accounts/retry', access: 'member', locks: 'membership', status: 202,
  limits: [{ name: 'retry-accounts', per: 'user', max: 30, windowSeconds: 60 * 60 }],
  input: ClusterPath,
  output: AccountsView,
  load,
  allow: (actor, card) => mayRetry(actor, card.organizationId, { ...card, mood: moodOf(card) }),
  run: async (scope, card) => {
    const { tx, actor, now } = scope;
    scope.emit({ operation: 'cluster-accounts.retry', organizationId: card.organizationId, subject: card.id, before: null, after: null });
    scope.enqueue('cluster-accounts.reconcile', card.id);
    return accountsView(card, await readPage(tx, card, null, firstPageOf), { actor, now });
  },
});

export const clusterAccountEndpoints: AnyEndpoint[] = [list, confirmBlocks, retry];
