import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type HttpAnswer, type Served } from '../../testing/served.ts';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
let served: Served;
let c: Awaited<ReturnType<World['company']>>;
let here: string;
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
  c = await world.company();
  here = `/api/v1/organizations/${c.organizationId}`;
});
afterAll(async () => {
  await served.close();
  await world.close();
});

/** Every refusal is a problem document that tells a person what is wrong, and no more (RFC 9457). */
function expectProblem(answer: HttpAnswer, status: number, code?: string) {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.body).toMatchObject({ type: 'about:blank', status, title: expect.any(String), detail: expect.stringMatching(/^[A-Z].+\.$/), code: code ?? expect.any(String) });
  expect(answer.status).toBe(status);
  expect(answer.text).not.toMatch(/\bat .*\.(ts|js)|node_modules|postgres/i);
}

const versionNow = async () => (await served.get(here, { who: c.alice })).headers.etag;
const rename = async (given: NonNullable<Parameters<Served['send']>[2]>) =>
  served.send('PATCH', here, { who: c.alice, body: { name: 'Renamed' }, ...given, headers: { 'if-match': await versionNow(), ...given.headers } });

describe('a change by cookie', () => {
  test('200 from our own pages, as JSON', async () => expect(await rename({})).toMatchObject({ status: 200, body: { name: 'Renamed' } }));
  test.each([['missing', undefined], ['of another site', 'https://evil.example'], ['null', 'null'], ['ours with another port', 'http://127.0.0.1:8081'], ['ours as a prefix', 'http://127.0.0.1:8080.evil.example']])(
    '403 with an Origin that is %s, and nothing changed', async (_what, origin) => {
      expectProblem(await rename({ headers: { origin }, body: { name: 'Forged' } }), 403, 'wrong-origin');
      expect((await served.get(here, { who: c.alice })).body.name).toBe('Renamed');
    });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', undefined])('415 with content type %s, which a foreign form could send', async (type) => {
    expectProblem(await rename({ headers: { 'content-type': type } }), 415);
  });
  test('200 with a charset said', async () => expect((await rename({ headers: { 'content-type': 'application/json; charset=utf-8' } })).status).toBe(200));
  test('the same holds for what is public and changes something', async () => {
    expectProblem(await served.send('POST', '/api/v1/invitations/open', { body: { token: 'x'.repeat(43) }, headers: { origin: undefined } }), 403, 'wrong-origin');
    expectProblem(await served.send('POST', '/api/v1/invitations/open', { body: { token: 'x'.repeat(43) } }), 404);
  });
  test('no foreign page may read an answer: no CORS', async () => {
    const preflight = await served.send('OPTIONS', here, { headers: { origin: 'https://evil.example', 'access-control-request-method': 'PATCH' } });
    const read = await served.get(here, { who: c.alice, headers: { origin: 'https://evil.example' } });
    for (const { headers } of [preflight, read]) expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(preflight.status).toBe(404);
  });
});

describe('a change of what somebody may have changed meanwhile', () => {
  test('428 without If-Match, 412 with an older version, 200 with the one that was read; nothing else changes it', async () => {
    const first = await versionNow();
    expect(first).toMatch(/^"\d+"$/);
    expectProblem(await rename({ headers: { 'if-match': undefined }, body: { name: 'Unread' } }), 428, 'version-required');
    const changed = await rename({ body: { name: 'First' } });
    expect(changed).toMatchObject({ status: 200, body: { name: 'First' } });
    expect(changed.headers.etag).not.toBe(first);
    expectProblem(await rename({ headers: { 'if-match': first }, body: { name: 'Second' } }), 412, 'changed-meanwhile');
    for (const nonsense of ['*', '"x"', '"1", "2"', '']) expect((await rename({ headers: { 'if-match': nonsense }, body: { name: 'Third' } })).status).toBe(412);
    expect((await served.get(here, { who: c.alice })).body.name).toBe('First');
    expect((await rename({ headers: { 'if-match': changed.headers.etag } })).status).toBe(200);
  });
  test('401, 404 and 403 come before the version', async () => {
    const none = { headers: { 'if-match': undefined } };
    expectProblem(await rename({ ...none, who: null }), 401);
    expectProblem(await rename({ ...none, who: c.mallory }), 404);
    expectProblem(await rename({ ...none, who: c.bob }), 403);
  });
});

describe('who asks', () => {
  test('401 without cookie, with one that we did not sign, and with one whose session is over', async () => {
    const [name, value] = served.cookieOf(c.alice).split('=') as [string, string];
    for (const cookie of [undefined, `${name}=${value.slice(0, 20)}${value[20] === 'x' ? 'y' : 'x'}${value.slice(21)}`, `${name}=${c.alice.sessionToken}`]) {
      expectProblem(await served.get(here, { headers: { cookie } }), 401, 'not-signed-in');
    }
    const gone = await world.person();
    await world.owner`update session set "expiresAt" = now() - interval '1 second' where token = ${gone.sessionToken}`;
    expectProblem(await served.get('/api/v1/organizations', { who: gone }), 401);
    expect((await served.get('/api/v1/organizations', { who: c.alice })).status).toBe(200);
  });
  test('404 for an organization of others, 403 for what one may not, 409 for what cannot be: each a problem document', async () => {
    expectProblem(await served.get(here, { who: c.mallory }), 404, 'not-found');
    expectProblem(await served.send('PATCH', here, { who: c.bob, body: { name: 'Bobs' } }), 403, 'forbidden');
    expectProblem(await served.send('DELETE', `${here}/members/${c.carolMemberId}`, { who: c.carol, body: {} }), 409, 'conflict');
  });
});

