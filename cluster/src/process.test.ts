import { createHmac, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import {
  addLocal,
  api,
  asAdministrator,
  everything,
  logIn,
  makeFolder,
  openToPeople,
  readJson,
  remote,
  removeFolder,
  spawnCluster,
  startCluster,
  withAuthorization,
  writeConfiguration,
  type Folder,
} from './testing/cluster.ts';
import { jsonBody } from './testing/call.ts';
import { until } from './testing/until.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function folderFor(changes: Record<string, unknown> = {}): Promise<Folder> {
  const folder = await makeFolder(changes);
  cleanUps.push(() => removeFolder(folder));
  return folder;
}
async function start(folder: Folder) {
  const cluster = await startCluster(folder);
  cleanUps.push(() => cluster.stop());
  return cluster;
}
/** Starts, expects an exit with 1, answers what was written about it. */
async function failedStart(folder: Folder): Promise<{ code: string; message: string }> {
  const child = spawnCluster(folder);
  expect(await child.ended, child.log()).toBe(1);
  return readJson(folder, 'failure.json');
}
const database = (folder: Folder): string => path.join(folder.dataDir, 'cluster.db');

test('a start says where it listens; SIGTERM and the stop command end it with 0', async () => {
  const folder = await folderFor();
  const first = await start(folder);
  const { address, administrationPort } = folder.configuration;
  expect(readJson(folder, 'run.json')).toEqual({ pid: first.child.pid, startedAt: expect.any(String), address, administrationPort });
  for (const name of ['cluster.db', 'cluster.db-wal', 'run.json']) expect(statSync(path.join(folder.dataDir, name)).mode & 0o077).toBe(0);
  expect(await first.stop()).toBe(0);
  expect(existsSync(path.join(folder.dataDir, 'run.json'))).toBe(false);
  const second = await start(folder);
  expect((await second.control('POST', 'stop')).status).toBe(202);
  expect(await second.child.ended).toBe(0);
});

test('it proves that it knows the control key, and nothing else of the control interface works without that key', async () => {
  const folder = await folderFor();
  const cluster = await start(folder);
  const { clusterId, controlKey } = folder.configuration;
  const challenge = 'a-challenge-of-the-day';
  const { json } = await cluster.administration('GET', `/runtime/identity?challenge=${challenge}`);
  const proof = createHmac('sha256', Buffer.from(controlKey, 'base64url')).update(`identity:${clusterId}:${challenge}`).digest('base64url');
  expect(json).toEqual({ clusterId, pid: cluster.child.pid, startedAt: expect.any(String), proof });
  expect((await cluster.administration('GET', '/runtime/identity')).status).toBe(400);
  for (const [method, where] of [
    ['GET', 'status'],
    ['PUT', 'listeners'],
    ['POST', 'stop'],
    ['GET', 'faults'],
    ['PUT', 'faults'],
  ] as const) {
    expect((await cluster.administration(method, `/runtime/${where}`)).status).toBe(401);
    expect((await cluster.administration(method, `/runtime/${where}`, { headers: { authorization: `Bearer ${controlKey}x` } })).status).toBe(401);
  }
  expect((await cluster.control('GET', 'status')).json).toMatchObject({
    clusterId,
    name: 'Fjord & friends',
    version: '3.8.0',
    pid: cluster.child.pid,
    public: false,
  });
});

test('after a restart accounts, keys, client and settings are there, sessions are not, and only administration is open', async () => {
  const folder = await folderFor();
  const first = await start(folder);
  await openToPeople(first);
  const admin = await asAdministrator(first);
  const { id } = await addLocal(admin, 'stays@x.org', 'Secret-7');
  const { json: key } = await admin('POST', `${api}/users/apiKey?name=k&scope=ADMIN`);
  await admin('POST', `${api}/admin/configuration/oauth_enabled`, jsonBody({ value: 'true' }));
  await admin(
    'POST',
    `${remote}/oauth/client`,
    jsonBody({ clientId: 'c', clientSecret: 's', providerName: 'p', providerUri: 'http://127.0.0.1:1', providerMetadataEndpointSupported: true }),
  );
  const session = (await logIn(first.administration, 'administrator@cluster.test', 'Correct-horse-9')).headers.authorization!;
  first.child.kill('SIGKILL');
  await first.child.ended;

  // The secrets of the first start need not be kept.
  delete folder.configuration['administrator'];
  writeConfiguration(folder);
  const second = await start(folder);
  const ask = withAuthorization(second.administration, `ApiKey ${key.key}`);
  expect((await ask('GET', `${api}/admin/users/${id}`)).json.email).toBe('stays@x.org');
  expect((await ask('GET', `${api}/admin/configuration`)).json.items).toContainEqual({
    name: 'oauth_enabled',
    value: 'true',
    visibility: 'ADMIN',
    hide: false,
  });
  expect((await (await asAdministrator(second))('GET', `${remote}/oauth/client`)).json.count).toBe(1);
  expect((await withAuthorization(second.administration, session)('GET', `${api}/users/profile`)).status).toBe(401);
  await expect(second.page('GET', '/')).rejects.toThrow('ECONNREFUSED');
});

