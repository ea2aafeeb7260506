import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { totpCode } from '../../platform/identity/totp.ts';
import { hashSecret, newSecret } from '../../platform/secrets.ts';
import { knownPassword as password, servedPeople } from '../../testing/served-people.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

/** The next code that was not used yet: a half minute later. */
function nextCode(secret: string): string {
  at.world.clock.advance(30_000);
  return totpCode(secret, at.world.clock.now());
}

/** Somebody for whom two-step sign-in is on. */
async function protectedPerson() {
  const made = await at.signedIn();
  const { secret } = (await made.browser.post('/me/authenticator', { password })).body;
  const { recoveryCodes } = (await made.browser.post('/me/authenticator/confirm', { code: nextCode(secret) })).body;
  return { ...made, secret: secret as string, recoveryCodes: recoveryCodes as string[] };
}
/** The same person in a new browser, who gave the password. */
async function halfway(email: string) {
  const browser = at.newBrowser();
  const answer = await browser.signIn(email, password);
  return { browser, answer };
}

describe('authenticators.create', () => {
  test('201 gives a secret that is sealed in the database and asks for nothing yet', async () => {
    const { browser, person, email } = await at.signedIn();
    const { status, body } = await browser.post('/me/authenticator', { password });
    expect([status, body.secret]).toEqual([201, expect.stringMatching(/^[A-Z2-7]{32}$/)]);
    expect(body.uri).toContain(`otpauth://totp/Hopyard%20(localhost):${encodeURIComponent(email)}?secret=${body.secret}`);
    const [row] = await at.world.owner<{ secret: string }[]>`select secret from authenticator where user_id = ${person.userId}`;
    expect(row!.secret).not.toContain(body.secret);
    expect(await browser.get('/me/authenticator')).toMatchObject({ body: { state: 'waiting', recoveryCodesLeft: 0 } });
    expect((await at.newBrowser().signIn(email, password)).body).toEqual({ redirect: false, url: null });
  });

  test('400 for a wrong password, 409 when it is on already, 401 for nobody', async () => {
    const { browser } = await protectedPerson();
    expect(await browser.post('/me/authenticator', { password })).toMatchObject({ status: 409 });
    const other = await at.signedIn();
    expect(await other.browser.post('/me/authenticator', { password: 'not the password' })).toMatchObject({ status: 400, body: { code: 'wrong-password', fields: [{ field: 'password' }] } });
    expect(await at.newBrowser().post('/me/authenticator', { password })).toMatchObject({ status: 401 });
  });

  test('429 after ten passwords, also when the next would be right', async () => {
    const { browser } = await at.signedIn();
    for (let turn = 0; turn < 10; turn++) expect((await browser.post('/me/authenticator', { password: 'not the password' })).status).toBe(400);
    expect(await browser.post('/me/authenticator', { password })).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
  });
});

describe('authenticators.confirm', () => {
  test('200 switches it on with the first code, and shows ten recovery codes whose hashes alone are kept', async () => {
    const { browser, person, email } = await at.signedIn();
    const { secret } = (await browser.post('/me/authenticator', { password })).body;
    expect(await browser.post('/me/authenticator/confirm', { code: '000000' })).toMatchObject({ status: 400, body: { code: 'wrong-code' } });
    expect(await browser.get('/me/authenticator')).toMatchObject({ body: { state: 'waiting' } });
    const { status, body } = await browser.post('/me/authenticator/confirm', { code: nextCode(secret) });
    expect([status, body.recoveryCodes.length]).toEqual([200, 10]);
    const rows = await at.world.owner<{ hash: string }[]>`select code_hash as hash from recovery_code where user_id = ${person.userId}`;
    for (const { hash } of rows) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await browser.get('/me/authenticator')).toMatchObject({ status: 200, body: { state: 'on', recoveryCodesLeft: 10 } });
    expect(await at.subjectsOf(email)).toEqual(['Two-step sign-in is on']);
    const audited = await at.auditedOf(person.userId);
    expect(audited.map(({ operation, after }) => [operation, after])).toEqual([['authenticators.create', { state: 'waiting' }], ['authenticators.confirm', { state: 'on' }]]);
    expect(JSON.stringify(audited)).not.toContain(secret);
  });

  test('409 before it was begun', async () => {
    expect(await (await at.signedIn()).browser.post('/me/authenticator/confirm', { code: '123456' })).toMatchObject({ status: 409 });
  });
});

