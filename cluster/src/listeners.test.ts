import { connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addLocal,
  administrator,
  api,
  asAdministrator,
  everything,
  logIn,
  removeFolder,
  startCluster,
  withAuthorization,
  type RunningCluster,
} from './testing/cluster.ts';
import { jsonBody, type Called, type Json } from './testing/call.ts';

let cluster: RunningCluster;
beforeAll(async () => {
  cluster = await startCluster();
});
beforeEach(async () => {
  await cluster.control('PUT', 'listeners', everything(false));
});
afterAll(async () => {
  await cluster.stop();
  removeFolder(cluster.folder);
});

const refused = ({ status, json }: Called): string => `${status}/${json?.errorCode}`;
const put = async (isPublic: boolean, services: Record<string, boolean> = {}): Promise<Json> => {
  const wish = everything(isPublic);
  return (await cluster.control('PUT', 'listeners', { ...wish, services: { ...wish.services, ...services } })).json;
};
type Connection = { socket: Socket; greeting: string; ended: Promise<void> };
const dial = (port: number): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, cluster.address);
    socket.on('error', reject);
    const ended = new Promise<void>((end) => socket.on('close', () => end()));
    socket.once('data', (data) => resolve({ socket, greeting: data.toString(), ended }));
  });

describe('service ports (M16)', () => {
  test('open with their bundle, greet, and are cut off when it closes', async () => {
    await expect(dial(22092)).rejects.toThrow('ECONNREFUSED');
    const open = await put(false, { kafka: true });
    expect(open.services.kafka).toEqual({ open: true, ports: [22092] });
    expect(open.services.ssh).toEqual({ open: false, ports: [22022] });
    const connection = await dial(22092);
    expect(connection.greeting).toBe('hopyard-cluster kafka\n');
    await expect(dial(22022)).rejects.toThrow('ECONNREFUSED');
    await put(false);
    await connection.ended;
    await expect(dial(22092)).rejects.toThrow('ECONNREFUSED');
  });

  test('a bundle opens all of its ports; asking again leaves its connections alone', async () => {
    await put(false, { featureStore: true });
    const connection = await dial(22010);
    expect((await dial(22020)).greeting).toBe('hopyard-cluster featureStore\n');
    await put(false, { featureStore: true, ssh: true });
    expect(connection.socket.destroyed).toBe(false);
    expect((await dial(22022)).greeting).toBe('hopyard-cluster ssh\n');
    await put(false);
    await connection.ended;
  });

  test('a taken port is named and leaves the whole bundle closed; freed, the same wish opens it', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(22010, cluster.address, resolve));
    const taken = await put(false, { featureStore: true, kafka: true });
    expect(taken.services.featureStore).toEqual({ open: false, ports: [22020, 22010], error: `Port 22010 on ${cluster.address} is taken` });
    expect(taken.services.kafka.open).toBe(true);
    await expect(dial(22020)).rejects.toThrow('ECONNREFUSED');
    await new Promise((resolve) => squatter.close(resolve));
    expect((await put(false, { featureStore: true, kafka: true })).services.featureStore).toEqual({ open: true, ports: [22020, 22010] });
  });

  test('wishes that arrive together are taken one after the other: each is answered by what it led to, and the last one stands', async () => {
    const wishes = [
      { isPublic: true, services: { ssh: true } },
      { isPublic: false, services: {} },
      { isPublic: true, services: { kafka: true } },
      { isPublic: false, services: { ssh: true, kafka: true } },
    ];
    const shown = (status: Json) => [status.public, status.services.ssh.open, status.services.kafka.open];
    const wanted = wishes.map(({ isPublic, services }) => [isPublic, services.ssh === true, services.kafka === true]);
    expect((await Promise.all(wishes.map(({ isPublic, services }) => put(isPublic, services)))).map(shown)).toEqual(wanted);
    expect(wanted).toContainEqual(shown((await cluster.control('GET', 'status')).json));
  });
});

