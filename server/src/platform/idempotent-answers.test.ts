import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, shownOnce } from '../kernel/endpoint.ts';
import { allowed } from '../kernel/verdict.ts';
import { poll } from '../testing/poll.ts';
import { serve, type Served } from '../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../testing/world.ts';

let world: World;
let served: Served;
let c: Awaited<ReturnType<World['company']>>;
/** How often the secret was drawn. */
let drawn = 0;
let hold: Promise<void> = Promise.resolve();

/** An answer with a secret, of an operation that exists: what is kept of it must not hold the secret. */
const showing = endpoint({
  operation: 'clusters.retry', summary: 'Draw a secret', method: 'POST', path: '/draw', access: 'signed-in', locks: 'own', status: 201, secrets: ['secret'],
  input: z.strictObject({ name: z.string() }), output: z.object({ ...shownOnce, name: z.string() }),
  load: async () => 'anything', allow: () => allowed,
  run: async ({ setCookie, newSecret }, _subject, { name }) => {
    drawn += 1;
    setCookie('drawn=yes; Path=/');
    await hold;
    return { secret: newSecret().value, name };
  },
});

beforeAll(async () => {
  world = await newWorld();
  served = await serve(world, { product: { ...world.product, endpoints: [...world.product.endpoints, showing] } });
  c = await world.company();
});
afterAll(async () => {
  await served.close();
  await world.close();
});

const post = (path: string, who: TestPerson | null, body: unknown, key: string | undefined) =>
  served.send('POST', `/api/v1${path}`, { who, body, headers: { 'idempotency-key': key } });
const invite = (who: TestPerson, email: string, key: string | undefined, organizationId: string = c.organizationId) => post(`/organizations/${organizationId}/invitations`, who, { email }, key);
const mailsTo = async (email: string) => (await world.owner`select from mail where recipient = ${email}`).length;
const key = () => randomUUID();

