import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterId } from '../../kernel/id.ts';
import type { Job, Work } from '../../kernel/job.ts';
import type { Operation } from '../../kernel/operation.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { HopsworksAddress, Hopsworks } from '../cluster-accounts/hopsworks.ts';
import type { PassOutcome } from '../cluster-accounts/pass.ts';
import { sealedIn, type Connection } from '../cluster-connections/connection.ts';
import { callbackOf, groupMappingOf, providerName, type IdentityProviderClients } from '../cluster-connections/sign-on.ts';
import * as connections from '../cluster-connections/store.ts';
import * as usage from '../usage/store.ts';
import { stateOf, type Cluster } from './cluster.ts';
import { DriverFault, type ClusterHandle, type Driver, type Sighting } from './driver.ts';
import { faultOf, nextStep, type Step } from './lifecycle.ts';
import { detailsOf, explain, Held, waitMs } from './problem.ts';
import { handleOf, isUpIn, looksDifferent, situationOf, withFault, withProblem, withSighting } from './step.ts';
import * as clusters from './store.ts';

export type ClusterPorts = {
  driver: Driver;
  hopsworks: Hopsworks;
  vault: Vault;
  /** Of the one private authority that signed every cluster's certificate. */
  authorityPem: string;
  clients: IdentityProviderClients;
  /** One pass over the accounts of a cluster that this job holds already. */
  convergeAccounts(work: Work, clusterId: ClusterId): Promise<PassOutcome>;
};

type Loaded = { cluster: Cluster; connection: Connection; now: Date; publicUrl: string };
type Outcome = { connection?: Partial<Connection>; cluster?: Partial<Cluster>; audited?: Operation };

/** In one run: enough for a whole bring-up with its waits; what is left is left to the next run. */
const mostTurns = 400;
const waitForStartMs = 25;
const longestRunMs = 20_000;
const lookAgainMs = 2_000;

/** Moves one cluster to what is wanted, step by step, as long as there is progress. */
const reconcile = (ports: ClusterPorts): Job => ({
  name: 'clusters.reconcile',
  run: (work, key) => work.exclusively(`cluster:${key}`, async () => {
    const id = key as ClusterId;
    const began = performance.now();
    let before: Step | null = null;
    for (let turn = 0; turn < mostTurns; turn++) {
      const step = await takeStep(ports, work, { id, portsMayBeFree: turn === 0 });
      if (step === null || step === 'done' || step === 'give-up' || step === 'finish') return;
      const stuck = step === before && step !== 'wait';
      if (stuck || performance.now() - began > longestRunMs) break;
      if (step === 'wait') await pause(waitForStartMs);
      before = step;
    }
    await work.within(async ({ enqueue, now }) => enqueue('clusters.reconcile', id, { startAt: new Date(now.getTime() + lookAgainMs) }));
  }),
});

async function findForWork({ tx, enter }: Scope, { id, organizationId }: Pick<Cluster, 'id' | 'organizationId'>): Promise<{ cluster: Cluster; connection: Connection } | null> {
  await enter(organizationId);
  const cluster = await clusters.findForWork(tx, id);
  return cluster && { cluster, connection: await connections.get(tx, id) };
}

/** Looks, takes one step and records it. `null`: nothing to do now, or not before the next try. */
async function takeStep(ports: ClusterPorts, work: Work, { id, portsMayBeFree }: { id: ClusterId; portsMayBeFree: boolean }): Promise<Step | null> {
  const loaded = await work.within(async (scope) => {
    const organizationId = await clusters.findOrganizationId(scope.tx, id);
    const found = organizationId && (await findForWork(scope, { id, organizationId }));
    return found ? { ...found, now: scope.now, publicUrl: scope.settings.publicUrl } : null;
  });
  if (!loaded || (loaded.cluster.nextAttemptAt && loaded.cluster.nextAttemptAt > loaded.now)) return null;
  try {
    const handle = handleOf(loaded.cluster, loaded.connection, ports.vault);
    const sighting: Sighting = loaded.connection.place ? await ports.driver.look(handle) : { process: 'absent' };
    const situation = situationOf(loaded.cluster, loaded.connection, { sighting, now: loaded.now, portsMayBeFree });
    const step = loaded.cluster.fault ? 'done' : nextStep(situation);
    await record(work, loaded.cluster, (cluster, now) => withSighting(cluster, { ...situation, wanted: cluster.wanted }, step, now));
    if (step === 'done' || step === 'wait') return step;
    const outcome = await actions[step](ports, { work, handle, ...loaded, sighting });
    if (outcome) await save(work, loaded, outcome);
    return step;
  } catch (error) {
    await recordFailure(work, loaded.cluster, error);
    return null;
  }
}

type Acting = Loaded & { work: Work; handle: ClusterHandle; sighting: Sighting };
type Action = (ports: ClusterPorts, acting: Acting) => Promise<Outcome | void>;

