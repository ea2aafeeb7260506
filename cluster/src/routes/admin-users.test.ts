import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  asAdministrator,
  administrator,
  api,
  logIn,
  openToPeople,
  removeFolder,
  startCluster,
  withAuthorization,
  type RunningCluster,
} from '../testing/cluster.ts';
import { jsonBody, type Called, type Json } from '../testing/call.ts';

let cluster: RunningCluster;
let admin: RunningCluster['api'];
beforeAll(async () => {
  cluster = await startCluster();
  await openToPeople(cluster);
  admin = await asAdministrator(cluster);
});
afterAll(async () => {
  await cluster.stop();
  removeFolder(cluster.folder);
});

const refused = ({ status, json }: Called): string => `${status}/${json?.errorCode}`;
const create = (fields: Record<string, string>): Promise<Called> => admin('POST', `${api}/admin/users?${new URLSearchParams(fields)}`);
const local = (email: string, more: Record<string, string> = {}): Promise<Called> =>
  create({ accountType: 'M_ACCOUNT_TYPE', email, givenName: 'Carol', surname: 'Singer', ...more });
const remoteUser = (subject: string, email: string, more: Record<string, string> = {}): Promise<Called> =>
  create({ accountType: 'REMOTE_ACCOUNT_TYPE', type: 'OAUTH2', clientId: 'c1', subject, email, givenName: 'Rita', surname: 'Remote', ...more });
const byEmail = async (email: string): Promise<Json> =>
  (await admin('GET', `${api}/admin/users?filter_by=user_email:${email}`)).json.items.find((user: Json) => user.email === email);
const setVariable = (name: string, value: string): Promise<Called> => admin('POST', `${api}/admin/configuration/${name}`, jsonBody({ name, value }));

describe('creating a local account', () => {
  test('takes query parameters; a JSON body is 422/120001', async () => {
    const fields = { accountType: 'M_ACCOUNT_TYPE', email: 'json@x.org', givenName: 'J', surname: 'S' };
    expect(refused(await admin('POST', `${api}/admin/users`, jsonBody(fields)))).toBe('422/120001');
    expect((await create(fields)).status).toBe(201);
  });

  test('starts as 7 with a password of eight characters shown once, and lower-cases the address', async () => {
    const { status, headers, json } = await local('Carol@X.org');
    expect(status).toBe(201);
    expect(json).toMatchObject({ email: 'carol@x.org', status: 7, accountType: 'M_ACCOUNT_TYPE', maxNumProjects: 5, username: 'carol000' });
    expect(json.password).toHaveLength(8);
    expect(json.role.map((role: Json) => role.groupName)).toEqual(['HOPS_USER']);
    const again = await admin('GET', headers.location!);
    expect(again.json).toMatchObject({ id: json.id, email: 'carol@x.org' });
    expect(again.json).not.toHaveProperty('password');
    expect((await logIn(cluster.api, 'carol@x.org', json.password)).status).toBe(200);
  });

  test('keeps status, role and quota that are given, and does not repeat a given password', async () => {
    const { json } = await local('dora@x.org', { status: 'ACTIVATED_ACCOUNT', role: 'HOPS_ADMIN', password: 'Secret-7', maxNumProjects: '2' });
    expect(json).toMatchObject({ status: 2, maxNumProjects: 2 });
    expect(json.role[0]).toMatchObject({ groupName: 'HOPS_ADMIN', gid: 1005 });
    expect(json).not.toHaveProperty('password');
  });

  test('a quota of zero means the default of the cluster, and a change afterwards takes it', async () => {
    const { json } = await local('zero@x.org', { maxNumProjects: '0' });
    expect(json.maxNumProjects).toBe(5);
    expect((await admin('PUT', `${api}/admin/users/${json.id}`, jsonBody({ maxNumProjects: 0 }))).json.maxNumProjects).toBe(0);
  });

  test('an unknown role is taken without a word and leaves an account that cannot log in', async () => {
    const { status, json } = await local('roleless@x.org', { role: 'KING', password: 'Secret-7', status: 'ACTIVATED_ACCOUNT' });
    expect([status, json.role]).toEqual([201, []]);
    expect(refused(await logIn(cluster.api, 'roleless@x.org', 'Secret-7'))).toBe('401/160000');
  });

  test.each([
    ['an address that is taken, whatever its case', { email: 'ADMINISTRATOR@cluster.test' }, '409/160003'],
    ['what is no address', { email: 'nobody' }, '400/160037'],
    ['an empty name', { givenName: ' ' }, '400/160055'],
    ['an empty password', { password: '' }, '400/160014'],
    ['a short password', { password: 'aB3' }, '400/160015'],
    ['a password of one kind', { password: 'abcdefg' }, '400/160018'],
    ['no account type', { accountType: '' }, '422/120001'],
    ['a name over 30 characters', { surname: 'x'.repeat(31) }, '500/120000'],
  ])('%s is refused', async (_what, fields, refusal) => {
    expect(refused(await local('refused@x.org', fields))).toBe(refusal);
    expect(await byEmail('refused@x.org')).toBeUndefined();
  });

  test('names of 30 characters fit, and user names that clash get a number', async () => {
    const first = await local('same.name.one@x.org', { surname: 'x'.repeat(30) });
    const second = await local('same.name.two@x.org');
    expect([first.json.username, second.json.username]).toEqual(['samename', 'samenam1']);
  });
});