describe('the same POST again', () => {
  test('with the same key: the same status and body, and nothing is done twice', async () => {
    const [first, again] = [await invite(c.alice, 'dora@example.org', 'dora'), await invite(c.alice, 'dora@example.org', 'dora')];
    expect(first).toMatchObject({ status: 201, body: { email: 'dora@example.org' } });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect([again.status, again.text, again.headers['idempotent-replayed']]).toEqual([201, first.text, 'true']);
    expect(await mailsTo('dora@example.org')).toBe(1);
  });
  test('without a key, or with another one, it is done again', async () => {
    for (const each of [undefined, undefined, key(), key()]) expect((await invite(c.alice, 'ed@example.org', each)).headers['idempotent-replayed']).toBeUndefined();
    expect(await mailsTo('ed@example.org')).toBe(4);
  });
  test('the order of the fields does not matter', async () => {
    const [same, path] = [key(), `/organizations/${c.organizationId}/invitations`];
    await post(path, c.alice, { email: 'fay@example.org', administrator: true }, same);
    expect((await post(path, c.alice, { administrator: true, email: 'fay@example.org' }, same)).headers['idempotent-replayed']).toBe('true');
  });
  test('422 with another body, or for another thing in the path; a new key passes', async () => {
    const same = key();
    expect((await invite(c.alice, 'gil@example.org', same)).status).toBe(201);
    expect(await invite(c.alice, 'gus@example.org', same)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused', detail: expect.stringMatching(/\.$/) } });
    const other = await world.organization(c.alice);
    expect((await invite(c.alice, 'gil@example.org', same, other)).status).toBe(422);
    expect((await invite(c.alice, 'gus@example.org', key())).status).toBe(201);
  });
  test('a key means something for one person and one operation only', async () => {
    const same = key();
    const [alices, carols] = [await invite(c.alice, 'hal@example.org', same), await invite(c.carol, 'hal@example.org', same)];
    expect(carols.headers['idempotent-replayed']).toBeUndefined();
    expect(carols.status).toBe(201);
    const resent = await post(`/organizations/${c.organizationId}/invitations/${alices.body.id}/resend`, c.alice, { email: 'hal@example.org' }, same);
    expect(resent.status).not.toBe(422);
  });
  test('an answer without a body comes back without one, and the cookies of an answer never do', async () => {
    const [name, same] = ['b', key()];
    const first = await post('/draw', c.bob, { name }, same);
    const again = await post('/draw', c.bob, { name }, same);
    expect([first.headers['set-cookie'], again.headers['set-cookie']]).toEqual([['drawn=yes; Path=/'], undefined]);
    const invited = await world.person({ givenName: 'Ida' });
    const { body } = await invite(c.alice, invited.email, undefined);
    for (const replayed of [undefined, 'true']) {
      const rejected = await post(`/invitations/${body.id}/reject`, invited, {}, same);
      expect([rejected.status, rejected.text, rejected.headers['idempotent-replayed']]).toEqual([204, '', replayed]);
    }
  });
});

describe('what is kept', () => {
  test('never what is shown once: the repeated answer says so, and the table does not hold it', async () => {
    const [before, same] = [drawn, key()];
    const first = await post('/draw', c.alice, { name: 'n' }, same);
    const again = await post('/draw', c.alice, { name: 'n' }, same);
    expect(first.body).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/), name: 'n' });
    expect(again.body).toEqual({ secret: null, name: 'n', replayed: expect.stringContaining('Idempotency-Key') });
    expect(drawn - before).toBe(1);
    const rows = JSON.stringify([...(await world.owner`select * from idempotent_answer`)]);
    expect(rows).toContain('\\"name\\":\\"n\\"');
    expect(rows).not.toContain(first.body.secret);
    expect(rows).not.toContain(same);
  });
  test('every POST whose answer holds a secret says which field it is', () => {
    const repeatable = world.product.endpoints.filter((spec) => spec.method === 'POST' && 'locks' in spec);
    const secret = /secret|password|token|^key$|codes?$/i;
    const fieldsOf = (spec: (typeof repeatable)[number]) => Object.keys(spec.output instanceof z.ZodObject ? spec.output.shape : {});
    expect(repeatable.filter(({ secrets }) => secrets?.length).map(({ operation }) => operation)).toContain('cluster-passwords.reveal');
    for (const spec of repeatable) {
      const hidden = spec.secrets ?? [];
      expect(fieldsOf(spec).filter((field) => secret.test(field) && !hidden.includes(field) && spec.access !== 'cluster'), spec.operation).toEqual([]);
      const asKept = Object.fromEntries([...hidden.map((field) => [field, null]), ...(hidden.length > 0 ? [['replayed', 'Said.']] : [])]);
      if (hidden.length > 0) expect((spec.output as z.ZodObject).partial().safeParse(asKept), spec.operation).toMatchObject({ success: true, data: asKept });
    }
  });
  test('no refusal: the same key is carried out once the reason is gone', async () => {
    const same = key();
    expect((await invite(c.bob, 'joe@example.org', same)).status).toBe(403);
    await world.owner`update organization set members_can_invite = true where id = ${c.organizationId}`;
    expect((await invite(c.bob, 'joe@example.org', same)).status).toBe(201);
    await world.owner`update organization set members_can_invite = false where id = ${c.organizationId}`;
  });
  test('for 24 hours, and then the job by the clock deletes it', async () => {
    const same = key();
    await invite(c.alice, 'kim@example.org', same);
    const count = async () => (await world.owner`select from idempotent_answer where body like '%kim@example.org%'`).length;
    await world.owner`update idempotent_answer set created_at = now() - interval '23 hours 59 minutes' where body like '%kim@example.org%'`;
    const sweep = world.product.jobs.find(({ name }) => name === 'sessions.sweep')!;
    await sweep.run(world.product.workOf('sessions.sweep'), 'all');
    expect((await invite(c.alice, 'kim@example.org', same)).headers['idempotent-replayed']).toBe('true');
    await world.owner`update idempotent_answer set created_at = now() - interval '24 hours 1 second' where body like '%kim@example.org%'`;
    expect((await invite(c.alice, 'kim@example.org', same)).headers['idempotent-replayed']).toBeUndefined();
    expect(await count()).toBe(1);
    await world.owner`update idempotent_answer set created_at = now() - interval '24 hours 1 second' where body like '%kim@example.org%'`;
    await sweep.run(world.product.workOf('sessions.sweep'), 'all');
    expect(await count()).toBe(0);
  });
});