describe('authenticators.signIn', () => {
  test('200 after the password and a code; before it, no session exists and the cookie opens nothing', async () => {
    const { email, person, secret } = await protectedPerson();
    const sessions = async () => (await at.world.owner`select from session where "userId" = ${person.userId}`).length;
    const before = await sessions();
    const { browser, answer } = await halfway(email);
    expect([answer.status, answer.body, [...browser.cookies.keys()]]).toEqual([200, { redirect: false, url: null, secondStep: true }, ['hopyard_step']]);
    expect(await sessions()).toBe(before);
    for (const path of ['/me', '/me/sessions', '/me/authenticator', '/me/passkeys']) expect(await browser.get(path)).toMatchObject({ status: 401 });
    const asSession = { headers: { cookie: `hopyard.session_token=${browser.cookies.get('hopyard_step')}` } };
    expect(await at.served.get('/api/v1/me', asSession)).toMatchObject({ status: 401 });
    expect(await browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 200, body: { outcome: 'signed-in', recoveryCodesLeft: 10 } });
    expect(await browser.get('/me')).toMatchObject({ status: 200, body: { email } });
    expect([...browser.cookies.keys()]).toEqual(['hopyard.session_token']);
  });

  test('401 without the password before, 401 for a wrong one, and the code alone is worth nothing', async () => {
    const { email, secret } = await protectedPerson();
    expect(await at.newBrowser().post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 401, body: { code: 'step-expired' } });
    const browser = at.newBrowser();
    expect(await browser.signIn(email, 'not the password')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    expect(browser.cookies.size).toBe(0);
  });

  test('400 for a code that was used already, in this browser or another, and for an older one', async () => {
    const { email, secret } = await protectedPerson();
    const code = nextCode(secret);
    const [one, other] = [await halfway(email), await halfway(email)];
    expect(await one.browser.post('/users/second-step', { code })).toMatchObject({ status: 200 });
    expect(await other.browser.post('/users/second-step', { code })).toMatchObject({ status: 400, body: { detail: expect.stringContaining('used already') } });
    expect(await other.browser.post('/users/second-step', { code: totpCode(secret, new Date(at.world.clock.now().getTime() - 30_000)) })).toMatchObject({ status: 400 });
    expect(await other.browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 200 });
  });

  test('200 with a recovery code, once each, and the mailbox hears of it', async () => {
    const { email, recoveryCodes } = await protectedPerson();
    const code = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ');
    const [one, other] = [await halfway(email), await halfway(email)];
    expect(await one.browser.post('/users/second-step', { code })).toMatchObject({ status: 200, body: { recoveryCodesLeft: 9 } });
    expect(await other.browser.post('/users/second-step', { code })).toMatchObject({ status: 400, body: { code: 'wrong-code' } });
    expect(await other.browser.post('/users/second-step', { code: recoveryCodes[1] })).toMatchObject({ status: 200, body: { recoveryCodesLeft: 8 } });
    expect(await at.subjectsOf(email)).toContain('A recovery code was used to sign in');
  });

  test('400 for the recovery code of somebody else', async () => {
    const [alice, bob] = [await protectedPerson(), await protectedPerson()];
    const { browser } = await halfway(bob.email);
    expect(await browser.post('/users/second-step', { code: alice.recoveryCodes[0] })).toMatchObject({ status: 400 });
    expect(await browser.post('/users/second-step', { code: bob.recoveryCodes[0] })).toMatchObject({ status: 200 });
  });

  test('429 after ten wrong codes of one account, from however many browsers, and nobody else waits', async () => {
    const [{ email, secret }, other] = [await protectedPerson(), await protectedPerson()];
    const browsers = [await halfway(email), await halfway(email)];
    const wrong = await Promise.all(Array.from({ length: 12 }, (_, turn) => browsers[turn % 2]!.browser.post('/users/second-step', { code: '000000' })));
    expect(wrong.map(({ status }) => status).toSorted()).toEqual([...Array<number>(10).fill(400), 429, 429]);
    const waiting = await browsers[0]!.browser.post('/users/second-step', { code: nextCode(secret) });
    expect(waiting).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } });
    expect(Number(waiting.headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    expect(await (await halfway(other.email)).browser.post('/users/second-step', { code: nextCode(other.secret) })).toMatchObject({ status: 200 });
  });

  test('more codes at once than there are connections to the database are all answered, and so is everybody else', async () => {
    const { email, browser: own } = await protectedPerson();
    const { browser } = await halfway(email);
    const answers = await Promise.all(Array.from({ length: 40 }, () => browser.post('/users/second-step', { code: '000000' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(10).fill(400), ...Array<number>(30).fill(429)]);
    expect(await own.get('/me')).toMatchObject({ status: 200 });
  });

  test('401 for a step that has waited too long, was finished, or was begun with an older password', async () => {
    const { email, secret, browser: own } = await protectedPerson();
    const late = await halfway(email);
    at.world.clock.advance(11 * 60_000);
    expect(await late.browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 401, body: { code: 'step-expired' } });
    const done = await halfway(email);
    const cookie = done.browser.cookies.get('hopyard_step')!;
    expect(await done.browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 200 });
    const again = at.newBrowser();
    again.cookies.set('hopyard_step', cookie);
    expect(await again.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 401 });
    const begun = await halfway(email);
    expect(await own.post('/me/password', { currentPassword: password, password: 'nine loud badgers whistle' })).toMatchObject({ status: 200 });
    expect(await begun.browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 401 });
  });

  test('nor does a link that confirms an address, left over from before it was confirmed', async () => {
    const { email, person } = await protectedPerson();
    const addressOf = async (who: string) => {
      const token = newSecret();
      await at.world.owner`insert into proof (id, purpose, user_id, token_hash, created_at, expires_at) values (gen_random_uuid(), 'verify-address', ${who}, ${hashSecret(token)}, now(), now() + interval '1 day')`;
      return token;
    };
    const browser = at.newBrowser();
    expect(await browser.post('/users/verify', { token: await addressOf(person.userId), password })).toMatchObject({ status: 409 });
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    const unconfirmed = await at.member();
    await at.world.owner`update "user" set "emailVerified" = false where id = ${unconfirmed.userId}`;
    expect(await browser.post('/users/verify', { token: await addressOf(unconfirmed.userId), password })).toMatchObject({ status: 200 });
    expect((await at.newBrowser().signIn(email, password)).body).toMatchObject({ secondStep: true });
  });

  test('a new password by mail does not skip it', async () => {
    const { email, secret } = await protectedPerson();
    const browser = at.newBrowser();
    await browser.post('/users/request-password-reset', { email });
    await at.world.work();
    const token = /#([A-Za-z0-9_-]{43})/.exec(at.world.transport.to(email).at(-1)!.text)![1]!;
    expect(await browser.post('/users/reset-password', { token, password: 'nine loud badgers whistle' })).toMatchObject({ status: 200 });
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    expect((await browser.signIn(email, 'nine loud badgers whistle')).body).toMatchObject({ secondStep: true });
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    expect(await browser.post('/users/second-step', { code: nextCode(secret) })).toMatchObject({ status: 200 });
  });
});