describe('what is asked', () => {
  test.each(['abc', '1', '------------------------------------', '00000000-0000-0000-0000-000000000000', "1'%20or%20'1'='1", '%00', 'x'.repeat(201), '12345678-1234-1234-1234-1234567890123'])('404 for an id that is none: %s', async (id) => {
    for (const path of [`/api/v1/organizations/${id}`, `${here}/members/${id}/removal`, `/api/v1/organizations/${id}/members`, `/api/v1/organizations/${id}/events`]) {
      expectProblem(await served.get(path, { who: c.alice }), 404);
    }
  });
  test('an id means the same in capital letters', async () => {
    for (const path of ['', '/members', '/invitations', `/members/${c.bobMemberId.toUpperCase()}/removal`]) {
      expect(await served.get(`/api/v1/organizations/${c.organizationId.toUpperCase()}${path}`, { who: c.alice })).toMatchObject({ status: 200 });
    }
  });
  test('400 for JSON that cannot be read, and for a body that is no object', async () => {
    expectProblem(await rename({ raw: '{"name": ' }), 400, 'bad-request');
    expectProblem(await rename({ raw: '{"__proto__": {"name": "x"}}' }), 400);
    expectProblem(await served.send('POST', '/api/v1/organizations', { who: c.alice, raw: '[1]' }), 400, 'invalid-input');
    expectProblem(await served.send('POST', '/api/v1/organizations', { who: c.alice, raw: 'null' }), 400, 'invalid-input');
  });
  test('400 names each wrong field', async () => {
    const answer = await served.send('POST', `${here}/invitations`, { who: c.alice, body: { email: 'bob@', admin: true } });
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body.fields.map(({ field }: { field: string }) => field).sort()).toEqual(['admin', 'email']);
  });
  test('the path wins over the body: an id cannot be smuggled in', async () => {
    const answer = await served.send('PATCH', `/api/v1/organizations/${c.foreignOrganizationId}`, { who: c.alice, body: { name: 'Smuggled', organizationId: c.organizationId } });
    expectProblem(answer, 404);
    expect((await served.get(here, { who: c.alice })).body.name).not.toBe('Smuggled');
  });
  test('413 over 1 MB, 200 below', async () => {
    expectProblem(await rename({ raw: JSON.stringify({ name: 'x'.repeat(1_000_001) }) }), 413, 'too-large');
    expect((await rename({ raw: `{"name":"Roomy"${' '.repeat(900_000)}}` })).status).toBe(200);
  });
  test('a change without a body is one with an empty one', async () => {
    const invited = await served.send('POST', `${here}/invitations`, { who: c.alice, body: { email: 'dave@example.org' } });
    expect(await served.send('DELETE', `${here}/invitations/${invited.body.id}`, { who: c.alice })).toMatchObject({ status: 204, text: '' });
  });
  test.each(['/api/v1/nothing', '/api/v2/organizations', '/api', '/nothing.js', '/%zz', '/api/v1/organizations/%E0%A4%A'])('404 or 400 as a problem document at %s', async (path) => {
    const answer = await served.get(path, { headers: { accept: 'application/json' } });
    expect([400, 404]).toContain(answer.status);
    expectProblem(answer, answer.status);
  });
  test('404 for a method that an address does not know', async () => expectProblem(await served.send('PUT', here, { who: c.alice, body: {} }), 404, 'unknown-route'));
  test('HEAD answers like GET, without a body', async () => {
    expect(await served.send('HEAD', here, { who: c.alice })).toMatchObject({ status: 200, text: '' });
    expect((await served.send('HEAD', here, { who: c.mallory })).status).toBe(404);
  });
});

describe('what comes back', () => {
  test('is never kept by a cache', async () => expect((await served.get(here, { who: c.alice })).headers['cache-control']).toBe('no-store'));
  test('500 says that it was logged, and shows nothing of the inside', async () => {
    const name = `broken_${c.organizationId.replaceAll('-', '')}`;
    await world.owner.unsafe(`create function ${name}() returns trigger language plpgsql as $$ begin raise exception 'secret inside'; end $$;
      create trigger ${name} before insert on audit for each row execute function ${name}()`);
    const answer = await rename({});
    await world.owner.unsafe(`drop trigger ${name} on audit; drop function ${name}()`);
    expectProblem(answer, 500, 'internal-error');
    expect(answer.text).not.toContain('secret inside');
    expect((await rename({})).status).toBe(200);
  });
});