describe('creating a remote account', () => {
  test('answers no number; the list says OAUTH2 and the single read REMOTE_ACCOUNT_TYPE', async () => {
    const { status, json } = await remoteUser('rita', 'Rita@X.org', { role: 'HOPS_ADMIN', maxNumProjects: '1' });
    expect(status).toBe(201);
    expect(json).toEqual({ uuid: 'c1.rita', givenName: 'Rita', surname: 'Remote', email: 'rita@x.org', username: 'rita0000' });
    const listed = await byEmail('rita@x.org');
    expect(listed).toMatchObject({ accountType: 'OAUTH2', status: 2, role: [], maxNumProjects: 5 });
    expect((await admin('GET', `${api}/admin/users/${listed.id}`)).json.accountType).toBe('REMOTE_ACCOUNT_TYPE');
    expect((await admin('GET', `${api}/admin/user/c1.rita`)).json).toEqual({ uuid: 'c1.rita', givenName: 'Rita', surname: 'Remote', email: 'rita@x.org' });
    expect(refused(await admin('GET', `${api}/admin/user/c1.nobody`))).toBe('404/160002');
  });

  test('gets the role of a mapping of everybody, for no groups are known yet', async () => {
    await setVariable('oauth_group_mapping', 'ANY_GROUP->HOPS_USER;admins->HOPS_ADMIN');
    await remoteUser('mapped', 'mapped@x.org');
    await setVariable('oauth_group_mapping', '');
    expect((await byEmail('mapped@x.org')).role.map((role: Json) => role.groupName)).toEqual(['HOPS_USER']);
  });

  test('clashes across both kinds of account, and incomplete ones, are refused', async () => {
    await remoteUser('clash', 'clash@x.org');
    expect(refused(await remoteUser('clash', 'other@x.org'))).toBe('409/160003');
    expect(refused(await remoteUser('other', 'CLASH@x.org'))).toBe('409/160003');
    expect(refused(await remoteUser('other', administrator.email))).toBe('409/160003');
    expect(refused(await local('clash@x.org'))).toBe('409/160003');
    expect(refused(await remoteUser('', 'empty@x.org'))).toBe('422/120001');
    expect(refused(await remoteUser('x'.repeat(126), 'long@x.org'))).toBe('500/120000');
    expect((await remoteUser('x'.repeat(125), 'long@x.org')).status).toBe(201);
  });
});

