/** A real cluster process under a real driver, for tests; on an address that nobody else is likely to use. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { HopsworksAddress } from '../features/cluster-accounts/hopsworks.ts';
import type { ClusterHandle, Driver, Sighting } from '../features/clusters/driver.ts';
import type { ClusterId, OrganizationId } from '../kernel/id.ts';
import { createLocalDriver, type LocalDriverOptions } from '../platform/drivers/local/driver.ts';
import { openAuthority } from '../platform/pki/authority.ts';

/** Shared by all tests of this checkout: each of their clusters would compile the runtime anew. */
export const compileCache = path.resolve(import.meta.dirname, '../../../node_modules/.cache/hopyard-cluster');

export type Fault = {
  method: string;
  path: string;
  kind: 'delay' | 'error-500' | 'drop-after-commit' | 'unauthorized' | 'conflict' | 'mail-fails';
  times?: number;
  delayMs?: number;
};

export type LocalCluster = {
  home: string;
  options: LocalDriverOptions;
  driver: Driver;
  cluster: ClusterHandle & { place: NonNullable<ClusterHandle['place']>; administrator: { email: string; password: string } };
  address: HopsworksAddress;
  said: string[];
  setFaults(faults: Fault[]): Promise<void>;
  /** Ends the process and removes everything. */
  end(): Promise<void>;
};

/** A cluster that has an address and no folder yet. */
export async function newLocalCluster(changes: Partial<LocalDriverOptions> = {}): Promise<LocalCluster> {
  const home = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  const said: string[] = [];
  const authority = await openAuthority({ directory: path.join(home, 'authority') });
  const options: LocalDriverOptions = {
    dataDirectory: path.join(home, 'clusters'),
    authority,
    nodePath: process.execPath,
    runtimeEntry: path.resolve(import.meta.dirname, '../../../cluster/src/main.ts'),
    // Nobody listens there: a cluster serves on without its control plane.
    cloudEventsEndpoint: 'http://127.0.0.1:9/api/v1/cluster-events',
    heartbeatMs: 60_000,
    sessionMs: 60_000,
    leewayMs: 30_000,
    faultsAllowed: true,
    compileCache,
    log: (message) => said.push(message),
    ...changes,
  };
  const driver = createLocalDriver(options);
  const cluster = await newHandle(driver);
  return {
    home, options, driver, cluster, said,
    address: { administrationUrl: cluster.place.administrationUrl, authorityPem: authority.authorityPem },
    setFaults: (faults) => putFaults(cluster, authority.authorityPem, faults),
    end: async () => {
      await driver.remove(cluster);
      rmSync(home, { recursive: true });
    },
  };
}

/** The same, running: its administration answers, and nothing else is open. */
export async function startLocalCluster(changes: Partial<LocalDriverOptions> = {}): Promise<LocalCluster> {
  const local = await newLocalCluster(changes);
  try {
    await local.driver.prepare(local.cluster);
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
    return local;
  } catch (error) {
    // The test never gets it, so nobody else would end it.
    await local.end();
    throw error;
  }
}

export async function untilSeen<Process extends Sighting['process']>({ driver, cluster }: { driver: Driver; cluster: ClusterHandle }, process: Process): Promise<Extract<Sighting, { process: Process }>> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const seen = await driver.look(cluster);
    if (seen.process === process) return seen as Extract<Sighting, { process: Process }>;
    if (Date.now() > deadline) throw new Error(`Wanted ${process}, saw ${JSON.stringify(seen)}`);
    await wait(10);
  }
}

async function newHandle(driver: Driver): Promise<LocalCluster['cluster']> {
  const id = randomUUID() as ClusterId;
  const name = 'Test cluster';
  const place = await driver.allocate({ id, name, placeNumber: randomInt(1_000_000) });
  return {
    id, name, place,
    organizationId: randomUUID() as OrganizationId,
    version: '3.8.0',
    controlKey: randomBytes(32).toString('base64url'),
    heartbeatKey: randomBytes(32).toString('base64url'),
    administrator: { email: 'administrator@example.com', password: 'Wild-hops-2026' },
  };
}

/** Replaces the faults that are switched on in a running cluster. */
export async function putFaults(cluster: { controlKey: string; place: { administrationUrl: string } }, ca: string, faults: Fault[]): Promise<void> {
  const agent = new Agent({ connect: { ca } });
  try {
    const response = await request(new URL('/runtime/faults', cluster.place.administrationUrl), {
      dispatcher: agent, method: 'PUT', body: JSON.stringify(faults),
      headers: { authorization: `Bearer ${cluster.controlKey}`, 'content-type': 'application/json' },
    });
    if (response.statusCode >= 300) throw new Error(`Faults were refused: ${response.statusCode} ${await response.body.text()}`);
    await response.body.dump();
  } finally {
    await agent.destroy();
  }
}
