import type { ClusterId } from '../../kernel/id.ts';
import type { Job, Work } from '../../kernel/job.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Vault } from '../../kernel/vault.ts';
import { sealedIn, type Connection } from '../cluster-connections/connection.ts';
import * as connections from '../cluster-connections/store.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { detailsOf, explain, waitMs } from '../clusters/problem.ts';
import * as clusters from '../clusters/store.ts';
import * as members from '../members/store.ts';
import { accountOf, observe, type ClusterAccount } from './account.ts';
import { difference, guardBlocks, othersOf, type AccountStep } from './difference.ts';
import { HopsworksError, type Hopsworks, type HopsworksAccount, type HopsworksAddress } from './hopsworks.ts';
import { emptyPass, heldSentence, othersToKeep, type AccountsPass, type PassOutcome } from './pass.ts';
import * as clusterAccounts from './store.ts';
import { wantedAccounts, type WantedAccount } from './wanted.ts';

export type AccountPorts = { hopsworks: Hopsworks; vault: Vault; authorityPem: string };

/** What one pass works on. `target` is null while the cluster cannot be asked. */
type Plan = { cluster: Cluster; connection: Connection; wanted: WantedAccount[]; rows: ClusterAccount[]; pass: AccountsPass; target: Target | null };
type Target = { address: HopsworksAddress; key: string };
type Failure = { userId: string; message: string; harmless: boolean };
type Result = { accounts: HopsworksAccount[]; failures: Failure[]; held: string[]; seenAt: Date; unfinished: boolean };

/** Create, give the role, confirm; and once more for what came in between. */
const mostRounds = 4;
const callsAtOnce = 4;

/**
 * One pass over the accounts of one cluster: what membership wants, against what the cluster lists. The caller holds the
 * cluster's lock. Nothing is recorded as seen that the cluster did not answer (D07).
 */
export async function convergeAccounts(ports: AccountPorts, work: Work, clusterId: ClusterId): Promise<PassOutcome> {
  const plan = await work.within((scope) => makePlan(ports, scope, clusterId));
  if (!plan) return { kind: 'clean' };
  if (!plan.target) return { kind: 'not-asked' };
  try {
    const result = await carryOut(ports, work, plan, plan.target);
    return await work.within((scope) => recordResult(scope, plan, result));
  } catch (error) {
    const { message } = explain(error);
    work.log('A pass over the accounts of a cluster did not work', { clusterId, problem: message, ...detailsOf(error) });
    await work.within((scope) => recordFailure(scope, plan, message));
    return { kind: 'unclean', because: message };
  }
}

/** Records what is wanted before anything is done, so that it shows, and so that a lost answer finds its row. */
async function makePlan(ports: AccountPorts, scope: Scope, clusterId: ClusterId): Promise<Plan | null> {
  const { tx } = scope;
  const home = await clusters.findOrganizationId(tx, clusterId);
  if (!home) return null;
  await scope.enter(home);
  const cluster = await clusters.findForWork(tx, clusterId);
  if (!cluster || cluster.userManagement !== 'managed' || cluster.wanted === 'terminated') return null;
  const connection = await connections.get(tx, clusterId);
  const { organizationId } = cluster;
  const membership = { members: await members.listForClusters(tx, organizationId), blocked: await members.listBlocked(tx, organizationId) };
  const known = await clusterAccounts.listRows(tx, clusterId);
  const isThere = (row: ClusterAccount) => row.accountNumber !== null || row.seen !== 'absent';
  const wanted = wantedAccounts(membership, { rows: known, isThere }, cluster.version);
  const rows = rowsFor(scope, cluster, wanted, known);
  await saveChanged(scope, known, rows);
  const pass = (await clusterAccounts.findPass(tx, clusterId)) ?? emptyPass(clusterId, organizationId);
  return { cluster, connection, wanted, rows, pass, target: targetOf(ports, cluster, connection) };
}