/** One outside call each, and what it leaves to record. */
const actions: Record<Exclude<Step, 'done' | 'wait'>, Action> = {
  allocate: async ({ driver }, { cluster, connection }) =>
    ({ connection: { place: await driver.allocate({ id: cluster.id, name: cluster.name, placeNumber: connection.placeNumber }) } }),
  prepare: ({ driver }, { handle }) => driver.prepare(handle),
  start: async ({ driver }, { work, cluster, handle }) => {
    // Counted before it is tried, so that a start which takes this process with it is counted too.
    await record(work, cluster, (current, now) => ({ ...current, startTries: current.startTries + 1, startRequestedAt: now }));
    await driver.start(handle);
  },
  'give-up': (_ports, { work, cluster, sighting }) => record(work, cluster, (current) => withFault(current, faultOf(sighting))),
  'make-key': makeKey,
  'register-sign-on': registerSignOn,
  'reset-password': resetPassword,
  converge,
  open: async ({ driver }, { handle, cluster }) => {
    await driver.listen(handle, { public: true, services: cluster.servicesWanted });
  },
  stop: ({ driver }, { handle }) => driver.stop(handle),
  remove: async ({ driver }, { work, handle }) => {
    await driver.remove(handle);
    return { connection: { removedAt: await instant(work) } };
  },
  finish,
};

async function makeKey({ hopsworks, vault, authorityPem }: ClusterPorts, { handle, connection }: Acting): Promise<Outcome> {
  const key = await hopsworks.createAdministratorKey(addressOf(connection, authorityPem), loginOf(handle), 'hopyard');
  return { connection: { sealedAdministratorKey: vault.seal(key, sealedIn(connection)) } };
}

/** The password is forgotten with it: nobody needs it on a managed cluster any more. */
async function registerSignOn(ports: ClusterPorts, { work, handle, cluster, connection, publicUrl }: Acting): Promise<Outcome> {
  const { hopsworks, vault, authorityPem, clients } = ports;
  const { clientId } = connection;
  const callbackUri = callbackOf(placeOf(connection).pageUrl);
  const clientSecret = vault.open(connection.sealedClientSecret, sealedIn(connection));
  await work.within(({ tx }) => clients.create(tx, { clientId, clusterId: cluster.id, name: cluster.name, redirectUri: callbackUri, secret: clientSecret }));
  const registration = { clientId, clientSecret, providerName, providerUri: publicUrl, callbackUri, groupMapping: groupMappingOf(cluster.id) };
  await hopsworks.registerIdentityProvider(addressOf(connection, authorityPem), loginOf(handle), registration);
  return { connection: { signOnRegisteredAt: await instant(work), sealedAdministratorPassword: null } };
}

/** D08: somebody who saw the password is gone. */
async function resetPassword({ hopsworks, vault, authorityPem }: ClusterPorts, { work, connection }: Acting): Promise<Outcome> {
  const address = addressOf(connection, authorityPem);
  const key = vault.open(connection.sealedAdministratorKey ?? '', sealedIn(connection));
  const account = await hopsworks.findAccountByEmail(address, key, connection.administratorEmail);
  if (!account) throw new DriverFault('The cluster has no administrator account of ours any more, so its password cannot be changed.', 'Change it inside the cluster, then press Retry.');
  const password = await hopsworks.resetPassword(address, key, account.id);
  await hopsworks.setStatus(address, key, account.id, 'activated'); // a temporary password cannot renew its sessions
  return { connection: { sealedAdministratorPassword: vault.seal(password, sealedIn(connection)), passwordChangedAt: await instant(work), passwordResetWantedAt: null }, audited: 'cluster-passwords.reset' };
}

/** M11, D07: nothing opens before the accounts are as wanted. */
async function converge({ convergeAccounts }: ClusterPorts, { work, cluster, sighting }: Acting): Promise<Outcome> {
  const outcome = await convergeAccounts(work, cluster.id);
  if (outcome.kind !== 'clean') throw new Held(outcome.kind === 'unclean' ? outcome.because : 'The cluster stopped answering while the accounts were being made.');
  return { cluster: { accountsCleanFor: sighting.process === 'running' ? sighting.startedAt : null } };
}

const instant = (work: Work): Promise<Date> => work.within(async ({ now }) => now);

function placeOf(connection: Connection) {
  if (!connection.place) throw new Error('The cluster has no place yet.');
  return connection.place;
}

const addressOf = (connection: Connection, authorityPem: string): HopsworksAddress => ({ administrationUrl: placeOf(connection).administrationUrl, authorityPem });

function loginOf(handle: ClusterHandle): { email: string; password: string } {
  if (!handle.administrator) throw new DriverFault('The first password of this cluster is no longer known.', 'Terminate the cluster and create it anew.');
  return handle.administrator;
}

