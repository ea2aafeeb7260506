/** The folder of one local cluster: its certificate, its configuration, and in `data` what belongs to the runtime. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ClusterHandle, Place } from '../../../features/clusters/driver.ts';
import { readOrNull, writeWhole } from '../../files.ts';
import type { Authority } from '../../pki/authority.ts';

export type Folder = {
  root: string;
  data: string;
  configuration: string;
  certificate: string;
  key: string;
  log: string;
  /** Written last, so a folder without it was not finished. */
  complete: string;
  /** Which process we started. */
  owner: string;
  /** Written by the runtime once it listens, or when it could not. */
  run: string;
  failure: string;
};

const certificateDays = 825;
const renewalDays = 90;
const logLimitBytes = 1024 * 1024;
const removing = '.removing';

/** The names alone; nothing is read or made. */
export function folderOf(dataDirectory: string, clusterId: string): Folder {
  const root = path.join(dataDirectory, clusterId);
  const data = path.join(root, 'data');
  const inRoot = (name: string): string => path.join(root, name);
  return {
    root, data,
    configuration: inRoot('config.json'), certificate: inRoot('certificate.pem'), key: inRoot('key.pem'), log: inRoot('runtime.log'),
    complete: inRoot('complete'), owner: inRoot('process.json'),
    run: path.join(data, 'run.json'), failure: path.join(data, 'failure.json'),
  };
}

/** Makes the folder, or finishes a half-made one; what the runtime keeps in it is left alone. */
export async function makeFolder(folder: Folder, { place, authority, configuration }: { place: Place; authority: Authority; configuration: object }): Promise<void> {
  mkdirSync(folder.data, { recursive: true, mode: 0o700 });
  await renewCertificate(folder, place, authority);
  writeConfiguration(folder, configuration);
  writeWhole(folder.complete, '', 0o600);
}

export function writeConfiguration(folder: Folder, configuration: object): void {
  writeWhole(folder.configuration, `${JSON.stringify(configuration, null, 2)}\n`, 0o600);
}

/** Issues a new certificate unless the present one is from this authority, for this address, and good for a while. */
export async function renewCertificate(folder: Folder, place: Place, authority: Authority): Promise<void> {
  const present = readOrNull(folder.certificate);
  if (present !== null && existsSync(folder.key) && (await authority.isGood(present, place.address, renewalDays))) return;
  rmSync(folder.certificate, { force: true });
  const names = ['localhost', new URL(place.pageUrl).hostname].filter((name) => !/^[\d.]+$/.test(name));
  const issued = await authority.issue({ names: [...new Set(names)], addresses: [place.address], days: certificateDays });
  // The key goes first: a certificate that is there always has its key.
  writeWhole(folder.key, issued.keyPem, 0o600);
  writeWhole(folder.certificate, issued.certificatePem, 0o644);
}

/** A long log makes room for a new one; one old log is kept. */
export function rotateLog(folder: Folder): void {
  if (existsSync(folder.log) && statSync(folder.log).size > logLimitBytes) renameSync(folder.log, `${folder.log}.1`);
}

export function removeFolder(folder: Folder): void {
  // Renamed first, so that a crash amid the removal never leaves half a cluster under its name.
  const doomed = `${folder.root}${removing}`;
  rmSync(doomed, { recursive: true, force: true });
  if (existsSync(folder.root)) renameSync(folder.root, doomed);
  rmSync(doomed, { recursive: true, force: true });
}

/** Ends removals that a crash interrupted. */
export function finishRemovals(dataDirectory: string): void {
  if (!existsSync(dataDirectory)) return;
  for (const name of readdirSync(dataDirectory)) {
    if (name.endsWith(removing)) rmSync(path.join(dataDirectory, name), { recursive: true, force: true });
  }
}

export type RuntimeOptions = { cloudEventsEndpoint: string; heartbeatMs: number; sessionMs: number; leewayMs: number; faultsAllowed: boolean };

/** What the runtime reads at its start (cluster/README.md describes it). */
export function runtimeConfiguration(cluster: ClusterHandle, place: Place, { folder, options }: { folder: Folder; options: RuntimeOptions }): object {
  return {
    clusterId: cluster.id,
    name: cluster.name,
    version: cluster.version,
    profile: 'enterprise-3.8',
    dataDir: folder.data,
    address: place.address,
    administrationPort: portOf(place.administrationUrl),
    apiPort: portOf(place.apiUrl),
    pagePort: portOf(place.pageUrl),
    pageUrl: place.pageUrl,
    servicePorts: place.servicePorts,
    certificateFile: folder.certificate,
    keyFile: folder.key,
    controlKey: cluster.controlKey,
    ...(cluster.administrator === null ? {} : { administrator: cluster.administrator }),
    cloudEvents: { endpoint: options.cloudEventsEndpoint, apiKey: cluster.heartbeatKey, intervalMs: options.heartbeatMs },
    lifetimes: { jwtMs: options.sessionMs, leewayMs: options.leewayMs },
    faultsAllowed: options.faultsAllowed,
  };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
