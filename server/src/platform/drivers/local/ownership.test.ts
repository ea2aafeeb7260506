import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { newLocalCluster, startLocalCluster, untilSeen, type LocalCluster } from '../../../testing/local-cluster.ts';
import { openAuthority, type Authority } from '../../pki/authority.ts';
import { processMark } from '../../processes.ts';
import { createLocalDriver } from './driver.ts';
import { tryPort } from './ports.ts';

const clusters: LocalCluster[] = [];
const servers: Server[] = [];
const strangers: number[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await shut(server);
  for (const local of clusters.splice(0)) await local.end();
  for (const pid of strangers.splice(0)) if (processMark(pid) !== null) process.kill(pid, 'SIGKILL');
});

async function running(): Promise<LocalCluster> {
  const local = await startLocalCluster();
  clusters.push(local);
  return local;
}

const shut = (server: Server): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
};

const fileOf = ({ options, cluster }: LocalCluster, name: string): string => path.join(options.dataDirectory, cluster.id, name);

type Owner = { pid: number; mark: string };
const ownerOf = (local: LocalCluster): Owner => JSON.parse(readFileSync(fileOf(local, 'process.json'), 'utf8')) as Owner;
const changeOwner = (local: LocalCluster, change: Partial<Owner>): void => writeFileSync(fileOf(local, 'process.json'), JSON.stringify({ ...ownerOf(local), ...change }));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('It did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Ends it as a crash would, and waits until its port is free. */
async function crash(local: LocalCluster): Promise<void> {
  const { pid } = ownerOf(local);
  process.kill(pid, 'SIGKILL');
  await until(async () => processMark(pid) === null && (await tryPort(local.cluster.place.address, 8443)) === 'free');
}

async function startStranger(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  strangers.push(child.pid!);
  return child.pid!;
}

/** Somebody on the administration address of a cluster whose process is gone. */
async function impersonate(local: LocalCluster, authority: Authority): Promise<{ authorizations: (string | undefined)[] }> {
  const { address } = local.cluster.place;
  const { certificatePem, keyPem } = await authority.issue({ names: [], addresses: [address], days: 1 });
  const seen: { authorizations: (string | undefined)[] } = { authorizations: [] };
  const server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    seen.authorizations.push(request.headers.authorization);
    response.end(JSON.stringify({ clusterId: local.cluster.id, pid: process.pid, startedAt: new Date().toISOString(), proof: randomBytes(32).toString('base64url') }));
  });
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(8443, address, resolve));
  return seen;
}

describe('processes outlive the server', () => {
  test('a later server finds the running cluster, steers it and stops it', async () => {
    const local = await running();
    const before = await local.driver.look(local.cluster);
    const later = createLocalDriver(local.options);
    expect(await later.look(local.cluster)).toEqual(before);
    await later.start(local.cluster);
    expect(await local.driver.look(local.cluster)).toEqual(before);
    await later.stop(local.cluster);
    expect(await local.driver.look(local.cluster)).toEqual({ process: 'prepared' });
  });

  test('a cluster whose start was cut short before its process was recorded is adopted once it answers', async () => {
    const local = await running();
    const { pid } = ownerOf(local);
    rmSync(fileOf(local, 'process.json'));
    const later = createLocalDriver(local.options);
    expect(await later.look(local.cluster)).toMatchObject({ process: 'running' });
    expect(ownerOf(local).pid).toBe(pid);
    expect(local.said).toEqual([`Cluster ${local.cluster.id} was found running as process ${pid}`]);
    await later.stop(local.cluster);
    expect(processMark(pid)).toBeNull();
  });

  test('a cluster whose folder was deleted under it is still stopped by its removal', async () => {
    const local = await running();
    const { pid } = ownerOf(local);
    rmSync(path.join(local.options.dataDirectory, local.cluster.id), { recursive: true });
    await local.driver.remove(local.cluster);
    await until(() => processMark(pid) === null);
  });

  test('one that crashed, or that somebody ended in order, is prepared and starts again', async () => {
    const local = await running();
    // Killed and started in one breath, while the ports may still be held.
    process.kill(ownerOf(local).pid, 'SIGKILL');
    await untilSeen(local, 'prepared');
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
    process.kill(ownerOf(local).pid, 'SIGTERM');
    await untilSeen(local, 'prepared');
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
  });
});