describe('changing an account', () => {
  const made = async (email: string): Promise<string> =>
    `${api}/admin/users/${(await local(email, { status: 'ACTIVATED_ACCOUNT', password: 'Secret-7' })).json.id}`;

  test('status goes in as number or name, comes out as number, and only what is present changes', async () => {
    const where = await made('status@x.org');
    expect((await admin('PUT', where, jsonBody({ status: 'BLOCKED_ACCOUNT' }))).json).toMatchObject({ status: 4, maxNumProjects: 5 });
    expect((await admin('PUT', where, jsonBody({ status: 2 }))).json.status).toBe(2);
    expect((await admin('PUT', where, jsonBody({ status: null, maxNumProjects: 1 }))).json).toMatchObject({ status: 2, maxNumProjects: 1 });
    expect((await admin('PUT', where, jsonBody({ status: 'GONE' }))).status).toBe(400);
    expect((await admin('PUT', where, jsonBody({ bbcGroupCollection: [{ gid: 1005 }, { groupName: 'HOPS_USER' }] }))).json.role).toHaveLength(2);
  });

  test('a role is plain text and replaces all; the own and unknown ones are refused', async () => {
    const where = await made('role@x.org');
    const put = (place: string, body: string): Promise<Called> => admin('PUT', place, { headers: { 'content-type': 'text/plain' }, body });
    expect((await put(`${where}/role`, 'HOPS_ADMIN')).json.role).toEqual([expect.objectContaining({ groupName: 'HOPS_ADMIN' })]);
    expect(refused(await put(`${where}/role`, 'KING'))).toBe('400/160053');
    const own = (await byEmail(administrator.email)).id;
    expect(refused(await put(`${api}/admin/users/${own}/role`, 'HOPS_USER'))).toBe('400/160063');
    expect(refused(await put(`${api}/admin/users/1/role`, 'HOPS_USER'))).toBe('404/160002');
  });

  test('unknown numbers and user names in the path are told apart', async () => {
    expect(refused(await admin('GET', `${api}/admin/users/1`))).toBe('404/160002');
    expect(refused(await admin('GET', `${api}/admin/users/carol000`))).toBe('404/120004');
    expect(refused(await admin('PUT', `${api}/admin/users/1`, jsonBody({ status: 4 })))).toBe('404/160002');
    expect(refused(await admin('PUT', `${api}/admin/users/1/reset`))).toBe('500/120000');
  });

  test('accepting activates from any status and gives a first role; rejecting is 6; pending is for new ones', async () => {
    const { json } = await local('await@x.org', { status: 'NEW_MOBILE_ACCOUNT', role: 'none' });
    const where = `${api}/admin/users/${json.id}`;
    expect((await admin('PUT', `${where}/pending`)).status).toBe(200);
    expect((await admin('PUT', `${where}/accepted`, jsonBody({}))).json).toMatchObject({ status: 2, role: [{ groupName: 'HOPS_USER' }] });
    expect(refused(await admin('PUT', `${where}/pending`))).toBe('400/160046');
    expect((await admin('PUT', `${where}/rejected`)).json.status).toBe(6);
  });

  test('a reset gives a password that works once the old one does not, and is not for remote accounts', async () => {
    const where = await made('reset@x.org');
    const { json } = await admin('PUT', `${where}/reset`);
    expect(json.password).toHaveLength(8);
    expect(refused(await logIn(cluster.api, 'reset@x.org', 'Secret-7'))).toBe('401/160008');
    expect((await logIn(cluster.api, 'reset@x.org', json.password)).status).toBe(200);
    expect((await admin('GET', where)).json.status).toBe(7);
    await remoteUser('noreset', 'noreset@x.org');
    expect(refused(await admin('PUT', `${api}/admin/users/${(await byEmail('noreset@x.org')).id}/reset`))).toBe('400/160063');
  });

  test('who owns a project cannot be deleted; without it the same person can', async () => {
    const where = await made('owner@x.org');
    const { username } = (await admin('GET', where)).json;
    expect((await admin('POST', `${api}/admin/projects/createas`, jsonBody({ projectName: 'fjord', owner: username }))).status).toBe(200);
    expect(refused(await admin('DELETE', where))).toBe('400/160054');
    const [project] = (await admin('GET', `${api}/admin/projects?expand=creator`)).json.items;
    expect(project).toMatchObject({ name: 'fjord', creator: { email: 'owner@x.org' } });
    await admin('DELETE', `${api}/admin/projects/${project.id}`);
    expect((await admin('DELETE', where)).status).toBe(204);
    expect(refused(await admin('DELETE', where))).toBe('404/160002');
  });
});

describe('listing accounts', () => {
  test('filters, sorts and pages, and counts before paging', async () => {
    const list = async (query: string): Promise<Json> => (await admin('GET', `${api}/admin/users?${query}`)).json;
    await local('list.b@x.org', { status: 'BLOCKED_ACCOUNT' });
    await local('list.a@x.org', { status: 'BLOCKED_ACCOUNT' });
    const filter = 'filter_by=user_email:LIST.&filter_by=status:4';
    expect((await list(`${filter}&sort_by=email:asc`)).items.map((user: Json) => user.email)).toEqual(['list.a@x.org', 'list.b@x.org']);
    const page = await list(`${filter}&sort_by=email:desc&offset=1&limit=1`);
    expect([page.items.map((user: Json) => user.email), page.count]).toEqual([['list.a@x.org'], 2]);
    expect((await list('filter_by=role:AGENT')).items.map((user: Json) => user.email)).toEqual(['kagent@hops.io']);
    expect((await list('filter_by=type:REMOTE_ACCOUNT_TYPE')).items.every((user: Json) => user.accountType === 'OAUTH2')).toBe(true);
    for (const bad of ['filter_by=colour:red', 'filter_by=constructor:x', 'sort_by=constructor', 'filter_by=status:99', 'sort_by=age', 'limit=x'])
      expect(refused(await admin('GET', `${api}/admin/users?${bad}`))).toBe('404/310000');
  });

  test('names the roles with their numbers', async () => {
    const { json } = await admin('GET', `${api}/admin/users/groups`);
    expect(json.items.map((group: Json) => [group.groupName, group.gid])).toEqual(
      expect.arrayContaining([
        ['HOPS_ADMIN', 1005],
        ['HOPS_USER', 1006],
      ]),
    );
  });
});

test('administration of users is not on the http page, and is on the HTTPS address of people by role', async () => {
  const token = (await logIn(cluster.page, administrator.email, administrator.password)).headers.authorization!;
  expect((await withAuthorization(cluster.page, token)('GET', `${api}/admin/users`)).status).toBe(404);
  expect((await withAuthorization(cluster.api, token)('GET', `${api}/admin/users`)).status).toBe(200);
});
