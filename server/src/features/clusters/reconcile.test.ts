import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Work } from '../../kernel/job.ts';
import { imaginedClusters } from '../../testing/imagined-clusters.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import { Unreachable } from '../cluster-accounts/hopsworks.ts';
import { DriverFault } from './driver.ts';

const imagined = imaginedClusters();
let world: World;
let organizationId: OrganizationId;
let alice: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem', settings: { ...testSettingsWithRoom() } });
  const company = await world.company();
  ({ organizationId, alice, bob } = company);
  await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
});
beforeEach(() => imagined.calm());
afterAll(() => world.close());

function testSettingsWithRoom() {
  return { publicUrl: 'http://127.0.0.1:8080', registration: { kind: 'open' as const }, localClusters: true, localClustersPerOrganization: 1000, organizationsPerPerson: 10, seatsPerOrganization: null, invitationsADay: { perPerson: 10, perOrganization: 10, perAddress: 10 }, clusterSessionMs: 45 * 60_000 };
}

let count = 0;
async function create(userManagement: 'managed' | 'unmanaged' = 'managed'): Promise<{ organizationId: OrganizationId; clusterId: ClusterId }> {
  const { status, body } = await world.request('clusters.create', bob, { organizationId, name: `cluster ${++count}`, version: '3.9.0', userManagement });
  expect(status).toBe(201);
  return { organizationId, clusterId: body.id };
}
type Path = Awaited<ReturnType<typeof create>>;
const read = async (path: Path) => (await world.request('clusters.read', alice, path)).body;
const wish = (verb: 'start' | 'stop' | 'terminate' | 'retry', path: Path) => world.request(`clusters.${verb}`, alice, path);
async function running(userManagement: 'managed' | 'unmanaged' = 'managed'): Promise<Path> {
  const path = await create(userManagement);
  await world.work();
  expect(await read(path)).toMatchObject({ state: 'running' });
  return path;
}
/** As a server does in the course of time: what is due, then what comes due. */
async function settle(path: Path, minutes = 2): Promise<void> {
  for (let turn = 0; turn < minutes * 4; turn++) {
    await reconcile(path);
    await world.work();
    world.clock.advance(15_000);
  }
}
const job = () => world.product.jobs.find(({ name }) => name === 'clusters.reconcile')!;
const reconcile = ({ clusterId }: Path, work: Work = world.product.work) => job().run(work, clusterId);

describe('a bring-up', () => {
  test('opens only after the accounts are as wanted, on every start anew (M11, D07)', async () => {
    const path = await running();
    const { done } = imagined.at(path.clusterId);
    const opened = done.indexOf('open');
    expect(done.slice(0, 4)).toEqual(['prepare', 'start', 'key', 'sign-on']);
    expect(done.slice(4, opened).filter((each) => each.startsWith('create'))).toHaveLength(3);
    expect(done.slice(opened + 1)).toEqual([]);
    await wish('stop', path);
    await world.work();
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(organizationId, dave, 'member');
    await wish('start', path);
    await world.work();
    expect(done.slice(opened + 1)).toEqual(['stop', 'start', `create ${dave.email}`, `HOPS_USER ${dave.email}`, 'open']);
  });
  test('an unmanaged cluster gets no single sign-on and no accounts, and keeps its password (D08)', async () => {
    const path = await running('unmanaged');
    expect(imagined.at(path.clusterId).done).toEqual(['prepare', 'start', 'key', 'open']);
    expect(await read(path)).toMatchObject({ accounts: null, administrator: { passwordResetPending: false } });
    expect((await world.request('cluster-passwords.reveal', bob, path)).body.password).toBe(imagined.at(path.clusterId).password);
  });
  test('the password of a managed cluster is forgotten once single sign-on is registered (D08)', async () => {
    const path = await running();
    const [row] = await world.owner`select sealed_administrator_password is null as forgotten, sealed_control_key from cluster_connection where cluster_id = ${path.clusterId}`;
    expect(row).toMatchObject({ forgotten: true, sealed_control_key: expect.stringMatching(/^1\./) });
    expect((await world.request('cluster-passwords.reveal', alice, path)).status).toBe(409);
  });
});