describe('authenticators.remove', () => {
  test('200 with password and code; from then on the password alone signs in', async () => {
    const { browser, email, secret, recoveryCodes, person } = await protectedPerson();
    expect(await browser.post('/me/authenticator/remove', { password, code: '000000' })).toMatchObject({ status: 400, body: { code: 'wrong-code' } });
    expect(await browser.post('/me/authenticator/remove', { password: 'not it', code: nextCode(secret) })).toMatchObject({ status: 400, body: { code: 'wrong-password' } });
    expect((await halfway(email)).answer.body.secondStep).toBe(true);
    expect(await browser.post('/me/authenticator/remove', { password, code: nextCode(secret) })).toMatchObject({ status: 200 });
    expect((await halfway(email)).answer.body.secondStep).toBeUndefined();
    expect(await at.subjectsOf(email)).toContain('Two-step sign-in is off');
    expect((await at.auditedOf(person.userId)).at(-1)).toEqual({ operation: 'authenticators.remove', before: { state: 'on' }, after: { state: 'off' } });
    expect(await browser.post('/me/authenticator/remove', { password, code: recoveryCodes[0] })).toMatchObject({ status: 409 });
  });
});

describe('authenticators.renewRecoveryCodes', () => {
  test('200 makes ten new ones, and the earlier ones end', async () => {
    const { browser, email, secret, recoveryCodes } = await protectedPerson();
    const { status, body } = await browser.post('/me/authenticator/recovery-codes', { password, code: nextCode(secret) });
    expect([status, body.recoveryCodes.length]).toEqual([200, 10]);
    const next = await halfway(email);
    expect(await next.browser.post('/users/second-step', { code: recoveryCodes[0] })).toMatchObject({ status: 400 });
    expect(await next.browser.post('/users/second-step', { code: body.recoveryCodes[0] })).toMatchObject({ status: 200 });
    expect(await at.subjectsOf(email)).toContain('New recovery codes were made');
  });

  test('409 while it is off', async () => {
    expect(await (await at.signedIn()).browser.post('/me/authenticator/recovery-codes', { password, code: '123456' })).toMatchObject({ status: 409 });
  });
});

describe('authenticators.read', () => {
  test('200 says what is and what may be done; 401 for nobody', async () => {
    const { browser } = await at.signedIn();
    expect(await browser.get('/me/authenticator')).toMatchObject({ status: 200, body: { state: 'off', since: null, allows: { create: true, remove: 'Two-step sign-in is off.' } } });
    expect(await at.newBrowser().get('/me/authenticator')).toMatchObject({ status: 401 });
  });
});
