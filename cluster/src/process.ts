/** One cluster process from start to clean stop. */
import { accessSync, constants, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import path from 'node:path';
import { statuses } from './accounts.ts';
import { application } from './application.ts';
import type { Configuration } from './configuration.ts';
import { controlRoutes } from './control.ts';
import { StartFailure, type FailureCode } from './failure.ts';
import { faultSwitches } from './faults.ts';
import { startHeartbeat } from './heartbeat.ts';
import { requestListener } from './http/server.ts';
import { clusterListeners, limitedHttp, listen, type Certificate } from './listeners.ts';
import type { Log } from './log.ts';
import { addAccount } from './new-accounts.ts';
import { oidcProviders } from './oidc/provider.ts';
import { logInStates } from './oidc/states.ts';
import { hashPasswordAtOnce } from './passwords.ts';
import { profiles } from './profile.ts';
import { pageRoutes } from './page/routes.ts';
import { adminUserActionRoutes } from './routes/admin-user-actions.ts';
import { adminUserRoutes } from './routes/admin-users.ts';
import { oauthClientRoutes } from './routes/oauth-clients.ts';
import { oauthLogInRoutes } from './routes/oauth-log-in.ts';
import { projectRoutes } from './routes/projects.ts';
import { sessionRoutes } from './routes/session.ts';
import { userRoutes } from './routes/users.ts';
import { variableRoutes } from './routes/variables.ts';
import { browserSessions } from './sessions.ts';
import { openDatabase, type Database } from './store/database.ts';
import { sessionTokens } from './tokens.ts';
import type { World } from './world.ts';

/** Writes whole or not at all, so that a reader never meets half a file. */
export function writeFileWhole(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readCertificate({ certificateFile, keyFile }: Configuration): Certificate {
  try {
    const certificate = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
    createSecureContext(certificate);
    return certificate;
  } catch {
    throw new StartFailure('certificate-wrong', 'The certificate or its key cannot be read, or they do not belong together.');
  }
}

function requireDataFolder(dataDir: string): void {
  try {
    if (!statSync(dataDir).isDirectory()) throw new Error('no folder');
    accessSync(dataDir, constants.W_OK);
  } catch {
    throw new StartFailure('data-folder-wrong', 'The data folder does not exist or cannot be written to.');
  }
}

/** The accounts of the very first start: the given administrator, and the agent that real clusters have. */
function addFirstAccounts({ administrator }: Configuration, database: Database, now: Date): void {
  if (!administrator) throw new StartFailure('configuration-wrong', 'The cluster starts for the first time and the configuration names no administrator.');
  const local = { remoteType: null, uuid: null, status: statuses.ACTIVATED_ACCOUNT, maxProjects: 0 } as const;
  const passwordHash = hashPasswordAtOnce(administrator.password);
  addAccount(database, { email: administrator.email, givenName: 'Cluster', surname: 'Administrator' }, { ...local, passwordHash, roles: ['HOPS_ADMIN'] }, now);
  addAccount(database, { email: 'kagent@hops.io', givenName: 'Agent', surname: 'Hops' }, { ...local, passwordHash: null, roles: ['AGENT'] }, now);
}

const peopleRoutes = (world: World) => [
  ...sessionRoutes(world),
  ...userRoutes(world),
  ...adminUserRoutes(world),
  ...adminUserActionRoutes(world),
  ...variableRoutes(world),
  ...projectRoutes(world),
  ...oauthClientRoutes(world),
  ...oauthLogInRoutes(world),
  ...pageRoutes(world),
];

function makeWorld(configuration: Configuration, database: Database, log: Log, isPublic: () => boolean): World {
  const now = (): Date => new Date();
  return {
    configuration,
    database,
    log,
    now,
    isPublic,
    profile: profiles[configuration.profile],
    tokens: sessionTokens(configuration.lifetimes, now),
    sessions: browserSessions(),
    logInStates: logInStates(now),
    providers: oidcProviders(now),
    faults: faultSwitches(),
  };
}

/** Resolves once administration answers. Rejects with what `describeStartFailure` understands; nothing stays open then. */
export async function startCluster(configuration: Configuration, log: Log): Promise<{ stop(): Promise<void> }> {
  const { dataDir, clusterId } = configuration;
  requireDataFolder(dataDir);
  const certificate = readCertificate(configuration);
  const startedAt = new Date();
  const database = openDatabase(path.join(dataDir, 'cluster.db'), clusterId, (fresh) => addFirstAccounts(configuration, fresh, startedAt));
  const administration = createServer({ ...certificate, ...limitedHttp });
  try {
    // The database is locked for this process now, so what lies here is of an earlier one.
    for (const file of ['run.json', 'failure.json']) rmSync(path.join(dataDir, file), { force: true });
    await listenForAdministration(administration, configuration);
    return open({ configuration, database, certificate, administration, startedAt, log });
  } catch (error) {
    administration.close();
    database.close();
    throw error;
  }
}

type Opening = { configuration: Configuration; database: Database; certificate: Certificate; administration: Server; startedAt: Date; log: Log };

function open({ configuration, database, certificate, administration, startedAt, log }: Opening): { stop(): Promise<void> } {
  const { dataDir, address, administrationPort } = configuration;
  const runFile = path.join(dataDir, 'run.json');
  writeFileWhole(runFile, { pid: process.pid, startedAt: startedAt.toISOString(), address, administrationPort });
  const world = makeWorld(configuration, database, log, () => listeners.isPublic());
  const routes = peopleRoutes(world);
  const people = application(world, routes);
  const failed = (error: unknown): void => log.warn('A request failed', { because: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  const listeners = clusterListeners(configuration, certificate, {
    api: requestListener('api', people, failed),
    page: requestListener('page', people, failed),
  });
  const heartbeat = startHeartbeat(world);
  const shut = async (): Promise<void> => {
    await heartbeat.stop();
    await listeners.closeAll();
    await closeGently(administration);
    database.close();
    rmSync(runFile, { force: true });
    log.info('The cluster stopped');
  };
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= shut());
  const control = controlRoutes({ world, listeners, heartbeat, startedAt, stop: () => void stop() });
  administration.on('request', requestListener('administration', application(world, [...control, ...routes]), failed));
  log.info('The cluster started', { address, administrationPort });
  return { stop };
}

/** Answers under way get a second to end. */
function closeGently(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1000).unref();
  });
}

async function listenForAdministration(server: Server, { administrationPort, address }: Configuration): Promise<void> {
  try {
    await listen(server, administrationPort, address);
  } catch (error) {
    const code = error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? error.cause.code : '';
    const failure: FailureCode = code === 'EADDRINUSE' ? 'port-taken' : 'port-refused';
    throw new StartFailure(failure, `${error instanceof Error ? error.message : String(error)}. Free it or choose another in the configuration.`);
  }
}
