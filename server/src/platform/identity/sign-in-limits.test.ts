import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIdentityServer, type IdentityServer } from '../../testing/identity-server.ts';

let server: IdentityServer;
beforeAll(async () => void (server = await startIdentityServer()));
afterAll(() => server.close());

test('the eleventh wrong password waits, also when it would be right, and only until the window ends', async () => {
  const { email } = await server.person();
  for (let turn = 0; turn < 10; turn++) expect((await server.signIn(email, 'not the password of Bob')).status).toBe(401);
  const refused = await server.signIn(email);
  expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-requests' }, cookies: [] });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await server.signIn((await server.person()).email)).status).toBe(200); // nobody else waits
  server.clock.offsetMs += 15 * 60_000;
  expect((await server.signIn(email)).status).toBe(200);
});

test('an address without an account waits alike', async () => {
  const email = `nobody-${Date.now()}@example.org`;
  const statuses: number[] = [];
  for (let turn = 0; turn < 11; turn++) statuses.push((await server.signIn(email)).status);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
});

test('right passwords are not counted', async () => {
  const { email } = await server.person();
  for (let turn = 0; turn < 12; turn++) expect((await server.signIn(email)).status).toBe(200);
});

test('parallel guesses are counted before they are judged', async () => {
  const { email } = await server.person();
  const answers = await Promise.all(Array.from({ length: 16 }, () => server.signIn(email, 'not the password of Bob')));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(401), ...Array<number>(6).fill(429)]);
});

test('one address block has a hundred tries, whoever it tries to be, and new ones in the next window', async () => {
  server.clock.offsetMs += 15 * 60_000;
  const [bob, carol] = [await server.person(), await server.person()];
  for (let turn = 0; turn < 99; turn++) await server.signIn('nobody@example.org'); // after ten of them no password is looked at
  expect((await server.signIn(bob.email)).status).toBe(200);
  expect((await server.signIn(carol.email)).status).toBe(429);
  server.clock.offsetMs += 15 * 60_000;
  expect((await server.signIn(carol.email)).status).toBe(200);
});