describe('before an answer is repeated', () => {
  test('who asks is looked at again: a removed person gets 404, somebody signed out 401', async () => {
    const [dan, same] = [await world.person({ givenName: 'Dan' }), key()];
    await world.join(c.organizationId, dan, 'administrator');
    expect((await invite(dan, 'lea@example.org', same)).status).toBe(201);
    expect((await invite(dan, 'lea@example.org', same)).headers['idempotent-replayed']).toBe('true');
    await world.owner`delete from member where user_id = ${dan.userId}`;
    expect((await invite(dan, 'lea@example.org', same)).status).toBe(404);
    await world.owner`delete from session where "userId" = ${dan.userId}`;
    expect((await invite(dan, 'lea@example.org', same)).status).toBe(401);
  });
  test('so is the key: 400 that names it when it is empty, too long or not printable, and what reads or is no POST does not care', async () => {
    for (const wrong of ['', 'x'.repeat(256), 'é']) {
      expect(await invite(c.alice, 'max@example.org', wrong)).toMatchObject({ status: 400, body: { fields: [{ field: 'Idempotency-Key' }] } });
    }
    expect((await invite(c.alice, 'max@example.org', ` ${'x'.repeat(255)}`)).status).toBe(201);
    for (const name of ['One', 'Two']) expect((await served.send('PATCH', `/api/v1/organizations/${c.organizationId}`, { who: c.alice, body: { name }, headers: { 'idempotency-key': 'patch' } })).headers['idempotent-replayed']).toBeUndefined();
    const token = 'x'.repeat(43);
    for (let time = 0; time < 2; time++) expect((await post('/invitations/open', null, { token }, 'reads')).status).toBe(404);
  });
});

describe('two at once with one key', () => {
  test('one runs, the other waits for it and gets the same answer', async () => {
    const [before, same] = [drawn, key()];
    let release = (): void => undefined;
    hold = new Promise((resolve) => (release = resolve));
    const both = [post('/draw', c.carol, { name: 'at once' }, same), post('/draw', c.carol, { name: 'at once' }, same)];
    await poll(async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event = 'advisory' and query like '%idempotent answer%'`).length === 1);
    release();
    const answers = await Promise.all(both);
    expect(drawn - before).toBe(1);
    expect(answers.map(({ headers }) => headers['idempotent-replayed']).toSorted()).toEqual(['true', undefined]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });
  test('twenty at once under the lock of the organization make one invitation', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => invite(c.alice, 'ned@example.org', 'twenty')));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await mailsTo('ned@example.org')).toBe(1);
  });
});

describe('who is not signed in', () => {
  test('is the block of his address: the same registration again is answered again, another one is not', async () => {
    const body = { givenName: 'Olga', familyName: 'Ost', email: 'olga@example.org', password: 'a long enough pass phrase 17' };
    const [first, again] = [await post('/users', null, body, 'olga'), await post('/users', null, body, 'olga')];
    expect([first.status, again.status, again.text, again.headers['idempotent-replayed']]).toEqual([202, 202, first.text, 'true']);
    expect(await mailsTo('olga@example.org')).toBe(1);
    expect((await post('/users', null, { ...body, email: 'otto@example.org' }, 'olga')).status).toBe(422);
    const rows = JSON.stringify([...(await world.owner`select * from idempotent_answer`)]);
    expect(rows).not.toContain(body.password);
  });
});