/** Changes the row as it is by now: a wish that came meanwhile stays. */
async function record(work: Work, seenAs: Cluster, change: (cluster: Cluster, now: Date) => Cluster): Promise<void> {
  await work.within(async (scope) => {
    await scope.enter(seenAs.organizationId);
    const current = await clusters.findForWork(scope.tx, seenAs.id);
    if (current) await saveChange(scope, current, change(current, scope.now));
  });
}

async function save(work: Work, { cluster, connection }: Loaded, outcome: Outcome): Promise<void> {
  await work.within(async (scope) => {
    const current = await findForWork(scope, cluster);
    if (!current) return;
    if (outcome.connection) await connections.save(scope.tx, { ...current.connection, ...asNow(connection, current.connection, outcome.connection) });
    if (outcome.audited) scope.emit({ operation: outcome.audited, organizationId: cluster.organizationId, subject: cluster.id, before: null, after: null });
    await saveChange(scope, current.cluster, { ...current.cluster, ...outcome.cluster, problem: null, attempts: 0, nextAttemptAt: null });
  });
}

/** A reset that was asked for again while one ran stays wanted: the new request may come from a later showing. */
function asNow(before: Connection, current: Connection, change: Partial<Connection>): Partial<Connection> {
  const askedAgain = current.passwordResetWantedAt?.getTime() !== before.passwordResetWantedAt?.getTime();
  return askedAgain ? { ...change, passwordResetWantedAt: current.passwordResetWantedAt } : change;
}

async function saveChange({ tx, now, newId, emit, announce }: Scope, before: Cluster, after: Cluster): Promise<void> {
  await clusters.saveSeen(tx, after);
  if (isUpIn(before) !== isUpIn(after)) {
    await usage.recordStateChange(tx, { id: newId(), organizationId: after.organizationId, clusterId: after.id, running: isUpIn(after), at: now });
    announce(after.organizationId, 'usage', after.id);
  }
  const [from, to] = [stateOf(before), stateOf(after)];
  const reached = from !== to && (['running', 'stopped', 'error', 'termination-warning'] as string[]).includes(to);
  if (reached) emit({ operation: 'clusters.observe', organizationId: after.organizationId, subject: after.id, before: { state: from }, after: { state: to, fault: after.fault } });
  else if (looksDifferent(before, after)) announce(after.organizationId, 'clusters', after.id);
}

/** A wish that came meanwhile is tried on its own; what failed belongs to the one before. */
async function recordFailure(work: Work, seenAs: Cluster, error: unknown): Promise<void> {
  const { message, next } = explain(error);
  if (!(error instanceof Held)) work.log('A step of a cluster did not work', { clusterId: seenAs.id, problem: message, ...detailsOf(error) });
  await work.within(async (scope) => {
    await scope.enter(seenAs.organizationId);
    const cluster = await clusters.findForWork(scope.tx, seenAs.id);
    if (!cluster) return;
    if (cluster.wantedAt.getTime() !== seenAs.wantedAt.getTime()) return scope.enqueue('clusters.reconcile', cluster.id);
    if (next !== null) return saveChange(scope, cluster, withFault(cluster, { message, next }));
    const nextAttemptAt = new Date(scope.now.getTime() + waitMs(cluster.attempts + 1));
    await saveChange(scope, cluster, withProblem(cluster, message, nextAttemptAt));
    scope.enqueue('clusters.reconcile', cluster.id, { startAt: nextAttemptAt });
  });
}

/** Gone: its key and its client are worth nothing from here on; the row stays for usage. */
async function finish({ clients }: ClusterPorts, { work, cluster, connection }: Acting): Promise<void> {
  await work.within(async (scope) => {
    const { tx, now } = scope;
    const current = await findForWork(scope, cluster);
    if (!current) return;
    if (current.connection.signOnRegisteredAt) await clients.disable(tx, connection.clientId);
    await connections.save(tx, { ...current.connection, heartbeatKeyHash: null, sealedAdministratorPassword: null, sealedAdministratorKey: null });
    await saveChange(scope, current.cluster, { ...current.cluster, seen: 'absent', seenPublic: false, terminatedAt: now });
    scope.emit({ operation: 'clusters.observe', organizationId: cluster.organizationId, subject: cluster.id, before: { state: 'shutting-down' }, after: { state: 'terminated' } });
  });
}

/** What nobody asked for is found here: a process that ended by itself, a port that became free, a cluster nobody heard of. */
const sweep: Job = {
  name: 'clusters.sweep',
  schedule: '* * * * *',
  run: (work) => work.within(async ({ tx, now, enqueue }) => {
    const half = new Date(now.getTime() + 30_000);
    for (const { id, accountsAreDue } of await clusters.listLive(tx, now)) {
      enqueue('clusters.reconcile', id);
      enqueue('clusters.reconcile', id, { startAt: half });
      if (accountsAreDue) enqueue('cluster-accounts.reconcile', id);
    }
  }),
};

export const clusterJobs = (ports: ClusterPorts): Job[] => [reconcile(ports), sweep];
