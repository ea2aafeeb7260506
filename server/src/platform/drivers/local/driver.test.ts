import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { ClusterHandle, Listeners } from '../../../features/clusters/driver.ts';
import { newLocalCluster, startLocalCluster, untilSeen, type LocalCluster } from '../../../testing/local-cluster.ts';
import { createHopsworks } from '../../hopsworks/client.ts';
import { createLocalDriver } from './driver.ts';
import { withFaults } from './fault.ts';
import { sharedPlace } from './place.ts';

const clusters: LocalCluster[] = [];
const servers: Server[] = [];
const hopsworks = createHopsworks();

afterEach(async () => {
  for (const server of servers.splice(0)) await close(server);
  for (const local of clusters.splice(0)) await local.end();
});

async function unstarted(): Promise<LocalCluster> {
  const local = await newLocalCluster();
  clusters.push(local);
  return local;
}

async function running(): Promise<LocalCluster> {
  const local = await startLocalCluster();
  clusters.push(local);
  return local;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

async function occupy(address: string, port: number): Promise<Server> {
  const server = createServer((socket) => void socket.on('error', () => undefined).resume().end('another program\n'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
  return server;
}

/** What a connection is greeted with; null when nothing listens. */
function greeting(address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(port, address);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once('error', () => resolve(null));
  });
}

const folderOf = ({ options, cluster }: LocalCluster): string => path.join(options.dataDirectory, cluster.id);
const ownerOf = (local: LocalCluster): { pid: number } => JSON.parse(readFileSync(path.join(folderOf(local), 'process.json'), 'utf8')) as { pid: number };
const configurationOf = (local: LocalCluster): Record<string, unknown> => JSON.parse(readFileSync(path.join(folderOf(local), 'config.json'), 'utf8')) as Record<string, unknown>;

const nothing: Listeners = { public: false, services: { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false } };
const closed = { open: false, error: null };

describe('from nothing to running', () => {
  test('a cluster is absent, prepared, starting, running with nothing open, and absent again', async () => {
    const local = await unstarted();
    const { driver, cluster } = local;
    expect(await driver.look(cluster)).toEqual({ process: 'absent' });
    await driver.prepare(cluster);
    expect(await driver.look(cluster)).toEqual({ process: 'prepared' });
    const startedAt = performance.now();
    await driver.start(cluster);
    expect(await driver.look(cluster)).toEqual({ process: 'starting' });
    const seen = await untilSeen(local, 'running');
    const tookMs = performance.now() - startedAt;
    expect(seen).toEqual({ process: 'running', startedAt: expect.any(Date) as Date, public: false, services: { featureStore: closed, onlineFeatureStore: closed, kafka: closed, ssh: closed } });
    expect(tookMs, 'milliseconds from start to running').toBeLessThan(5000);
    await driver.remove(cluster);
    expect(await driver.look(cluster)).toEqual({ process: 'absent' });
    expect(readdirSync(local.options.dataDirectory).filter((name) => name.startsWith(cluster.id))).toEqual([]);
  });

  test('every step taken twice is the same as once', async () => {
    const local = await unstarted();
    const { driver, cluster } = local;
    await driver.prepare(cluster);
    await driver.prepare(cluster);
    await driver.start(cluster);
    const { pid } = ownerOf(local);
    await driver.start(cluster);
    await untilSeen(local, 'running');
    await driver.start(cluster);
    expect(ownerOf(local).pid).toBe(pid);
    await driver.stop(cluster);
    await driver.stop(cluster);
    expect(await driver.look(cluster)).toEqual({ process: 'prepared' });
    await driver.remove(cluster);
    await driver.remove(cluster);
  });

  test('a look at a running cluster costs little', async () => {
    const { driver, cluster } = await running();
    const times: number[] = [];
    for (let round = 0; round < 40; round += 1) {
      const startedAt = performance.now();
      await driver.look(cluster);
      times.push(performance.now() - startedAt);
    }
    // 15 ms is the aim on an idle machine; other tests share this one.
    expect(times.sort((one, other) => one - other)[20]).toBeLessThan(60);
  });

  test('a folder that was left half written is finished', async () => {
    const local = await unstarted();
    const { driver, cluster } = local;
    await driver.prepare(cluster);
    rmSync(path.join(folderOf(local), 'complete'));
    writeFileSync(path.join(folderOf(local), 'certificate.pem'), 'half a certi');
    writeFileSync(path.join(folderOf(local), 'config.json'), '{ "clusterId": ');
    expect(await driver.look(cluster)).toEqual({ process: 'absent' });
    await driver.prepare(cluster);
    await driver.start(cluster);
    await untilSeen(local, 'running');
  });

  test('a removal that a crash cut short is finished at the next start of the server', async () => {
    const { options, cluster } = await unstarted();
    const left = path.join(options.dataDirectory, `${cluster.id}.removing`);
    mkdirSync(path.join(left, 'data'), { recursive: true });
    createLocalDriver(options);
    expect(existsSync(left)).toBe(false);
  });
});

describe('what is private', () => {
  test('only the owner of the folder can read the keys and the configuration', async () => {
    const local = await running();
    const modeOf = (name: string): number => statSync(path.join(folderOf(local), name)).mode & 0o777;
    expect([modeOf('.'), modeOf('data'), modeOf('config.json'), modeOf('key.pem'), modeOf('process.json'), modeOf('runtime.log')]).toEqual([0o700, 0o700, 0o600, 0o600, 0o600, 0o600]);
  });

  test('the process has nothing of our environment and no secret on its command line', async () => {
    process.env['HOPYARD_SECRET'] = 'not-for-clusters';
    try {
      const local = await running();
      const { pid } = ownerOf(local);
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter((entry) => entry !== '').map((entry) => entry.split('=')[0]);
      expect(variables.sort()).toEqual(['NODE_COMPILE_CACHE', 'TZ']);
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      expect(words).toContain(path.join(folderOf(local), 'config.json'));
      for (const secret of [local.cluster.controlKey, local.cluster.heartbeatKey, local.cluster.administrator.password]) expect(words).not.toContain(secret);
    } finally {
      delete process.env['HOPYARD_SECRET'];
    }
  });

  test('neither the log of the process nor ours repeats a secret, also after a refusal', async () => {
    const local = await running();
    const { controlKey, heartbeatKey, administrator } = local.cluster;
    const key = await hopsworks.createAdministratorKey(local.address, administrator, 'hopyard');
    await hopsworks.createAdministratorKey(local.address, { ...administrator, password: `${administrator.password}-wrong` }, 'hopyard').catch(() => undefined);
    await local.driver.stop(local.cluster);
    const written = `${readFileSync(path.join(folderOf(local), 'runtime.log'), 'utf8')}${local.said.join('\n')}`;
    expect(written).toContain('The cluster started');
    for (const secret of [controlKey, heartbeatKey, administrator.password, key]) expect(written).not.toContain(secret);
  });
});

describe('what is open', () => {
  test('a service port opens and closes with its bundle, the others stay closed (M16)', async () => {
    const { driver, cluster } = await running();
    const { address, servicePorts } = cluster.place;
    const [kafka = 0, ssh = 0] = [servicePorts.kafka[0], servicePorts.ssh[0]];
    expect(await greeting(address, kafka)).toBeNull();
    const opened = await driver.listen(cluster, { ...nothing, services: { ...nothing.services, kafka: true } });
    expect(opened).toMatchObject({ process: 'running', public: false, services: { kafka: { open: true, error: null }, ssh: closed } });
    expect(await greeting(address, kafka)).toBe('hopyard-cluster kafka\n');
    expect(await greeting(address, ssh)).toBeNull();
    expect(await driver.look(cluster)).toEqual(opened);
    expect(await driver.listen(cluster, nothing)).toMatchObject({ services: { kafka: closed } });
    expect(await greeting(address, kafka)).toBeNull();
  });

  test('a service port that another program took is told with its bundle; freed, it opens (M16)', async () => {
    const { driver, cluster } = await running();
    const { address, servicePorts } = cluster.place;
    const other = await occupy(address, servicePorts.onlineFeatureStore[0]!);
    const wanted = { ...nothing, services: { ...nothing.services, onlineFeatureStore: true } };
    expect(await driver.listen(cluster, wanted)).toMatchObject({ services: { onlineFeatureStore: { open: false, error: `Port ${servicePorts.onlineFeatureStore[0]} on ${address} is taken` } } });
    await close(other);
    expect(await driver.listen(cluster, wanted)).toMatchObject({ services: { onlineFeatureStore: { open: true, error: null } } });
  });

  test('public ports that another program took are a fault that names the port; freed, they open', async () => {
    const { driver, cluster } = await running();
    const port = Number(new URL(cluster.place.pageUrl).port || 80);
    const other = await occupy(cluster.place.address, port);
    await expect(driver.listen(cluster, { ...nothing, public: true })).rejects.toMatchObject({ name: 'Error', message: expect.stringContaining(`Port ${port} on ${cluster.place.address} is taken`) as string, next: expect.any(String) as string });
    await close(other);
    expect(await driver.listen(cluster, { ...nothing, public: true })).toMatchObject({ public: true });
  });
});

describe('where clusters share one address', () => {
  test('a cluster runs on ports of its own, and its page goes by a name of its own', async () => {
    const local = await unstarted();
    const place = await sharedPlace({ id: local.cluster.id, name: 'Shared', placeNumber: randomInt(750) });
    const handle = { driver: local.driver, cluster: { ...local.cluster, place } };
    clusters[0] = { ...local, end: async () => (await local.driver.remove(handle.cluster), local.end()) };
    await handle.driver.prepare(handle.cluster);
    await handle.driver.start(handle.cluster);
    await untilSeen(handle, 'running');
    expect(await handle.driver.listen(handle.cluster, { ...nothing, public: true, services: { ...nothing.services, ssh: true } })).toMatchObject({ public: true });
    expect(await greeting('127.0.0.1', place.servicePorts.ssh[0]!)).toBe('hopyard-cluster ssh\n');
    const { port, host } = new URL(place.pageUrl);
    const page = await request(`http://127.0.0.1:${port}/`, { headers: { host } });
    expect([page.statusCode, (await page.body.text()).includes('Test cluster')]).toEqual([200, true]);
    expect(await hopsworks.readVersion({ ...local.address, administrationUrl: place.administrationUrl })).toBe('3.8.0');
  });
});

describe('stopped and started again', () => {
  test('accounts outlive a restart, with another version, other keys and no administrator in the configuration', async () => {
    const local = await running();
    const { driver, cluster, address } = local;
    const key = await hopsworks.createAdministratorKey(address, cluster.administrator, 'hopyard');
    await hopsworks.createRemoteAccount(address, key, { clientId: 'client', subject: 'bob', email: 'bob@example.com', givenName: 'Bob', familyName: 'Brown' });
    await driver.stop(cluster);
    const later: ClusterHandle = { ...cluster, version: '3.9.0', heartbeatKey: 'another-heartbeat-key', administrator: null };
    await driver.start(later);
    await untilSeen({ driver, cluster: later }, 'running');
    expect(await hopsworks.readVersion(address)).toBe('3.9.0');
    expect(await hopsworks.findAccountByEmail(address, key, 'bob@example.com')).toMatchObject({ kind: 'remote', givenName: 'Bob' });
    expect(configurationOf(local)).toMatchObject({ cloudEvents: { apiKey: 'another-heartbeat-key' } });
    expect(configurationOf(local)).not.toHaveProperty('administrator');
  });

  test('a long log makes room', async () => {
    const local = await running();
    await local.driver.stop(local.cluster);
    writeFileSync(path.join(folderOf(local), 'runtime.log'), 'x'.repeat(1_100_000));
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
    expect(statSync(path.join(folderOf(local), 'runtime.log')).size).toBeLessThan(100_000);
    expect(statSync(path.join(folderOf(local), 'runtime.log.1')).size).toBe(1_100_000);
  });
});

describe('what goes wrong', () => {
  test('a taken port fails the start with its number; freed, the cluster starts', async () => {
    const local = await unstarted();
    const { driver, cluster } = local;
    const other = await occupy(cluster.place.address, 8443);
    await driver.prepare(cluster);
    await driver.start(cluster);
    const seen = await untilSeen(local, 'failed');
    expect(seen.reason).toContain(`Port 8443 on ${cluster.place.address} is taken`);
    expect(seen.next).toBe('Stop the program that has this port, then retry.');
    await close(other);
    await driver.start(cluster);
    await untilSeen(local, 'running');
  });

  test('a process that ends without a word is failed with what its log says last', async () => {
    const local = await newLocalCluster();
    clusters.push(local);
    const entry = path.join(local.home, 'broken.ts');
    writeFileSync(entry, "throw new TypeError('the runtime is broken')");
    const driver = createLocalDriver({ ...local.options, runtimeEntry: entry });
    await driver.prepare(local.cluster);
    await driver.start(local.cluster);
    const seen = await untilSeen({ driver, cluster: local.cluster }, 'failed');
    expect(seen.reason).toBe("The cluster's process ended while it was starting: TypeError: the runtime is broken");
  });

  test('a damaged database is named', async () => {
    const local = await running();
    await local.driver.stop(local.cluster);
    const data = path.join(folderOf(local), 'data');
    for (const name of readdirSync(data)) if (name.includes('.db')) writeFileSync(path.join(data, name), 'no database '.repeat(500));
    await local.driver.start(local.cluster);
    expect((await untilSeen(local, 'failed')).reason).toMatch(/database/i);
  });

  test('what the disk refuses becomes a sentence with a next step', async () => {
    const local = await unstarted();
    writeFileSync(folderOf(local), 'a file where the folder should be');
    await expect(local.driver.prepare(local.cluster)).rejects.toMatchObject({ message: "A file lies where the cluster's folder should be.", next: 'Move it away, then retry.' });
    rmSync(folderOf(local));
    await local.driver.prepare(local.cluster);
    await expect(withFaults(() => writeFileSync('/dev/full', 'x'))).rejects.toMatchObject({ message: 'There is no space left on the disk that holds the clusters.' });
    await expect(withFaults(() => Promise.reject(new Error('another reason')))).rejects.toThrow('another reason');
  });

  test('a folder that may not be written is a sentence with a next step', async () => {
    const local = await unstarted();
    chmodSync(local.options.dataDirectory, 0o555);
    // Root may write anywhere, so it tries as somebody else, who may pass through the folders above.
    const isRoot = process.getuid?.() === 0;
    chmodSync(path.dirname(local.options.dataDirectory), 0o755);
    if (isRoot) process.seteuid?.(65_534);
    try {
      await expect(local.driver.prepare(local.cluster)).rejects.toMatchObject({ message: "The server may not write into the clusters' folder." });
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(local.options.dataDirectory, 0o700);
    }
  });
});
