import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStream } from '../../testing/event-stream.ts';
import { servedPeople } from '../../testing/served-people.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

const password = 'seven quiet otters juggle';
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

/** Signed in here and on a phone. */
async function twice() {
  const here = await at.signedIn();
  const there = at.newBrowser(phone);
  await there.signIn(here.email, password);
  await at.world.owner`delete from session where token = ${here.person.sessionToken}`; // the one that the test world began with
  const items = (await here.browser.get('/me/sessions')).body.items as { id: string; current: boolean; browser: string }[];
  return { ...here, there, current: items.find(({ current }) => current)!, other: items.find(({ current }) => !current)! };
}

describe('sessions.list', () => {
  test('200 names this browser and the others in plain words, and shows no secret', async () => {
    const { browser } = await twice();
    const answer = await browser.get('/me/sessions');
    expect(answer).toMatchObject({ status: 200, body: { nextCursor: null, items: [{ current: false, browser: 'Safari on an iPhone', address: '127.0.0.1' }, { current: true, browser: 'Firefox on Linux' }] } });
    expect(Object.keys(answer.body.items[0]).sort()).toEqual(['address', 'browser', 'createdAt', 'current', 'id', 'lastUsedAt']);
    for (const value of browser.cookies.values()) expect(answer.text).not.toContain(decodeURIComponent(value).split('.')[0]);
  });

  test('200 pages, with every session once', async () => {
    const { browser, email } = await at.signedIn();
    for (let more = 0; more < 3; more++) await at.newBrowser().signIn(email, password);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await browser.get(`/me/sessions?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }: { id: string }) => id));
      if (!body.nextCursor) break;
      cursor = body.nextCursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    expect(await browser.get("/me/sessions?cursor=1'")).toMatchObject({ status: 400 });
  });

  test('200 says when a browser was last used, to within ten minutes', async () => {
    const { browser, there, other } = await twice();
    const lastUsed = async () => new Date((await browser.get('/me/sessions')).body.items.find(({ id }: { id: string }) => id === other.id).lastUsedAt).getTime();
    const before = await lastUsed();
    at.world.clock.advance(11 * 60_000);
    await browser.get('/me');
    expect(await lastUsed()).toBe(before); // another browser's use is not this one's
    await there.get('/me');
    expect(await lastUsed()).toBeGreaterThanOrEqual(before + 11 * 60_000);
  });

  test('401 for nobody', async () => {
    expect(await at.newBrowser().get('/me/sessions')).toMatchObject({ status: 401 });
  });
});

describe('sessions.end', () => {
  test('200 ends it at once: its page is told before the answer, its next request is refused, and clusters lose what they held (M12)', async () => {
    const { browser, there, other, current, person } = await twice();
    const organizationId = (await there.get('/me')).body.organizations[0].id;
    const stream = await openStream(`${at.served.url}/api/v1/organizations/${organizationId}/events`, { cookie: there.header() });
    const mine = await openStream(`${at.served.url}/api/v1/organizations/${organizationId}/events`, { cookie: browser.header() });
    const clientId = `hopyard-test-${other.id}`;
    await at.world.owner`insert into "oauthClient" ("clientId", "redirectUris") values (${clientId}, '[]')`;
    for (const sessionId of [other.id, current.id]) {
      await at.world.owner`insert into "oauthAccessToken" (token, "clientId", "sessionId", "userId", "expiresAt", "createdAt", scopes) values (${`token of ${sessionId}`}, ${clientId}, ${sessionId}, ${person.userId}, now() + interval '5 minutes', now(), '[]')`;
    }
    expect(await browser.ask('DELETE', `/api/v1/me/sessions/${other.id}`, {})).toMatchObject({ status: 200 });
    await stream.ended();
    expect(stream.events.at(-1)).toMatchObject({ event: 'closed', data: { because: 'signed-out' } });
    expect(mine.isEnded()).toBe(false);
    mine.close();
    expect(await there.get('/me')).toMatchObject({ status: 401 });
    expect(await browser.get('/me')).toMatchObject({ status: 200 });
    expect(await at.world.owner`select "sessionId" from "oauthAccessToken" where "clientId" = ${clientId}`).toEqual([{ sessionId: current.id }]);
    expect(await at.auditedOf(person.userId)).toEqual([{ operation: 'sessions.end', before: { browser: 'Safari on an iPhone' }, after: null }]);
  });

  test('404 for somebody else’s session, and for one that has ended', async () => {
    const [alice, mallory] = [await twice(), await twice()];
    expect(await mallory.browser.ask('DELETE', `/api/v1/me/sessions/${alice.current.id}`, {})).toMatchObject({ status: 404 });
    expect(await alice.browser.get('/me')).toMatchObject({ status: 200 });
    expect(await alice.browser.ask('DELETE', `/api/v1/me/sessions/${alice.other.id}`, {})).toMatchObject({ status: 200 });
    expect(await alice.browser.ask('DELETE', `/api/v1/me/sessions/${alice.other.id}`, {})).toMatchObject({ status: 404 });
  });
});

describe('sessions.endOthers', () => {
  test('200 signs out everywhere else, and nobody else', async () => {
    const [{ browser, there }, stranger] = [await twice(), await at.signedIn()];
    expect(await browser.post('/me/sessions/end-others')).toMatchObject({ status: 200, body: { ended: 1 } });
    expect([(await there.get('/me')).status, (await browser.get('/me')).status, (await stranger.browser.get('/me')).status]).toEqual([401, 200, 200]);
    expect(await browser.post('/me/sessions/end-others')).toMatchObject({ status: 200, body: { ended: 0 } });
  });
});
