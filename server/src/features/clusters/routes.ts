import type { Person } from '../../kernel/actor.ts';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { CloudAccountId, ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Operation } from '../../kernel/operation.ts';
import { toPage } from '../../kernel/page.ts';
import { invalidInput, problem, Refusal } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import type { Vault } from '../../kernel/vault.ts';
import { canConnect, type ListedCloudAccount } from '../cloud-accounts/cloud-account.ts';
import * as cloudAccounts from '../cloud-accounts/store.ts';
import { administratorEmailOf, passwordFrom, sealedIn, type NewConnection } from '../cluster-connections/connection.ts';
import { clientIdOf } from '../cluster-connections/sign-on.ts';
import * as connections from '../cluster-connections/store.ts';
import type { Wanted } from './cluster.ts';
import { ClusterList, ClusterPage, ClusterPath, ClusterView, clusterView, CreateCluster, readCursor, UpdateServices, writeCursor, type ClusterCard } from './contract.ts';
import * as policy from './policy.ts';
import { allClosed } from './services.ts';
import * as clusters from './store.ts';

export type ClusterRoutePorts = { vault: Vault };

type Path = { organizationId: string; clusterId: string };
const base = '/organizations/:organizationId/clusters';
const load = ({ tx }: Scope, { organizationId, clusterId }: Path) => clusters.findCard(tx, organizationId as OrganizationId, clusterId as ClusterId);
const loadForUpdate = ({ tx }: Scope, { organizationId, clusterId }: Path) => clusters.findForUpdate(tx, organizationId as OrganizationId, clusterId as ClusterId);
const refuse = (code: string, detail: string, next?: string): Refusal => new Refusal(problem(409, code, detail, next ? { next } : {}));

const list = endpoint({
  operation: 'clusters.list', summary: 'The organization’s clusters, newest first',
  method: 'GET', path: base, access: 'member', reads: true,
  input: ClusterList, output: ClusterPage, load: loadOrganizationId, allow: policy.mayList,
  run: async ({ tx, actor }, organizationId, { cursor, limit }) => {
    const after = cursor === undefined ? null : readCursor(cursor);
    if (cursor !== undefined && !after) throw new Refusal(problem(400, 'invalid-input', 'This cursor is not one of this list.', { fields: [{ field: 'cursor', message: 'Begin again without it.' }] }));
    const rows = await clusters.listCards(tx, organizationId, after, limit + 1);
    return toPage(rows, limit, writeCursor, (card) => clusterView(card, actor));
  },
});

const read = endpoint({
  operation: 'clusters.read', summary: 'One cluster with all that its card shows',
  method: 'GET', path: `${base}/:clusterId`, access: 'member', reads: true,
  input: ClusterPath, output: ClusterView, load, allow: policy.mayRead,
  run: async ({ actor }, card) => clusterView(card, actor),
});

/** M04: where a cluster goes when nothing is chosen, and whether it can. */
async function accountFor({ tx, settings }: Scope, organizationId: OrganizationId, chosen: string | undefined): Promise<ListedCloudAccount> {
  const account = chosen === undefined ? await cloudAccounts.findDefault(tx, organizationId) : await cloudAccounts.find(tx, organizationId, chosen as CloudAccountId);
  if (!account && chosen !== undefined) {
    throw new Refusal(invalidInput([{ field: 'cloudAccountId', message: 'The organization has no such cloud account.' }]));
  }
  if (!account) throw refuse('no-cloud-account', 'The organization has no cloud account yet.', 'The owner or an administrator connects one in Settings, Cloud Accounts.');
  const offered = canConnect(account.kind, settings);
  if (!offered.ok) throw refuse('conflict', offered.because);
  const most = settings.localClustersPerOrganization;
  if ((await clusters.countLive(tx, organizationId)) >= most) {
    throw refuse('too-many-clusters', `An organization has at most ${most} ${most === 1 ? 'cluster' : 'clusters'} on this machine.`, 'Terminate one first.');
  }
  return account;
}

function newConnection({ newSecret, settings }: Scope, vault: Vault, of: { clusterId: ClusterId; organizationId: OrganizationId }): NewConnection {
  const heartbeatKey = newSecret();
  const seal = (plain: string) => vault.seal(plain, sealedIn(of));
  return {
    ...of, place: null,
    sealedControlKey: seal(newSecret().value), sealedHeartbeatKey: seal(heartbeatKey.value), heartbeatKeyHash: heartbeatKey.hash,
    administratorEmail: administratorEmailOf(of.clusterId), sealedAdministratorPassword: seal(passwordFrom(newSecret().value)), sealedAdministratorKey: null,
    clientId: clientIdOf(of.clusterId), sealedClientSecret: seal(newSecret().value), signOnRegisteredAt: null,
    sessionLifetimeMs: settings.clusterSessionMs, passwordChangedAt: null, passwordResetWantedAt: null, removedAt: null,
  };
}