describe('never a stranger', () => {
  test('a stranger who has the pid by now is not signalled by stop, start or remove', async () => {
    const local = await running();
    await crash(local);
    const pid = await startStranger();
    changeOwner(local, { pid });
    writeFileSync(fileOf(local, 'data/run.json'), JSON.stringify({ pid, startedAt: new Date().toISOString(), address: local.cluster.place.address, administrationPort: 8443 }));
    expect(await local.driver.look(local.cluster)).toEqual({ process: 'prepared' });
    await local.driver.stop(local.cluster);
    expect(processMark(pid)).not.toBeNull();
    writeFileSync(fileOf(local, 'process.json'), JSON.stringify({ pid, mark: 'an-earlier-boot:1', startedAt: new Date().toISOString(), logStart: 0, hasAnswered: true }));
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
    await local.driver.remove(local.cluster);
    expect(processMark(pid)).not.toBeNull();
  });

  test('our own process that no longer answers is ended by force', async () => {
    const local = await running();
    const { pid } = ownerOf(local);
    process.kill(pid, 'SIGSTOP');
    await local.driver.stop(local.cluster);
    expect(processMark(pid)).toBeNull();
    expect(await local.driver.look(local.cluster)).toEqual({ process: 'prepared' });
  });

  test('one that is silent for long is failed, and a retry replaces it', async () => {
    const local = await running();
    const { pid } = ownerOf(local);
    const impatient = createLocalDriver({ ...local.options, patienceMs: 200 });
    process.kill(pid, 'SIGSTOP');
    const seen = await untilSeen({ driver: impatient, cluster: local.cluster }, 'failed');
    expect(seen.reason).toMatch(/^The cluster's process has not answered for \d+ seconds\.$/);
    await impatient.start(local.cluster);
    await untilSeen({ driver: impatient, cluster: local.cluster }, 'running');
    expect(processMark(pid)).toBeNull();
  });

  test('a certificate of another authority on the address is not taken for ours, and gets no key', async () => {
    const local = await running();
    await crash(local);
    const seen = await impersonate(local, await openAuthority({ directory: path.join(local.home, 'another') }));
    expect(await local.driver.look(local.cluster)).toEqual({ process: 'prepared' });
    expect(seen.authorizations).toEqual([]);
    await local.driver.start(local.cluster);
    expect((await untilSeen(local, 'failed')).reason).toContain('Port 8443');
    await shut(servers.pop()!);
    await local.driver.start(local.cluster);
    await untilSeen(local, 'running');
  });

  test('our certificate without our key is not taken for ours, and gets no key either', async () => {
    const local = await running();
    await crash(local);
    const seen = await impersonate(local, local.options.authority);
    expect(await local.driver.look(local.cluster)).toEqual({ process: 'prepared' });
    await expect(local.driver.listen(local.cluster, { public: true, services: { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false } })).rejects.toThrow("The cluster's process does not answer.");
    await local.driver.stop(local.cluster);
    expect(seen.authorizations.length).toBeGreaterThan(2);
    expect(new Set(seen.authorizations)).toEqual(new Set([undefined]));
  });

  test('a cluster that was given another key is not steered with it', async () => {
    const local = await running();
    const other = { ...local.cluster, controlKey: randomBytes(32).toString('base64url') };
    expect(await local.driver.look(other)).toEqual({ process: 'starting' });
    await expect(local.driver.listen(other, { public: true, services: { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false } })).rejects.toThrow();
    expect(await local.driver.look(local.cluster)).toMatchObject({ process: 'running', public: false });
  });
});

test('a handle that was never given an address is absent', async () => {
  const local = await newLocalCluster();
  clusters.push(local);
  expect(await local.driver.look({ ...local.cluster, place: null })).toEqual({ process: 'absent' });
});