describe('every step, twice and with a crash at every place', () => {
  class Crash extends Error {}
  /** Ends like a killed process at its n-th transaction: before it, or after its commit. */
  function crashing(at: number, when: 'before' | 'after'): Work {
    let number = 0;
    return {
      ...world.product.work,
      async within(work) {
        number += 1;
        if (number === at && when === 'before') throw new Crash();
        if (number > at) throw new Crash();
        const result = await world.product.work.within(work);
        if (number === at) throw new Crash();
        return result;
      },
    };
  }
  /** How many transactions a job uses when nothing goes wrong. */
  async function transactionsOf(path: Path): Promise<number> {
    let number = 0;
    await reconcile(path, { ...world.product.work, within: (work) => (number += 1, world.product.work.within(work)) });
    return number;
  }

  const crash = (path: Path, at: number, when: 'before' | 'after') => expect(reconcile(path, crashing(at, when))).rejects.toBeInstanceOf(Crash);
  const moments = ['before', 'after'] as const;

  test.each(['managed', 'unmanaged'] as const)('a %s cluster comes up whenever the server dies', async (userManagement) => {
    const most = await transactionsOf(await create(userManagement));
    expect(most).toBeGreaterThan(10);
    for (const [at, when] of Array.from({ length: most }, (_each, index) => moments.map((moment) => [index + 1, moment] as const)).flat()) {
      const path = await create(userManagement);
      await crash(path, at, when);
      await reconcile(path);
      await reconcile(path);
      const { done, accounts, process } = imagined.at(path.clusterId);
      expect([at, when, (await read(path)).state, process]).toEqual([at, when, 'running', 'running']);
      expect(done.filter((each) => each === 'start')).toHaveLength(1);
      expect(new Set(accounts.map(({ email }) => email)).size).toBe(accounts.length);
    }
  }, 180_000);

  test.each([['stop', 'prepared', 'stopped'], ['terminate', 'absent', undefined]] as const)('it is done with %s whenever the server dies', async (verb, end, state) => {
    const measured = await running();
    await wish(verb, measured);
    const most = await transactionsOf(measured);
    for (const [at, when] of Array.from({ length: most }, (_each, index) => moments.map((moment) => [index + 1, moment] as const)).flat()) {
      const path = await running();
      await wish(verb, path);
      await crash(path, at, when);
      await reconcile(path);
      await reconcile(path);
      expect([at, when, imagined.at(path.clusterId).process, (await read(path)).state]).toEqual([at, when, end, state]);
    }
  }, 120_000);

  test('a job that runs again when all is done does nothing', async () => {
    const path = await running();
    const done = [...imagined.at(path.clusterId).done];
    await reconcile(path);
    await reconcile(path);
    expect(imagined.at(path.clusterId).done).toEqual(done);
  });
});

describe('from whatever is seen to the wish', () => {
  const processes = ['absent', 'prepared', 'starting', 'running', 'failed'] as const;
  test.each(processes.flatMap((process) => (['running', 'stopped', 'terminated'] as const).map((wanted) => [process, wanted] as const)))('seen %s, wanted %s', async (process, wanted) => {
    const path = await running();
    const cluster = imagined.at(path.clusterId);
    Object.assign(cluster, { process, open: { ...cluster.open, public: process === 'running' } });
    if (wanted !== 'running') await wish(wanted === 'stopped' ? 'stop' : 'terminate', path);
    await settle(path, 1);
    if (wanted === 'running') expect([cluster.process, cluster.open.public, (await read(path)).state]).toEqual(['running', true, 'running']);
    if (wanted === 'stopped') expect([cluster.process, (await read(path)).state]).toEqual([process === 'absent' ? 'absent' : 'prepared', 'stopped']);
    if (wanted === 'terminated') expect([cluster.process, cluster.done.at(-1), (await world.request('clusters.read', alice, path)).status]).toEqual(['absent', 'remove', 404]);
  });
});

describe('what a look may miss', () => {
  test('a process that hangs is stopped, and is not called stopped before', async () => {
    const path = await running();
    const cluster = imagined.at(path.clusterId);
    await wish('stop', path);
    cluster.process = 'failed';
    imagined.trouble('stop', 'before', new Unreachable('The process did not end.'));
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'stopping', problem: { message: 'The process did not end.' } });
    world.clock.advance(10_000);
    await world.work();
    expect([cluster.process, (await read(path)).state]).toEqual(['prepared', 'stopped']);
  });
  test('a cluster that looks absent is removed all the same, and its end waits for it', async () => {
    const path = await create();
    imagined.trouble('prepare', 'before', new Unreachable('The disk is slow.'));
    await world.work();
    await wish('terminate', path);
    imagined.trouble('remove', 'before', new Unreachable('The disk is slow.'));
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'shutting-down', problem: { message: 'The disk is slow.' } });
    world.clock.advance(10_000);
    await world.work();
    expect(imagined.at(path.clusterId).done).toEqual(['remove']);
    expect((await world.request('clusters.read', alice, path)).status).toBe(404);
  });
  test('one that never had a place is removed too', async () => {
    const path = await create();
    await wish('terminate', path);
    await world.work();
    expect(imagined.at(path.clusterId).done).toEqual(['remove']);
  });
});