function rowsFor({ now, newId }: Scope, cluster: Cluster, wanted: WantedAccount[], known: ClusterAccount[]): ClusterAccount[] {
  const rows = new Map(known.map((row) => [row.userId, row]));
  for (const person of wanted) {
    const row = rows.get(person.userId);
    if (row && row.wanted !== person.wanted) rows.set(person.userId, { ...row, wanted: person.wanted, wantedAt: now, problem: null });
    if (row) continue;
    rows.set(person.userId, {
      id: newId(), organizationId: cluster.organizationId, clusterId: cluster.id, userId: person.userId, email: person.email, accountNumber: null, username: null,
      wanted: person.wanted, wantedAt: now, seen: 'unknown', seenAt: null, narrowedSeenAt: null, sessionEndsBy: null, problem: null,
    });
  }
  return [...rows.values()];
}

async function saveChanged({ tx, announce }: Pick<Scope, 'tx' | 'announce'>, before: readonly ClusterAccount[], after: readonly ClusterAccount[]): Promise<void> {
  const known = new Map(before.map((row) => [row.userId, row]));
  const changed = after.filter((row) => known.get(row.userId) !== row);
  await clusterAccounts.saveRows(tx, changed);
  const [first] = changed;
  if (!first) return;
  announce(first.organizationId, 'cluster-accounts', first.clusterId);
  announce(first.organizationId, 'clusters', first.clusterId);
}

function targetOf({ vault, authorityPem }: AccountPorts, cluster: Cluster, connection: Connection): Target | null {
  const sealed = connection.sealedAdministratorKey;
  if (cluster.seen !== 'running' || !connection.place || sealed === null || !connection.signOnRegisteredAt) return null;
  return { address: { administrationUrl: connection.place.administrationUrl, authorityPem }, key: vault.open(sealed, sealedIn(connection)) };
}

async function carryOut(ports: AccountPorts, work: Work, plan: Plan, target: Target): Promise<Result> {
  const { hopsworks } = ports;
  const failures = new Map<string, Failure>();
  let held: string[] = [];
  let accounts = await hopsworks.listAccounts(target.address, target.key);
  for (let round = 0; round < mostRounds; round++) {
    const { steps: all, conflicts } = difference(plan.wanted, plan.rows, accounts);
    for (const { userId, because } of conflicts) failures.set(userId, { userId, message: because, harmless: true });
    const guarded = await guard(work, plan, all, accounts);
    held = guarded.held;
    const steps = guarded.steps.filter(({ userId }) => !failures.has(userId));
    if (steps.length === 0) break;
    for (const failure of await runAll(hopsworks, plan, target, steps)) failures.set(failure.userId, failure);
    accounts = await hopsworks.listAccounts(target.address, target.key);
  }
  const left = difference(plan.wanted, plan.rows, accounts).steps.filter(({ userId, ...step }) => !failures.has(userId) && !(step.kind === 'block' && held.includes(step.email)));
  return { accounts, failures: [...failures.values()], held, seenAt: await work.within(async ({ now }) => now), unfinished: left.length > 0 };
}

async function guard(work: Work, { cluster, pass, rows }: Plan, steps: AccountStep[], accounts: HopsworksAccount[]) {
  const blocks = steps.filter(({ kind }) => kind === 'block').map(({ userId }) => userId);
  const audited = blocks.length > 5 ? await work.within(({ tx }) => clusterAccounts.listAudited(tx, cluster.organizationId, blocks)) : blocks;
  const total = rows.filter((row) => accountOf(row, accounts) !== null).length;
  return guardBlocks(steps, { audited: new Set(audited), confirmed: new Set(pass.confirmedBlocks ?? []), total });
}

/** A few at a time; one that fails does not keep the others waiting. */
async function runAll(hopsworks: Hopsworks, plan: Plan, target: Target, steps: readonly AccountStep[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  const queue = [...steps];
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const failure = await runStep(hopsworks, plan, target, step);
      if (failure) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: Math.min(callsAtOnce, steps.length) }, worker));
  return failures;
}

async function runStep(hopsworks: Hopsworks, { connection }: Plan, { address, key }: Target, step: AccountStep): Promise<Failure | null> {
  try {
    switch (step.kind) {
      case 'create': {
        const { userId: subject, email, givenName, familyName } = step;
        await hopsworks.createRemoteAccount(address, key, { clientId: connection.clientId, subject, email, givenName, familyName });
        break;
      }
      case 'set-role': await hopsworks.setRole(address, key, step.accountNumber, step.role); break;
      case 'activate': await hopsworks.setStatus(address, key, step.accountNumber, 'activated'); break;
      case 'block': await hopsworks.setStatus(address, key, step.accountNumber, 'blocked'); break;
    }
    return null;
  } catch (error) {
    // Somebody who cannot be given an account keeps nobody else out, and lets nobody in.
    const harmless = step.kind === 'create' && error instanceof HopsworksError && error.status < 500 && ![401, 403].includes(error.status);
    return { userId: step.userId, message: explain(error).message, harmless };
  }
}

