import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newClusterWorld } from '../../testing/cluster-world.ts';

let world: Awaited<ReturnType<typeof newClusterWorld>>;
beforeAll(async () => {
  world = await newClusterWorld();
});
afterAll(() => world.close());

const reaches = (host: string, port: number) => new Promise<boolean>((resolve) => {
  const socket = connect({ host, port, timeout: 2000 });
  const settle = (answer: boolean) => {
    socket.destroy();
    resolve(answer);
  };
  socket.on('connect', () => settle(true)).on('error', () => settle(false)).on('timeout', () => settle(false));
});

function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('clusters.reconcile', () => {
  test('a cluster goes from a click to running, stops, starts again and ends (M10)', async () => {
    const { organizationId, alice, bob } = await world.staffed();
    const created = await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0' });
    expect(created).toMatchObject({ status: 201, body: { state: 'pending', cloudAccount: { name: 'This machine' }, createdBy: { givenName: 'Bob' } } });
    const path = { organizationId, clusterId: created.body.id };
    await world.work();
    const read = async () => (await world.request('clusters.read', bob, path)).body;
    const card = await read();
    expect(card).toMatchObject({ state: 'running', activationState: 'stoppable', stage: { words: 'Running' }, fault: null, problem: null });
    expect(await (await fetch(card.url)).text()).toContain('prod');
    expect((await world.request('clusters.stop', bob, path)).body).toMatchObject({ state: 'stopping' });
    await world.work();
    expect(await read()).toMatchObject({ state: 'stopped', activationState: 'startable' });
    expect((await world.request('clusters.start', bob, path)).body).toMatchObject({ state: 'starting' });
    await world.work();
    expect(await read()).toMatchObject({ state: 'running' });
    const services = { featureStore: false, onlineFeatureStore: false, kafka: true, ssh: false };
    expect((await world.request('clusters.updateServices', bob, { ...path, ...services })).status).toBe(403);
    expect((await world.request('clusters.updateServices', alice, { ...path, ...services })).status).toBe(200);
    await world.work();
    const kafka = (await read()).services.find(({ key }: { key: string }) => key === 'kafka');
    expect(kafka).toMatchObject({ wanted: true, seen: true, error: null });
    expect(await reaches(kafka.address, kafka.ports[0])).toBe(true);
    expect((await world.request('usage.read', bob, { organizationId })).body).toMatchObject({ clusters: [{ name: 'prod', terminated: false }] });
    expect((await world.request('clusters.terminate', bob, path)).body).toMatchObject({ state: 'shutting-down' });
    await world.work();
    expect((await world.request('clusters.read', bob, path)).status).toBe(404);
    expect((await world.request('usage.read', bob, { organizationId })).body).toMatchObject({ clusters: [{ name: 'prod', terminated: true }] });
  });

  test('the shared password of an unmanaged cluster changes on the cluster itself when somebody who saw it goes (D08)', async () => {
    const { organizationId, alice, bob, bobMemberId } = await world.staffed();
    const { body } = await world.request('clusters.create', bob, { organizationId, name: 'shared', version: '3.8.0', userManagement: 'unmanaged' });
    const path = { organizationId, clusterId: body.id };
    await world.work();
    const [row] = await world.owner<{ url: string }[]>`select place ->> 'administrationUrl' as url from cluster_connection where cluster_id = ${path.clusterId}`;
    const logIn = (password: string) => world.outside.hopsworks.createAdministratorKey({ administrationUrl: row!.url, authorityPem: world.authorityPem }, { email: card.administrator.email, password }, 'test');
    const card = (await world.request('clusters.read', bob, path)).body;
    const seen = (await world.request('cluster-passwords.reveal', bob, path)).body.password;
    await expect(logIn(seen)).resolves.toContain('.');
    await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
    await world.work();
    expect((await world.request('clusters.read', alice, path)).body).toMatchObject({ state: 'running', problem: null, administrator: { passwordResetPending: false } });
    await expect(logIn(seen)).rejects.toMatchObject({ errorCode: 160008 });
    const { password } = (await world.request('cluster-passwords.reveal', alice, path)).body;
    await expect(logIn(password)).resolves.toContain('.');
    await world.request('clusters.stop', alice, path);
    await world.work();
    await world.request('clusters.start', alice, path);
    await world.work();
    await expect(logIn(password)).resolves.toContain('.');
  });

  test('a process that is killed comes back by itself, with its accounts first (M11, D07)', async () => {
    const { organizationId, alice } = await world.staffed();
    const { body } = await world.request('clusters.create', alice, { organizationId, name: 'killed', version: '3.9.0' });
    const path = { organizationId, clusterId: body.id };
    await world.work();
    const { pid } = JSON.parse(readFileSync(join(world.home, 'clusters', body.id, 'data', 'run.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false);
    const sweep = world.product.jobs.find(({ name }) => name === 'clusters.sweep')!;
    await sweep.run(world.product.work, 'all');
    await world.work();
    expect((await world.request('clusters.read', alice, path)).body).toMatchObject({ state: 'running', fault: null, accounts: { pending: 0 } });
    const { pid: next } = JSON.parse(readFileSync(join(world.home, 'clusters', body.id, 'data', 'run.json'), 'utf8')) as { pid: number };
    expect(next).not.toBe(pid);
  });

  test('a port that another program has is named, the cluster runs on, and it opens once the port is free (M16)', async () => {
    const { organizationId, alice } = await world.staffed();
    const { body } = await world.request('clusters.create', alice, { organizationId, name: 'ports', version: '3.9.0' });
    const path = { organizationId, clusterId: body.id };
    await world.work();
    const read = async () => (await world.request('clusters.read', alice, path)).body;
    const { address, ports } = (await read()).services[2];
    const stranger = createServer().listen(ports[0], address);
    await once(stranger, 'listening');
    const want = (kafka: boolean) => world.request('clusters.updateServices', alice, { ...path, featureStore: false, onlineFeatureStore: false, kafka, ssh: true });
    await want(true);
    await world.work();
    expect(await read()).toMatchObject({ state: 'running', services: [{}, {}, { wanted: true, seen: false, error: expect.stringContaining(String(ports[0])) }, { wanted: true, seen: true }] });
    await new Promise((resolve) => stranger.close(resolve));
    await world.product.jobs.find(({ name }) => name === 'clusters.sweep')!.run(world.product.work, 'all');
    await world.work();
    expect((await read()).services[2]).toMatchObject({ wanted: true, seen: true, error: null });
    expect(await reaches(address, ports[0])).toBe(true);
    await want(false);
    await world.work();
    expect(await reaches(address, ports[0])).toBe(false);
  });
});
