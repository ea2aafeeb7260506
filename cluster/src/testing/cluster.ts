/** Starts a real cluster process on an address of its own and speaks with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { call, formBody, jsonBody, type Called, type CallOptions, type Json } from './call.ts';
import { writeCertificate } from './certificate.ts';
import { until } from './until.ts';

export const api = '/hopsworks-api/api';
export const remote = '/hopsworks-remote-user-api/api/remote/user';
export const administrator = { email: 'administrator@cluster.test', password: 'Correct-horse-9' };

export type Folder = { dataDir: string; file: string; configuration: Record<string, Json>; certificate: string };

/** A configuration, its files and an empty data folder; nothing runs yet. */
export async function makeFolder(changes: Record<string, unknown> = {}): Promise<Folder> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'cluster-'));
  const address = `127.64.${randomInt(1, 250)}.${randomInt(2, 250)}`;
  const [certificateFile, keyFile] = [path.join(dataDir, 'certificate.pem'), path.join(dataDir, 'key.pem')];
  const certificate = await writeCertificate(address, certificateFile, keyFile);
  const configuration = {
    clusterId: randomUUID(),
    name: 'Fjord & friends',
    version: '3.8.0',
    profile: 'enterprise-3.8',
    dataDir,
    address,
    administrationPort: 21443,
    apiPort: 21444,
    pagePort: 21080,
    pageUrl: `http://${address}:21080`,
    servicePorts: { featureStore: [22020, 22010], onlineFeatureStore: [22306], kafka: [22092], ssh: [22022] },
    certificateFile,
    keyFile,
    controlKey: randomBytes(32).toString('base64url'),
    administrator,
    cloudEvents: { endpoint: 'http://127.0.0.1:9/nobody', apiKey: 'heartbeat-key', intervalMs: 100 },
    lifetimes: { jwtMs: 1_800_000, leewayMs: 900_000 },
    faultsAllowed: true,
    ...changes,
  };
  const file = path.join(dataDir, 'configuration.json');
  writeConfiguration({ file, configuration });
  return { dataDir, file, configuration, certificate };
}

export function writeConfiguration({ file, configuration }: Pick<Folder, 'file' | 'configuration'>): void {
  writeFileSync(file, JSON.stringify(configuration), { mode: 0o600 });
}

export const readJson = (folder: Folder, name: string): Json => JSON.parse(readFileSync(path.join(folder.dataDir, name), 'utf8'));

export type RunningCluster = Awaited<ReturnType<typeof startCluster>>;

const main = path.resolve(import.meta.dirname, '../main.ts');

export function spawnCluster(
  folder: Folder,
  environment: NodeJS.ProcessEnv = process.env,
): ChildProcess & { log: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--config', folder.file], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: environment,
  });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return Object.assign(child, { log: () => log, ended });
}

/** Resolves once the process has written that administration listens. */
export async function startCluster(given: Folder | Record<string, unknown> = {}) {
  const folder = isFolder(given) ? given : await makeFolder(given);
  const child = spawnCluster(folder);
  await until(`a start\n${child.log()}`, () => {
    if (child.exitCode !== null) throw new Error(`The cluster ended: ${child.log()}`);
    return existsSync(path.join(folder.dataDir, 'run.json')) && readJson(folder, 'run.json').pid === child.pid;
  });
  const { address, administrationPort, apiPort, pagePort, controlKey } = folder.configuration;
  const { certificate } = folder;
  const bases = { administration: `https://${address}:${administrationPort}`, api: `https://${address}:${apiPort}`, page: `http://${address}:${pagePort}` };
  const on =
    (listener: keyof typeof bases) =>
    (method: string, where: string, options: CallOptions = {}): Promise<Called> =>
      call(method, bases[listener] + where, { certificate, ...options });
  const control = (method: string, where: string, body?: unknown): Promise<Called> => {
    const options = body === undefined ? {} : jsonBody(body);
    return on('administration')(method, `/runtime/${where}`, { ...options, headers: { ...options.headers, authorization: `Bearer ${controlKey}` } });
  };
  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    return child.ended;
  };
  return { folder, child, address, bases, on, control, stop, administration: on('administration'), api: on('api'), page: on('page') };
}

const isFolder = (given: Folder | Record<string, unknown>): given is Folder => 'file' in given && 'configuration' in given;

export const removeFolder = (folder: Folder): void => rmSync(folder.dataDir, { recursive: true, force: true });

export const everything = (isPublic: boolean, service = false) => ({
  public: isPublic,
  services: { featureStore: service, onlineFeatureStore: service, kafka: service, ssh: service },
});

/** Opens the people's listeners. */
export async function openToPeople(cluster: RunningCluster): Promise<void> {
  const { json } = await cluster.control('PUT', 'listeners', everything(true));
  if (!json.public) throw new Error(`Not public: ${JSON.stringify(json)}`);
}

type Ask = RunningCluster['api'];

export const logIn = (ask: Ask, email: string, password: string): Promise<Called> => ask('POST', `${api}/auth/login`, formBody({ email, password }));

/** A caller that sends this authorization with everything. */
export const withAuthorization =
  (ask: Ask, authorization: string): Ask =>
  (method, where, options = {}) =>
    ask(method, where, { ...options, headers: { ...options.headers, authorization } });

/** The local administrator on the administration address, by session token. */
export async function asAdministrator(cluster: RunningCluster): Promise<Ask> {
  const { headers, status, text } = await logIn(cluster.administration, administrator.email, administrator.password);
  if (!headers.authorization) throw new Error(`No log-in: ${status} ${text}`);
  return withAuthorization(cluster.administration, headers.authorization);
}

/** Creates an active local account and answers its profile. */
export async function addLocal(admin: Ask, email: string, password: string, role = 'HOPS_USER'): Promise<Json> {
  const query = new URLSearchParams({
    accountType: 'M_ACCOUNT_TYPE',
    email,
    givenName: 'Bob',
    surname: 'Builder',
    password,
    role,
    status: 'ACTIVATED_ACCOUNT',
  });
  const { status, json, text } = await admin('POST', `${api}/admin/users?${query}`);
  if (status !== 201) throw new Error(`Not created: ${status} ${text}`);
  return json;
}
