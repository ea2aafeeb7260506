import { connect } from 'node:net';
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
});