describe("the people's listeners", () => {
  test('are closed until told, open together, and close again', async () => {
    await expect(cluster.page('GET', '/')).rejects.toThrow('ECONNREFUSED');
    await expect(cluster.api('GET', `${api}/variables/versions`)).rejects.toThrow('ECONNREFUSED');
    expect((await put(true)).public).toBe(true);
    expect((await cluster.page('GET', '/')).status).toBe(200);
    expect((await cluster.api('GET', `${api}/variables/versions`)).json).toEqual([{ software: 'hopsworks', version: '3.8.0' }]);
    expect((await put(false)).public).toBe(false);
    await expect(cluster.page('GET', '/')).rejects.toThrow('ECONNREFUSED');
    expect((await cluster.administration('GET', `${api}/variables/versions`)).status).toBe(200);
  });

  test('a taken port leaves both closed and is named', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(21080, cluster.address, resolve));
    expect(await put(true)).toMatchObject({ public: false, publicError: `Port 21080 on ${cluster.address} is taken` });
    await expect(cluster.api('GET', '/')).rejects.toThrow('ECONNREFUSED');
    await new Promise((resolve) => squatter.close(resolve));
    expect(await put(true)).not.toHaveProperty('publicError');
  });
});

describe('M11: while the cluster is held back, its administration address', () => {
  test('takes local administrators alone: no ordinary user, no remote account, by password, key or session', async () => {
    const admin = await asAdministrator(cluster);
    await addLocal(admin, 'user@x.org', 'Secret-7');
    await addLocal(admin, 'boss@x.org', 'Secret-7', 'HOPS_ADMIN');
    await admin(
      'POST',
      `${api}/admin/users?${new URLSearchParams({ accountType: 'REMOTE_ACCOUNT_TYPE', type: 'OAUTH2', clientId: 'c', subject: 's', email: 'far@x.org', givenName: 'F', surname: 'A' })}`,
    );
    expect(refused(await logIn(cluster.administration, 'user@x.org', 'Secret-7'))).toBe('401/160008');
    expect(refused(await logIn(cluster.administration, 'far@x.org', 'Secret-7'))).toBe('401/160008');
    expect((await logIn(cluster.administration, 'boss@x.org', 'Secret-7')).status).toBe(200);

    await put(true);
    const session = withAuthorization(cluster.administration, (await logIn(cluster.administration, 'user@x.org', 'Secret-7')).headers.authorization!);
    const made = await session('POST', `${api}/users/apiKey?name=k&scope=PROJECT`);
    const key = withAuthorization(cluster.administration, `ApiKey ${made.json.key}`);
    const variable = `${api}/variables/oauth_enabled`;
    expect((await session('GET', `${api}/users/profile`)).status).toBe(200);
    await admin('POST', `${api}/admin/configuration/oauth_enabled`, jsonBody({ value: 'false', visibility: 'USER' }));
    expect((await key('GET', variable)).json).toEqual({ successMessage: 'false' });

    await put(false);
    expect(refused(await session('GET', `${api}/users/profile`))).toBe('401/200003');
    expect(refused(await key('GET', variable))).toBe('401/320012');
    expect((await admin('GET', variable)).status).toBe(200);
  });

  test('a wrong password of somebody kept out is not counted against him', async () => {
    const admin = await asAdministrator(cluster);
    const { id } = await addLocal(admin, 'guarded@x.org', 'Secret-7');
    for (let attempt = 0; attempt < 7; attempt += 1) await logIn(cluster.administration, 'guarded@x.org', 'wrong');
    expect((await admin('GET', `${api}/admin/users/${id}`)).json.status).toBe(2);
  });

  test('nobody comes in by single sign-on over it', async () => {
    expect((await cluster.administration('GET', '/autoOauth')).status).toBe(404);
    expect((await cluster.administration('POST', '/hopsworks-remote-user-api/api/remote/user/auth/oauth/login')).status).toBe(404);
    expect((await logIn(cluster.administration, administrator.email, administrator.password)).status).toBe(200);
  });
});

test('the control interface is on the administration address alone', async () => {
  await put(true);
  const headers = { authorization: `Bearer ${cluster.folder.configuration['controlKey']}` };
  expect((await cluster.api('GET', '/runtime/status', { headers })).status).toBe(404);
  expect((await cluster.page('GET', '/runtime/status', { headers })).status).toBe(404);
  expect((await cluster.administration('GET', '/runtime/status', { headers })).status).toBe(200);
});