test('numbers of users begin far apart on two clusters, and a deleted number is not given again', async () => {
  const [one, other] = [await start(await folderFor()), await start(await folderFor())];
  const [admin, otherAdmin] = [await asAdministrator(one), await asAdministrator(other)];
  const first = await addLocal(admin, 'a@x.org', 'Secret-7');
  expect(Math.abs(first.id - (await addLocal(otherAdmin, 'a@x.org', 'Secret-7')).id)).toBeGreaterThan(100);
  await admin('DELETE', `${api}/admin/users/${first.id}`);
  expect((await addLocal(admin, 'b@x.org', 'Secret-7')).id).toBe(first.id + 1);
});

describe('a first start that was cut off', () => {
  test('is done again when nothing was committed', async () => {
    const folder = await folderFor();
    const half = new DatabaseSync(database(folder));
    half.exec('pragma journal_mode = wal');
    half.close();
    expect((await asAdministrator(await start(folder))).length).toBeGreaterThan(0);
  });

  test('is named when the administrator is missing from the configuration', async () => {
    const folder = await folderFor({ administrator: undefined });
    expect(await failedStart(folder)).toMatchObject({ code: 'configuration-wrong', message: expect.stringContaining('names no administrator') });
    folder.configuration['administrator'] = { email: 'late@x.org', password: 'Secret-77' };
    writeConfiguration(folder);
    const cluster = await start(folder);
    expect((await logIn(cluster.administration, 'late@x.org', 'Secret-77')).status).toBe(200);
    expect(existsSync(path.join(folder.dataDir, 'failure.json'))).toBe(false);
  });

  test('killed at any moment, the next one has the administrator', async () => {
    const folder = await folderFor();
    for (const afterMs of [60, 120, 180, 240, 300]) {
      const child = spawnCluster(folder);
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      child.kill('SIGKILL');
      await child.ended;
    }
    await asAdministrator(await start(folder));
  });
});

describe('a start that fails says why', () => {
  test('the administration port is taken', async () => {
    const folder = await folderFor();
    const { address, administrationPort } = folder.configuration;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(administrationPort, address, resolve));
    expect(await failedStart(folder)).toEqual({
      at: expect.any(String),
      code: 'port-taken',
      message: `Port ${administrationPort} on ${address} is taken. Free it or choose another in the configuration.`,
    });
    await new Promise((resolve) => squatter.close(resolve));
    await start(folder);
  });

  test('the address is not of this machine', async () => {
    const folder = await folderFor({ address: '192.0.2.1' });
    expect(await failedStart(folder)).toMatchObject({ code: 'port-refused', message: expect.stringContaining('192.0.2.1 is not an address of this machine') });
  });

  test('the database file is damaged, at its head or within', async () => {
    const folder = await folderFor();
    const cluster = await start(folder);
    await addLocal(await asAdministrator(cluster), 'a@x.org', 'Secret-7');
    await cluster.stop();
    truncateSync(database(folder), statSync(database(folder)).size - 4096);
    expect(await failedStart(folder)).toMatchObject({ code: 'database-damaged' });
    writeFileSync(database(folder), 'x'.repeat(8192));
    expect(await failedStart(folder)).toMatchObject({ code: 'database-damaged', message: expect.stringContaining('Restore it') });
  });

  test('the data folder is that of another cluster, or in use by a process that lives', async () => {
    const folder = await folderFor();
    const cluster = await start(folder);
    folder.configuration['administrationPort'] = 21543;
    writeConfiguration(folder);
    expect(await failedStart(folder)).toMatchObject({ code: 'data-folder-in-use' });
    expect((await cluster.control('GET', 'status')).status).toBe(200);
    await cluster.stop();
    folder.configuration['clusterId'] = randomUUID();
    writeConfiguration(folder);
    expect(await failedStart(folder)).toMatchObject({ code: 'data-folder-wrong' });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown key', { colour: 'red' }, 'unknown: colour'],
    ['a port that is none', { apiPort: 0 }, 'apiPort'],
    ['a profile that does not exist', { profile: 'enterprise-9' }, 'profile'],
    ['a page address with a path', { pageUrl: 'http://127.0.0.1/x' }, 'pageUrl'],
    ['a short control key', { controlKey: 'topsecret' }, 'controlKey'],
  ])('the configuration has %s', async (_what, changes, part) => {
    const folder = await folderFor(changes);
    const { code, message } = await failedStart(folder);
    expect([code, message.includes(part), message.includes('topsecret')]).toEqual(['configuration-wrong', true, false]);
  });

  test('the configuration can be read by others', async () => {
    const folder = await folderFor();
    chmodSync(folder.file, 0o640);
    const child = spawnCluster(folder);
    expect([await child.ended, child.log().includes('Set its mode to 600')]).toEqual([1, true]);
    chmodSync(folder.file, 0o600);
    await start(folder);
  });

  test('the certificate does not fit its key', async () => {
    const [folder, other] = [await folderFor(), await folderFor()];
    folder.configuration['keyFile'] = other.configuration['keyFile'];
    writeConfiguration(folder);
    expect(await failedStart(folder)).toMatchObject({ code: 'certificate-wrong' });
  });
});

test('whoever reads its log may go away without ending it', async () => {
  const folder = await folderFor();
  const cluster = await start(folder);
  cluster.child.stderr!.destroy();
  await cluster.control('PUT', 'listeners', everything(true));
  await until('answers after lines that nobody read', async () => (await cluster.control('GET', 'status')).json.heartbeat.lastError !== null);
  expect((await cluster.page('GET', '/')).status).toBe(200);
  expect(await cluster.stop()).toBe(0);
});