async function recordResult(scope: Scope, plan: Plan, result: Result): Promise<PassOutcome> {
  const { tx, announce } = scope;
  const { cluster, connection } = plan;
  await scope.enter(cluster.organizationId);
  const messages = new Map(result.failures.map(({ userId, message }) => [userId as string, message]));
  const look = { at: result.seenAt, sessionEndsBy: new Date(result.seenAt.getTime() + connection.sessionLifetimeMs) };
  const rows = plan.rows.map((row) => {
    const seen = observe(row, accountOf(row, result.accounts), look);
    return seen.seen === seen.wanted ? seen : { ...seen, problem: messages.get(row.userId) ?? (result.held.includes(seen.email) ? heldSentence(result.held) : null) };
  });
  await clusterAccounts.saveRows(tx, rows);
  const because = whyUnclean(result);
  const next = because === null ? { problem: null, attempts: 0, nextAttemptAt: null } : scheduleNext(scope, plan.pass, cluster.id, because);
  await clusterAccounts.savePass(tx, {
    ...plan.pass, ...next, checkedAt: result.seenAt, heldBlocks: result.held.length > 0 ? result.held : null, ...othersToKeep(othersOf(rows, result.accounts)),
  });
  if (differ(plan, rows, result.held, because)) {
    announce(cluster.organizationId, 'cluster-accounts', cluster.id);
    announce(cluster.organizationId, 'clusters', cluster.id);
  }
  return because === null ? { kind: 'clean' } : { kind: 'unclean', because };
}

function whyUnclean({ failures, held, unfinished }: Result): string | null {
  const failure = failures.find(({ harmless }) => !harmless);
  if (failure) return failure.message;
  if (held.length > 0) return heldSentence(held);
  return unfinished ? 'Some accounts are not yet as wanted.' : null;
}

function differ({ pass, rows: before }: Plan, after: readonly ClusterAccount[], held: readonly string[], because: string | null): boolean {
  const shown = (rows: readonly ClusterAccount[]) => rows.map(({ seen, problem, sessionEndsBy, email }) => [seen, problem, sessionEndsBy, email]);
  return JSON.stringify([shown(before), pass.heldBlocks ?? [], pass.problem]) !== JSON.stringify([shown(after), held, because]);
}

/** One chain of tries per cluster: a run that something else asked for leaves the try that stands. */
function scheduleNext({ now, enqueue }: Scope, pass: AccountsPass, clusterId: ClusterId, problem: string): Pick<AccountsPass, 'problem' | 'attempts' | 'nextAttemptAt'> {
  if (pass.nextAttemptAt && pass.nextAttemptAt > now) return { problem, attempts: pass.attempts, nextAttemptAt: pass.nextAttemptAt };
  const attempts = pass.attempts + 1;
  const nextAttemptAt = new Date(now.getTime() + waitMs(attempts));
  enqueue('cluster-accounts.reconcile', clusterId, { startAt: nextAttemptAt });
  return { problem, attempts, nextAttemptAt };
}

async function recordFailure(scope: Scope, { cluster, pass }: Plan, message: string): Promise<void> {
  await scope.enter(cluster.organizationId);
  await clusterAccounts.savePass(scope.tx, { ...pass, ...scheduleNext(scope, pass, cluster.id, message) });
  scope.announce(cluster.organizationId, 'cluster-accounts', cluster.id);
}

const reconcile = (ports: AccountPorts): Job => ({
  name: 'cluster-accounts.reconcile',
  run: (work, key) => work.exclusively(`cluster:${key}`, async () => {
    const outcome = await convergeAccounts(ports, work, key as ClusterId);
    if (outcome.kind === 'unclean') work.log('The accounts of a cluster are not yet as wanted', { clusterId: key, because: outcome.because });
  }),
});

export const clusterAccountJobs = (ports: AccountPorts): Job[] => [reconcile(ports)];
