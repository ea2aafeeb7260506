import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatch } from '../../kernel/dispatch.ts';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';
import { readerOf } from '../../testing/world.ts';
import * as connections from '../cluster-connections/store.ts';

let world: ImaginedWorld;
beforeAll(async () => void (world = await newImaginedWorld()));
afterAll(() => world.close());

describe('heartbeats.receive', () => {
  const beat = { version: { major: 0, minor: 2, patch: 0 }, decommissioningNodes: [], decommissionedNodes: [], commandsStatus: {}, firstHeartBeat: true, allocatedVcores: 0, pendingVcores: 0, allocatedMemoryMB: 0, pendingMemoryMB: 0 };
  const spec = () => world.product.endpoints.find(({ operation }) => operation === 'heartbeats.receive')!;
  async function send(raw: object, path: { organizationId: OrganizationId; clusterId: ClusterId } | null) {
    return dispatch(spec(), world.product.engine, {
      raw: raw as Record<string, unknown>, organizationId: null, request: { cookies: {}, userAgent: '', address: '127.0.0.1' },
      ifMatch: null, idempotencyKey: null, authenticate: async () => (path ? { kind: 'cluster', ...path } : { kind: 'anonymous' }),
    });
  }
  test('200 names its own machine and the blocked, and never a null list (M12)', async () => {
    const { alice, bob, bobMemberId, path, organizationId } = await world.running();
    expect(await send(beat, path)).toMatchObject({ ok: true, body: { code: 200, status: 'OK', payload: { version: beat.version, workers: [{ host: 'localhost', nodeType: 'master' }], commands: [], blockedUsers: [] } } });
    await world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
    await world.work();
    expect(await send(beat, path)).toMatchObject({ body: { payload: { blockedUsers: [bob.email] } } });
    expect((await world.request('clusters.read', alice, path)).body.lastHeartbeatAt).not.toBeNull();
  });
  test('is remembered every ten seconds at most, without an audit row', async () => {
    const { alice, path, organizationId } = await world.running();
    const at = async () => (await world.request('clusters.read', alice, path)).body.lastHeartbeatAt as string;
    const audited = (await world.audited(organizationId)).length;
    await send(beat, path);
    const first = await at();
    world.clock.advance(9_000);
    await send(beat, path);
    expect(await at()).toBe(first);
    world.clock.advance(2_000);
    await send(beat, path);
    expect(Date.parse(await at())).toBeGreaterThan(Date.parse(first));
    expect(await world.audited(organizationId)).toHaveLength(audited);
  });
  test('400 for another protocol version and for what is not in it; 401 without a key', async () => {
    const { path } = await world.running();
    expect(await send({ ...beat, version: { major: 0, minor: 1, patch: 0 } }, path)).toMatchObject({ problem: { status: 400 } });
    expect(await send({ ...beat, clusterId: 'another' }, path)).toMatchObject({ problem: { status: 400 } });
    expect(await send(beat, null)).toMatchObject({ problem: { status: 401 } });
  });
  test('a key belongs to one cluster, and to none after its end', async () => {
    const { alice, path } = await world.running();
    const [row] = await world.owner<{ hash: string }[]>`select heartbeat_key_hash as hash from cluster_connection where cluster_id = ${path.clusterId}`;
    expect(await connections.findByHeartbeatKeyHash(readerOf(world), row!.hash)).toEqual({ clusterId: path.clusterId, organizationId: path.organizationId });
    await world.request('clusters.terminate', alice, path);
    await world.work();
    expect(await connections.findByHeartbeatKeyHash(readerOf(world), row!.hash)).toBeNull();
    expect(await send(beat, path)).toMatchObject({ problem: { status: 404 } });
  });
});