describe('failure', () => {
  test('what the driver refuses is an error with its reason and next step, until somebody retries', async () => {
    const path = await create();
    imagined.trouble('prepare', 'before', new DriverFault('There is no space left on the disk.', 'Free some space, then retry.'));
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'error', fault: { message: 'There is no space left on the disk.', next: 'Free some space, then retry.' }, allows: { retry: true, terminate: true } });
    await settle(path, 1);
    expect(await read(path)).toMatchObject({ state: 'error' });
    expect((await wish('retry', path)).body).toMatchObject({ state: 'pending', fault: null });
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'running', allows: { retry: expect.any(String) } });
  });
  test('a start that fails twice is left to a person, with the reason', async () => {
    const path = await create();
    const cluster = imagined.at(path.clusterId);
    const { start } = imagined.driver;
    imagined.driver.start = async () => void (cluster.process = 'failed');
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'error', fault: { message: expect.stringContaining('Port 80') } });
    imagined.driver.start = start;
    await wish('retry', path);
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'running' });
  });
  test.each(['before', 'after'] as const)('an outside call that fails %s it had an effect is tried again and shown meanwhile', async (when) => {
    for (const call of ['allocate', 'prepare', 'start', 'createAdministratorKey', 'registerIdentityProvider', 'listAccounts', 'createRemoteAccount', 'setRole', 'listen'] as const) {
      const path = await create();
      imagined.trouble(call, when, new Unreachable('The cluster did not answer in time.'));
      await world.work();
      const card = await read(path);
      if (card.state !== 'running') expect([call, card.state, card.problem?.message]).toEqual([call, 'pending', 'The cluster did not answer in time.']);
      world.clock.advance(10_000);
      await world.work();
      expect([call, (await read(path)).state, (await read(path)).problem]).toEqual([call, 'running', null]);
      const { accounts } = imagined.at(path.clusterId);
      expect(new Set(accounts.map(({ email }) => email)).size).toBe(accounts.length);
    }
  });
  test('tries come ever more seldom', async () => {
    const path = await create();
    imagined.trouble('prepare', 'before', new Unreachable('No.'), 6);
    const gaps: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      await world.work();
      const card = await read(path);
      gaps.push(Math.round((Date.parse(card.problem.nextTryAt) - world.clock.now().getTime()) / 1000));
      world.clock.advance(gaps.at(-1)! * 1000 + 500);
    }
    expect(gaps).toEqual([2, 5, 15, 60, 300, 300]);
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'running', problem: null });
  });
  test('a wish that comes while something fails is tried on its own', async () => {
    const path = await create();
    imagined.trouble('prepare', 'before', new Unreachable('No.'), 3);
    await world.work();
    expect((await wish('terminate', path)).body).toMatchObject({ state: 'shutting-down', problem: null });
    await world.work();
    expect((await world.request('clusters.read', alice, path)).status).toBe(404);
  });
  test('a process that ended by itself is found by the sweep, and comes back with its accounts first (M11, D07)', async () => {
    const path = await running();
    const cluster = imagined.at(path.clusterId);
    Object.assign(cluster, { process: 'prepared' });
    const before = cluster.done.length;
    await world.product.jobs.find(({ name }) => name === 'clusters.sweep')!.run(world.product.work, 'all');
    await world.work();
    expect(await read(path)).toMatchObject({ state: 'running' });
    expect(cluster.done.slice(before)).toEqual(['start', 'open']);
  });
  test('an unexpected error is not shown to people, and is logged', async () => {
    const path = await create();
    imagined.trouble('prepare', 'before', new TypeError('x is not a function'));
    await world.work();
    expect((await read(path)).problem.message).toBe('Something unexpected went wrong; the log of the server says what.');
    expect(world.logged.at(-1)).toMatchObject({ details: { clusterId: path.clusterId, error: 'TypeError: x is not a function' } });
  });
});

describe('usage is recorded from what was seen (M05)', () => {
  test('once when it is up and once when it is down, however often the job runs', async () => {
    const path = await running();
    await settle(path, 1);
    await wish('stop', path);
    await settle(path, 1);
    const changes = await world.owner`select running from cluster_state_change where cluster_id = ${path.clusterId} order by at, id`;
    expect(changes.map(({ running: up }) => up)).toEqual([true, false]);
  });
});

test('after its end a cluster’s key and client are worth nothing', async () => {
  const path = await running();
  const [before] = await world.owner`select heartbeat_key_hash from cluster_connection where cluster_id = ${path.clusterId}`;
  expect(before?.['heartbeat_key_hash']).toMatch(/^[0-9a-f]{64}$/);
  await wish('terminate', path);
  await world.work();
  const [after] = await world.owner`select heartbeat_key_hash, sealed_administrator_key from cluster_connection where cluster_id = ${path.clusterId}`;
  expect(after).toEqual({ heartbeat_key_hash: null, sealed_administrator_key: null });
  const [client] = await world.owner`select disabled from "oauthClient" where "clientId" = ${`hopyard-${path.clusterId}`}`;
  expect(client).toEqual({ disabled: true });
});
