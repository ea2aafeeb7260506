import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addLocal, api, asAdministrator, removeFolder, startCluster, type RunningCluster } from './testing/cluster.ts';
import { jsonBody, type Called, type Json } from './testing/call.ts';

let cluster: RunningCluster;
let admin: RunningCluster['api'];
beforeAll(async () => {
  cluster = await startCluster();
  admin = await asAdministrator(cluster);
});
beforeEach(async () => {
  await cluster.control('PUT', 'faults', []);
});
afterAll(async () => {
  await cluster.stop();
  removeFolder(cluster.folder);
});

const users = `${api}/admin/users`;
const refused = ({ status, json }: Called): string => `${status}/${json?.errorCode}`;
const strike = (kind: string, method: string, path: string, more: object = {}): Promise<Called> =>
  cluster.control('PUT', 'faults', [{ method, path, kind, ...more }]);
const find = async (email: string): Promise<Json> => (await admin('GET', `${users}?filter_by=user_email:${email}`)).json.items[0];
const create = (email: string): Promise<Called> =>
  admin('POST', `${users}?${new URLSearchParams({ accountType: 'M_ACCOUNT_TYPE', email, givenName: 'A', surname: 'B' })}`);

test('error-500 strikes before anything is done, as often as told', async () => {
  await strike('error-500', 'POST', users, { times: 2 });
  expect(refused(await create('five@x.org'))).toBe('500/120000');
  expect((await cluster.control('GET', 'faults')).json).toEqual([{ method: 'POST', path: users, kind: 'error-500', times: 1 }]);
  expect(refused(await create('five@x.org'))).toBe('500/120000');
  expect(await find('five@x.org')).toBeUndefined();
  expect((await create('five@x.org')).status).toBe(201);
});

test('drop-after-commit keeps the change and loses the answer', async () => {
  await strike('drop-after-commit', 'POST', users, { times: 1 });
  await expect(create('dropped@x.org')).rejects.toThrow();
  expect(await find('dropped@x.org')).toMatchObject({ status: 7 });
  expect(refused(await create('dropped@x.org'))).toBe('409/160003');
});

test('unauthorized and conflict answer as a rotated key and a taken address do', async () => {
  await strike('unauthorized', 'GET', users);
  expect(refused(await admin('GET', users))).toBe('401/320012');
  await strike('conflict', 'POST', users);
  expect(refused(await create('conflict@x.org'))).toBe('409/160003');
  await cluster.control('PUT', 'faults', []);
  expect((await create('conflict@x.org')).status).toBe(201);
});

test('mail-fails answers 500/100039 although the account is changed', async () => {
  const { id } = await addLocal(admin, 'mail@x.org', 'Secret-7');
  await admin('PUT', `${users}/${id}`, jsonBody({ status: 1 }));
  await strike('mail-fails', 'PUT', `${users}/${id}/accepted`);
  expect(refused(await admin('PUT', `${users}/${id}/accepted`))).toBe('500/100039');
  expect((await admin('GET', `${users}/${id}`)).json.status).toBe(2);
  await strike('mail-fails', 'PUT', `${users}/${id}/reset`, { times: 1 });
  expect(refused(await admin('PUT', `${users}/${id}/reset`))).toBe('500/100039');
  expect((await admin('GET', `${users}/${id}`)).json.status).toBe(7);
  expect((await admin('PUT', `${users}/${id}/reset`)).status).toBe(200);
});

test('delay holds one operation back and no other', async () => {
  await strike('delay', 'GET', `${users}/groups`, { delayMs: 400 });
  const order: string[] = [];
  await Promise.all([admin('GET', `${users}/groups`).then(() => order.push('delayed')), admin('GET', `${users}?limit=1`).then(() => order.push('other'))]);
  expect(order).toEqual(['other', 'delayed']);
});

test('a list that is wrong is refused whole, and where faults are not allowed there are none', async () => {
  expect((await cluster.control('PUT', 'faults', [{ method: 'GET', path: users, kind: 'earthquake' }])).status).toBe(400);
  expect((await cluster.control('GET', 'faults')).json).toEqual([]);
  const other = await startCluster({ faultsAllowed: false });
  expect((await other.control('GET', 'faults')).status).toBe(404);
  expect((await other.control('PUT', 'faults', [])).status).toBe(404);
  await other.stop();
  removeFolder(other.folder);
});