const create = ({ vault }: ClusterRoutePorts) => endpoint({
  operation: 'clusters.create', summary: 'Create a cluster; it starts by itself (M15)',
  method: 'POST', path: base, access: 'member', locks: 'organization', status: 201,
  input: CreateCluster, output: ClusterView, load: loadOrganizationId, allow: policy.mayCreate,
  run: async (scope, organizationId, { name, version, userManagement, cloudAccountId }) => {
    const { tx, actor, now, newId, emit, enqueue } = scope;
    const account = await accountFor(scope, organizationId, cloudAccountId);
    if (await clusters.isNameTaken(tx, organizationId, name)) throw refuse('name-taken', `The organization has a cluster called “${name}” already.`, 'Choose another name.');
    const id = newId<ClusterId>();
    const cluster = { id, organizationId, cloudAccountId: account.id, name, version, userManagement, createdBy: (actor as Person).userId, createdAt: now, servicesWanted: allClosed };
    await clusters.add(tx, cluster);
    await connections.add(tx, newConnection(scope, vault, { clusterId: id, organizationId }));
    emit({ operation: 'clusters.create', organizationId, subject: id, before: null, after: { name, version, userManagement, cloudAccountId: account.id } });
    enqueue('clusters.reconcile', id);
    return viewOf(scope, organizationId, id);
  },
});

async function viewOf({ tx, actor }: Scope, organizationId: OrganizationId, id: ClusterId) {
  const card = await clusters.findCard(tx, organizationId, id);
  if (!card) throw new Error('A cluster that was just written is not there.');
  return clusterView(card, actor);
}

/** Requests only record the wish; the shown state follows at once, the cluster by the workflow. */
async function wish(scope: Scope, card: ClusterCard, operation: Operation, wanted: Wanted) {
  await clusters.want(scope.tx, card.id, wanted, scope.now);
  scope.emit({ operation, organizationId: card.organizationId, subject: card.id, before: { wanted: card.wanted, fault: card.fault }, after: { wanted } });
  scope.enqueue('clusters.reconcile', card.id);
  return viewOf(scope, card.organizationId, card.id);
}

const start = endpoint({
  operation: 'clusters.start', summary: 'Start a stopped cluster (M10)',
  method: 'POST', path: `${base}/:clusterId/start`, access: 'member', locks: 'membership',
  input: ClusterPath, output: ClusterView, load: loadForUpdate, allow: policy.mayStart,
  run: (scope, card) => wish(scope, card, 'clusters.start', 'running'),
});

const stop = endpoint({
  operation: 'clusters.stop', summary: 'Stop a running cluster; its accounts and data stay (M10)',
  method: 'POST', path: `${base}/:clusterId/stop`, access: 'member', locks: 'membership',
  input: ClusterPath, output: ClusterView, load: loadForUpdate, allow: policy.mayStop,
  run: (scope, card) => wish(scope, card, 'clusters.stop', 'stopped'),
});

const terminate = endpoint({
  operation: 'clusters.terminate', summary: 'End a cluster for ever, with all that is in it (M15)',
  method: 'DELETE', path: `${base}/:clusterId`, access: 'member', locks: 'membership',
  input: ClusterPath, output: ClusterView, load: loadForUpdate, allow: policy.mayTerminate,
  run: (scope, card) => wish(scope, card, 'clusters.terminate', 'terminated'),
});

const retry = endpoint({
  operation: 'clusters.retry', summary: 'Try again what failed (M15)',
  method: 'POST', path: `${base}/:clusterId/retry`, access: 'member', locks: 'membership',
  input: ClusterPath, output: ClusterView, load: loadForUpdate, allow: policy.mayRetry,
  run: (scope, card) => wish(scope, card, 'clusters.retry', card.wanted),
});

const updateServices = endpoint({
  operation: 'clusters.updateServices', summary: 'Open and close the ports of a cluster’s services (M16)',
  method: 'PUT', path: `${base}/:clusterId/services`, access: 'member', locks: 'membership',
  input: UpdateServices, output: ClusterView, load: loadForUpdate, allow: policy.mayUpdateServices,
  run: async (scope, card, { featureStore, onlineFeatureStore, kafka, ssh }) => {
    const wanted = { featureStore, onlineFeatureStore, kafka, ssh };
    await clusters.wantServices(scope.tx, card.id, wanted);
    scope.emit({ operation: 'clusters.updateServices', organizationId: card.organizationId, subject: card.id, before: card.servicesWanted, after: wanted });
    scope.enqueue('clusters.reconcile', card.id);
    return viewOf(scope, card.organizationId, card.id);
  },
});

export const clusterEndpoints = (ports: ClusterRoutePorts): AnyEndpoint[] => [
  list, create(ports), read, start, stop, terminate, retry, updateServices,
];
