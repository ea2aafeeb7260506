import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addLocal, api, asAdministrator, removeFolder, startCluster, type RunningCluster } from './testing/cluster.ts';
import { jsonBody, type Json } from './testing/call.ts';
import { answerWith, startControlPlane } from './testing/control-plane.ts';
import { until } from './testing/until.ts';

let cluster: RunningCluster;
let admin: RunningCluster['api'];
let plane: Awaited<ReturnType<typeof startControlPlane>>;

beforeAll(async () => {
  plane = await startControlPlane();
  cluster = await startCluster({ cloudEvents: { endpoint: plane.endpoint, apiKey: 'the-key', intervalMs: 30 } });
  admin = await asAdministrator(cluster);
});
beforeEach(async () => {
  Object.assign(plane.reply, { status: 200, body: answerWith() });
  await nextBeats(2);
});
afterAll(async () => {
  await cluster.stop();
  await plane.close();
  removeFolder(cluster.folder);
});

/** Waits until that many more have arrived: the last of them was sent after the answer before it was obeyed. */
async function nextBeats(count: number): Promise<Json> {
  const from = plane.beats.length;
  await until('more heartbeats', () => plane.beats.length >= from + count);
  return plane.beats.at(-1)!.body;
}
const answer = async (payload: Record<string, unknown>, around?: Record<string, unknown>): Promise<Json> => {
  plane.reply.body = answerWith(payload, around);
  return nextBeats(3);
};
const status = async (id: number): Promise<number> => (await admin('GET', `${api}/admin/users/${id}`)).json.status;
const heartbeat = async (): Promise<Json> => (await cluster.control('GET', 'status')).json.heartbeat;

test('says version 0.2.0, carries the key, names no cluster, and is the first one once', async () => {
  const [first] = plane.beats;
  expect(first).toEqual({
    apiKey: 'the-key',
    path: '/api/v1/cluster-events/heartbeat',
    body: {
      version: { major: 0, minor: 2, patch: 0 },
      decommissioningNodes: [],
      decommissionedNodes: [],
      commandsStatus: {},
      firstHeartBeat: true,
      allocatedVcores: 0,
      pendingVcores: 0,
      allocatedMemoryMB: 0,
      pendingMemoryMB: 0,
    },
  });
  expect(plane.beats[1]!.body.firstHeartBeat).toBe(false);
  expect(await heartbeat()).toEqual({ lastSuccessAt: expect.any(String), lastError: null });
});

describe('M12: the blocked in the answer', () => {
  test('are blocked on every beat, by exactly their address, and never unblocked by being absent', async () => {
    const bob = await addLocal(admin, 'bob@x.org', 'Secret-7');
    const other = await addLocal(admin, 'other@x.org', 'Secret-7');
    await answer({ blockedUsers: ['BOB@x.org', 'nobody@x.org'] });
    expect(await status(bob.id)).toBe(2);
    await answer({ blockedUsers: ['bob@x.org', 'nobody@x.org'] });
    expect([await status(bob.id), await status(other.id)]).toEqual([4, 2]);
    await admin('PUT', `${api}/admin/users/${bob.id}`, jsonBody({ status: 2 }));
    await until('Bob to be blocked again', async () => (await status(bob.id)) === 4);
    await answer({ blockedUsers: [] });
    expect(await status(bob.id)).toBe(4);
    await admin('PUT', `${api}/admin/users/${bob.id}`, jsonBody({ status: 2 }));
    await nextBeats(3);
    expect(await status(bob.id)).toBe(2);
  });
});

describe('an answer that does not fit is lost whole, the blocked included, and the next heartbeat is a first one', () => {
  const version = (major: number, minor: number, patch: number) => ({ version: { major, minor, patch } });
  test.each<[string, Record<string, unknown>, Record<string, unknown>?]>([
    ['an older version', version(0, 1, 0)],
    ['a newer version', version(0, 3, 0)],
    ['workers that are null', { workers: null }],
    ['commands that are null', { commands: null }],
    ['commands that are absent', { commands: undefined }],
    ['a worker of an unknown kind', { workers: [{ host: 'h', nodeType: 'toaster' }] }],
    ['an unknown command', { commands: [{ id: '1', type: 'DANCE' }] }],
    ['an unknown part', { surprise: true }],
    ['another code', {}, { code: 500 }],
  ])('%s', async (what, payload, around) => {
    const { id } = await addLocal(admin, `lost.${what.replaceAll(' ', '.')}@x.org`, 'Secret-7');
    const blockedUsers = [`lost.${what.replaceAll(' ', '.')}@x.org`];
    expect((await answer({ blockedUsers, ...payload }, around)).firstHeartBeat).toBe(true);
    expect(await status(id)).toBe(2);
    expect((await heartbeat()).lastError).toContain('does not fit');
    expect((await answer({ blockedUsers })).firstHeartBeat).toBe(false);
    expect(await status(id)).toBe(4);
  });

  test('blocked that are null, and an answer that is no JSON', async () => {
    expect((await answer({ blockedUsers: null })).firstHeartBeat).toBe(true);
    expect((await answer({})).firstHeartBeat).toBe(false);
    plane.reply.body = '<html>';
    expect((await nextBeats(3)).firstHeartBeat).toBe(true);
  });

  test.each([201, 204, 302, 401, 500])('a status of %i', async (code) => {
    plane.reply.status = code;
    expect((await nextBeats(3)).firstHeartBeat).toBe(true);
    expect((await heartbeat()).lastError).toContain(String(code));
    plane.reply.status = 200;
    expect((await nextBeats(3)).firstHeartBeat).toBe(false);
    expect((await heartbeat()).lastError).toBeNull();
  });
});

test('a command it cannot carry out is answered as failed until a heartbeat has succeeded', async () => {
  plane.reply.body = answerWith({ commands: [{ id: 'c1', type: 'BACKUP', backupId: 'b1' }] });
  const told = await until('the status of the command', () => plane.beats.findLast((beat) => beat.body.commandsStatus.c1));
  expect(told.body.commandsStatus.c1).toEqual({ status: 'FAILED', message: expect.stringContaining('BACKUP') });
  expect((await answer({})).commandsStatus).toEqual({});
});

test('with the control plane away the cluster serves on, and reports as new once it is back', async () => {
  await plane.close();
  await until('the failure to be noticed', async () => (await heartbeat()).lastError);
  expect((await admin('GET', `${api}/admin/users/groups`)).status).toBe(200);
  const before = plane.beats.length;
  await plane.open();
  await until('a heartbeat', () => plane.beats.length > before);
  expect(plane.beats[before]!.body.firstHeartBeat).toBe(true);
  await until('success', async () => (await heartbeat()).lastError === null);
});
