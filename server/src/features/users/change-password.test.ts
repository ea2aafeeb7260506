import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownPassword, servedPeople } from '../../testing/served-people.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

const password = 'nine loud badgers whistle';

describe('users.changePassword', () => {
  test('200 with the present one: every other browser is signed out, this one stays, and the mailbox is told', async () => {
    const { browser, email, person } = await at.signedIn();
    const other = at.newBrowser();
    await other.signIn(email, knownPassword);
    await browser.post('/users/request-password-reset', { email });
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 200 });
    expect([(await browser.get('/me')).status, (await other.get('/me')).status]).toEqual([200, 401]);
    expect((await at.newBrowser().signIn(email, knownPassword)).status).toBe(401);
    expect((await at.newBrowser().signIn(email, password)).status).toBe(200);
    expect((await at.subjectsOf(email)).at(-1)).toBe('Your password was changed');
    const audited = await at.auditedOf(person.userId);
    expect(audited.at(-1)).toEqual({ operation: 'users.changePassword', before: { otherSessions: 2 }, after: { otherSessions: 0 } });
    expect(JSON.stringify(audited)).not.toMatch(/otters|badgers/);
  });

  test('a link that was mailed before is good for nothing afterwards', async () => {
    const { browser, email } = await at.signedIn();
    await browser.post('/users/request-password-reset', { email });
    await at.world.work();
    const token = /#([A-Za-z0-9_-]{43})/.exec(at.world.transport.to(email).at(-1)!.text)![1]!;
    await browser.post('/me/password', { currentPassword: knownPassword, password });
    expect(await browser.post('/users/reset-password', { token, password: 'four green herons listen' })).toMatchObject({ status: 409 });
  });

  test('400 names the field: another password, and a new one that is easy to guess', async () => {
    const { browser, email } = await at.signedIn();
    expect(await browser.post('/me/password', { currentPassword: 'not it', password })).toMatchObject({ status: 400, body: { fields: [{ field: 'currentPassword' }] } });
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password: 'password123' })).toMatchObject({ status: 400, body: { fields: [{ field: 'password' }] } });
    expect((await at.newBrowser().signIn(email, knownPassword)).status).toBe(200);
  });

  test('429 after ten tries, and 401 for nobody', async () => {
    const { browser } = await at.signedIn();
    for (let turn = 0; turn < 10; turn++) expect((await browser.post('/me/password', { currentPassword: 'not it', password })).status).toBe(400);
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 429 });
    expect(await at.newBrowser().post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 401 });
  });
});
