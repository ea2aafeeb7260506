import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endSessionsOf } from './main-operator-sessions.ts';
import { openStream } from './testing/event-stream.ts';
import { knownPassword as password, servedPeople } from './testing/served-people.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
let said: string[];
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());
beforeEach(() => void (said = []));
const operating = () => ({ pool: at.world.pool, say: (line: string) => void said.push(line) });

test('signs a person out in every browser, and nobody else; it is written down, and the password still signs in', async () => {
  const [bob, carol] = [await at.signedIn(), await at.signedIn()];
  const other = at.newBrowser();
  await other.signIn(bob.email, password);
  const sessions = (await at.world.owner`select from session where "userId" = ${bob.person.userId}`).length;
  expect(await endSessionsOf(operating(), ` ${bob.email.toUpperCase()}`)).toBe(true);
  expect(said).toEqual([`${bob.email} is signed out everywhere (${sessions} sessions). The password, the memberships and the API keys are as they were.`]);
  for (const { browser, status } of [{ browser: bob.browser, status: 401 }, { browser: other, status: 401 }, { browser: carol.browser, status: 200 }]) expect((await browser.get('/me')).status).toBe(status);
  expect((await at.auditedOf(bob.person.userId)).at(-1)).toMatchObject({ operation: 'sessions.endAll', before: { sessions } });
  expect((await other.signIn(bob.email, password)).status).toBe(200);
  expect((await other.get('/me')).status).toBe(200);
});

test('the open page of the running server is told within a second', async () => {
  const { world, served } = at;
  const c = await world.company();
  const [bobs, carols] = await Promise.all([c.bob, c.carol].map(async (who) => {
    const stream = await openStream(`${served.url}/api/v1/organizations/${c.organizationId}/events`, { cookie: served.cookieOf(who) });
    await stream.until(({ event }) => event === 'open');
    return stream;
  }));
  const before = Date.now();
  await endSessionsOf(operating(), c.bob.email);
  const closed = await bobs!.until(({ event }) => event === 'closed');
  expect(closed.data).toEqual({ because: 'signed-out' });
  expect(closed.at - before).toBeLessThan(1000);
  expect(carols!.isEnded()).toBe(false);
  carols!.close();
});

test('does nothing for an address that nobody has', async () => {
  expect(await endSessionsOf(operating(), 'nobody@example.org')).toBe(false);
  expect(said).toEqual(['Nobody here has the address nobody@example.org.']);
});
