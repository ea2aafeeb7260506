/** Reads the environment, opens the world, listens. Ends what it started, except running clusters. */
import path from 'node:path';
import { readFileSync } from 'node:fs';
import pino from 'pino';
import { createProduct, createServer, type Outside, type Product } from './app.ts';
import * as clusters from './features/clusters/store.ts';
import * as users from './features/users/store.ts';
import { ConfigurationError, readConfiguration, type Configuration } from './platform/config.ts';
import { openDataDirectory, type DataDirectory } from './platform/data-directory.ts';
import { createLocalDriver } from './platform/drivers/local/driver.ts';
import { createHopsworks } from './platform/hopsworks/client.ts';
import { createHub } from './platform/live/hub.ts';
import { openAuthority } from './platform/pki/authority.ts';
import { asTx, createLocks, openPool, type Connection } from './platform/postgres/pool.ts';
import { openQueue } from './platform/queue/queue.ts';
import { openVault, type Vault } from './platform/secrets.ts';
import { checkVault, openDatabase } from './platform/startup/database.ts';
import { openMail, type OutgoingMail } from './platform/startup/mail.ts';
import { createStopping, within, type Stopping } from './platform/startup/stopping.ts';
import { startWorkers } from './platform/startup/workers.ts';

const root = path.join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const say = (message: string) => void process.stdout.write(`${message}\n`);
// Log lines are for programs and go to standard error; what a person should read goes to standard output.
const log = pino({ level: 'info' }, pino.destination(2));

async function main(): Promise<void> {
  const stopping = createStopping((message, error) => log.error({ err: error }, message));
  try {
    await start(readConfiguration(process.env), stopping);
  } catch (error) {
    explain(error);
    await stopping.stop();
    process.exit(1);
  }
}

async function start(configuration: Configuration, stopping: Stopping): Promise<void> {
  log.level = configuration.logLevel;
  say(`Hopyard ${version}`);
  const data = openDataDirectory(configuration.dataDirectory, { log: say });
  stopping.onStop('the data directory', () => data.close());
  const port = configuration.role === 'worker' ? null : await data.chosenPort('dashboard', configuration.port, configuration.host);
  say(configuration.databaseUrl ? 'Opening the database' : 'Starting PostgreSQL');
  const database = await openDatabase(configuration, data, say);
  stopping.onStop('PostgreSQL', () => database.stop());
  const mail = await openMail(configuration, data);
  stopping.onStop('mail', () => mail.stop());
  const { product, outside } = await openProduct({ configuration, data, server: database.server, mail, stopping });
  endOnSignals(stopping, outside);
  if (configuration.role !== 'server') {
    await startWorkers(outside.queue, product.jobs, product.workOf, (message, details) => log.warn(details, message));
    await product.work.within(async ({ enqueue }) => enqueue('clusters.sweep', 'all')); // finds again what ran before
  }
  if (port !== null) {
    const app = await createServer(product, outside, { webFolder: path.join(root, 'web/dist'), version, trustProxy: configuration.trustProxy, logLevel: quieter(configuration.logLevel) });
    stopping.onStop('the server', () => app.close());
    await app.listen({ host: configuration.host, port });
  }
  await announce(configuration, { data, mail, product, outside });
}

/** What the HTTP server has to say at `info` is said on standard output already. */
const quieter = (level: Configuration['logLevel']): string => (level === 'info' ? 'warn' : level);

type Opening = { configuration: Configuration; data: DataDirectory; server: Connection; mail: OutgoingMail; stopping: Stopping };

async function openProduct({ configuration, data, server, mail, stopping }: Opening): Promise<{ product: Product; outside: Outside }> {
  const pool = openPool(server, { max: 20, name: 'hopyard' });
  stopping.onStop('the connections', () => pool.end({ timeout: 5 }));
  const vault: Vault = openVault({ secret: configuration.secret, file: data.secretFile });
  await checkVault(pool, vault);
  const listener = openPool(server, { max: 1, name: 'hopyard live' });
  stopping.onStop('the listener', () => listener.end({ timeout: 1 }));
  const locks = createLocks(server);
  stopping.onStop('the locks', () => locks.close());
  const queue = await openQueue(server, (message, error) => log.error({ err: error }, message));
  stopping.onStop('the queue', () => queue.stop());
  const authority = await openAuthority({ directory: path.join(data.path, 'authority') });
  const hopsworks = createHopsworks();
  stopping.onStop('connections to clusters', () => hopsworks.close());
  const outside: Outside = {
    pool, queue, vault, hopsworks,
    hub: await createHub(pool, listener),
    exclusively: locks.exclusively,
    transport: mail.transport,
    authorityPem: authority.authorityPem,
    driver: createLocalDriver({
      dataDirectory: data.clusters, authority, nodePath: process.execPath, runtimeEntry: path.join(root, 'cluster/src/main.ts'),
      cloudEventsEndpoint: `${configuration.clusterUrl}/api/v1/cluster-events`, heartbeatMs: configuration.clusterHeartbeatMs,
      sessionMs: configuration.clusterTokenMs, leewayMs: configuration.clusterTokenLeewayMs, faultsAllowed: false,
      log: (message) => log.info(message),
    }),
    settings: configuration,
    clock: () => new Date(),
    log: (message, details) => log.info(details ?? {}, message),
  };
  return { product: createProduct(outside), outside };
}

type Running = { data: DataDirectory; mail: OutgoingMail; product: Product; outside: Outside };

async function announce(configuration: Configuration, { data, mail, product, outside }: Running): Promise<void> {
  const lines = [
    configuration.role === 'worker' ? 'Working on jobs; the dashboard is served by another process.' : `Dashboard          ${configuration.publicUrl}`,
    ...(mail.mailboxUrl ? [`Mailbox            ${mail.mailboxUrl}   (every mail that Hopyard sends lands here)`] : []),
    ...(configuration.role === 'worker' ? [] : [`API documentation  ${configuration.publicUrl}/api/v1/docs`]),
    `Data               ${data.path}`,
  ];
  const left = await clusters.listRunningNames(asTx(outside.pool));
  if (left.length > 0) lines.push(`Clusters           left running: ${left.join(', ')}; looking for ${left.length === 1 ? 'it' : 'them'} now`);
  if (configuration.registration.kind !== 'open' && (await users.isEmpty(asTx(outside.pool)))) {
    lines.push(`First account      ${configuration.publicUrl}/register#first=${product.identity.firstAccountToken}`);
  }
  say(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n  Ctrl-C stops it.`);
}

/** The first signal ends things in order; a second one does not wait. */
function endOnSignals(stopping: Stopping, { pool }: Outside): void {
  let asked = false;
  const end = async () => {
    if (asked) process.exit(130);
    asked = true;
    say('\nStopping');
    const running = await within(1000, clusters.listRunningNames(asTx(pool))).catch(() => []);
    await stopping.stop();
    const names = running.map((name) => `“${name}”`).join(', ');
    if (running.length > 0) say(`${names} ${running.length === 1 ? 'keeps' : 'keep'} running; the next start finds ${running.length === 1 ? 'it' : 'them'} again.`);
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
}

function explain(error: unknown): void {
  const message = error instanceof ConfigurationError ? `${error.variable}: ${error.message}` : error instanceof Error ? error.message : String(error);
  process.stderr.write(`Hopyard cannot start. ${message}\n`);
  if (log.level === 'debug' || log.level === 'trace') log.error({ err: error }, 'start failed');
}

await main();
