import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownPassword as password, servedPeople } from '../../testing/served-people.ts';
import { softwarePasskey } from '../../testing/software-passkey.ts';
import type { WebBrowser } from '../../testing/web-browser.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

type Device = ReturnType<typeof softwarePasskey>;
const newDevice = (more: { origin?: string; rpId?: string; verified?: boolean; used?: number } = {}) => softwarePasskey({ origin: at.served.publicUrl, ...more });

async function add(browser: WebBrowser, device: Device, name = 'Laptop') {
  const asked = await browser.post('/me/passkeys/begin');
  return browser.post('/me/passkeys', { name, answer: device.make(asked.body) });
}
async function signInWith(device: Device, browser = at.newBrowser()) {
  const asked = await browser.post('/users/passkey-sign-in/begin');
  return { browser, answer: await browser.post('/users/passkey-sign-in', { answer: device.sign(asked.body) }) };
}
/** Somebody with one passkey. */
async function keyed() {
  const [made, device] = [await at.signedIn(), newDevice()];
  const { body } = await add(made.browser, device);
  return { ...made, device, passkeyId: body.id as string };
}

describe('passkeys.create', () => {
  test('201 keeps what the browser made, for this name alone, and tells the mailbox', async () => {
    const [{ browser, email, person }, device] = [await at.signedIn(), newDevice()];
    const asked = await browser.post('/me/passkeys/begin');
    expect(asked).toMatchObject({ status: 200, body: { options: { rp: { id: 'localhost', name: 'Hopyard' }, authenticatorSelection: { userVerification: 'required', residentKey: 'required' } } } });
    expect(await browser.post('/me/passkeys', { name: ' Laptop ', answer: device.make(asked.body) })).toMatchObject({ status: 201, body: { name: 'Laptop', lastUsedAt: null } });
    expect(await at.subjectsOf(email)).toEqual(['A passkey was added']);
    expect((await at.auditedOf(person.userId)).map(({ operation }) => operation)).toEqual(['passkeys.create']);
  });

  test('400 for a device that verified nobody, another origin, another name, and an answer to another question', async () => {
    const { browser } = await at.signedIn();
    for (const device of [newDevice({ verified: false }), newDevice({ origin: 'http://localhost:1' }), newDevice({ rpId: 'example.org' })]) {
      expect(await add(browser, device)).toMatchObject({ status: 400, body: { code: 'passkey-refused' } });
    }
    const old = await browser.post('/me/passkeys/begin');
    await browser.post('/me/passkeys/begin');
    expect(await browser.post('/me/passkeys', { name: 'Old', answer: newDevice().make(old.body) })).toMatchObject({ status: 400 });
    expect(await add(browser, newDevice())).toMatchObject({ status: 201 });
    expect(await browser.post('/me/passkeys', { name: 'No question', answer: newDevice().make(old.body) })).toMatchObject({ status: 401, body: { code: 'step-expired' } });
  });

  test('201 keeps of an answer only what a browser can mean, and a count up to its end', async () => {
    const { browser } = await at.signedIn();
    const device = newDevice({ used: 2 ** 32 - 3 });
    for (const [transports, given] of [['usb', device], [['\0', { a: 1 }, 'usb', 'usb'], newDevice()], [Array.from({ length: 20_000 }, () => 'usb'), newDevice()]] as const) {
      const made = given.make((await browser.post('/me/passkeys/begin')).body);
      expect(await browser.post('/me/passkeys', { name: 'A\0\ud800\u202eB', answer: { ...made, response: { ...made.response, transports } } })).toMatchObject({ status: 201, body: { name: 'A B' } });
    }
    expect((await browser.get('/me/passkeys')).body.items).toHaveLength(3);
    expect((await signInWith(device)).answer).toMatchObject({ status: 200 });
  });

  test('400 for an answer that is nested without end, when it is to be known again', async () => {
    const { browser } = await at.signedIn();
    const made = newDevice().make((await browser.post('/me/passkeys/begin')).body);
    const send = (nested: number) => at.served.send('POST', '/api/v1/me/passkeys', {
      headers: { cookie: browser.header(), 'idempotency-key': String(nested) }, raw: JSON.stringify({ name: 'Laptop', answer: made }).replace(/\}\}\}$/, `},"x":${'['.repeat(nested)}${']'.repeat(nested)}}}`),
    });
    expect(await send(100_000)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    expect(await send(5)).toMatchObject({ status: 201 });
  });

  test('409 for a key that is kept already, whoever brings it', async () => {
    const [{ device }, other] = [await keyed(), await at.signedIn()];
    expect(await add(other.browser, device)).toMatchObject({ status: 409 });
  });

  test('401 with the question that somebody else was asked', async () => {
    const [alice, mallory] = [await at.signedIn(), await at.signedIn()];
    const asked = await alice.browser.post('/me/passkeys/begin');
    mallory.browser.cookies.set('hopyard_step', alice.browser.cookies.get('hopyard_step')!);
    const answer = newDevice().make(asked.body);
    expect(await mallory.browser.post('/me/passkeys', { name: 'Hers', answer })).toMatchObject({ status: 401 });
    expect(await alice.browser.post('/me/passkeys', { name: 'Mine', answer })).toMatchObject({ status: 201 });
  });
});

describe('passkeys.begin', () => {
  test('401 when the sign-in is older than ten minutes, and 200 with the password', async () => {
    const { browser } = await at.signedIn();
    expect(await browser.post('/me/passkeys/begin')).toMatchObject({ status: 200 });
    at.world.clock.advance(11 * 60_000);
    expect(await browser.post('/me/passkeys/begin')).toMatchObject({ status: 401, body: { code: 'password-needed' } });
    expect(await browser.post('/me/passkeys/begin', { password: 'not it' })).toMatchObject({ status: 400, body: { code: 'wrong-password' } });
    expect(await browser.post('/me/passkeys/begin', { password })).toMatchObject({ status: 200 });
    at.world.clock.offsetMs = 0;
  });

  test('names what is kept already, so that no device makes a second one', async () => {
    const { browser, device } = await keyed();
    const asked = await browser.post('/me/passkeys/begin');
    expect(asked.body.options.excludeCredentials).toMatchObject([{ id: device.sign(asked.body).id }]);
  });
});

describe('passkeys.signIn', () => {
  test('200 signs in without address, password and code, also where two-step sign-in is on', async () => {
    const { device, email, person } = await keyed();
    await at.world.owner`insert into authenticator (user_id, secret, made_at, confirmed_at) values (${person.userId}, 'sealed', now(), now())`;
    const { browser, answer } = await signInWith(device);
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
    expect(await browser.get('/me')).toMatchObject({ status: 200, body: { email } });
    expect((await browser.get('/me/passkeys')).body.items[0].lastUsedAt).not.toBeNull();
    expect((await at.auditedOf(person.userId)).at(-1)).toMatchObject({ operation: 'passkeys.signIn' });
  });

  test('401 for a key that nobody keeps, for one that verified nobody, and for a copy whose count is old', async () => {
    const { device } = await keyed();
    expect((await signInWith(newDevice())).answer).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
    expect((await signInWith(device)).answer).toMatchObject({ status: 200 });
    device.rewind();
    const copy = await signInWith(device);
    expect(copy.answer).toMatchObject({ status: 401 });
    expect(await copy.browser.get('/me')).toMatchObject({ status: 401 });
    const unverified = newDevice({ verified: false });
    const { browser } = await at.signedIn();
    expect(await add(browser, unverified)).toMatchObject({ status: 400 });
  });

  test('401 for an answer that was used, and for another browser’s question', async () => {
    const { device } = await keyed();
    const browser = at.newBrowser();
    const asked = await browser.post('/users/passkey-sign-in/begin');
    const cookie = browser.cookies.get('hopyard_step')!;
    const answer = device.sign(asked.body);
    const stranger = at.newBrowser();
    await stranger.post('/users/passkey-sign-in/begin');
    expect(await stranger.post('/users/passkey-sign-in', { answer })).toMatchObject({ status: 401 });
    expect(await browser.post('/users/passkey-sign-in', { answer })).toMatchObject({ status: 200 });
    const again = at.newBrowser();
    again.cookies.set('hopyard_step', cookie);
    expect(await again.post('/users/passkey-sign-in', { answer })).toMatchObject({ status: 401, body: { code: 'step-expired' } });
  });
});

describe('passkeys.beginSignIn', () => {
  test('200 tells nothing about who has passkeys; what it gives opens nothing', async () => {
    const browser = at.newBrowser();
    const asked = await browser.post('/users/passkey-sign-in/begin');
    expect(asked).toMatchObject({ status: 200, body: { options: { rpId: 'localhost', userVerification: 'required' } } });
    expect(asked.body.options.allowCredentials ?? []).toEqual([]);
    expect(await browser.get('/me')).toMatchObject({ status: 401 });
    expect(await browser.post('/users/second-step', { code: '123456' })).toMatchObject({ status: 401 });
  });
});

describe('passkeys.list', () => {
  test('200 shows one’s own, without what they are made of; 401 for nobody', async () => {
    const [{ browser, passkeyId }] = [await keyed(), await keyed()];
    const { status, body } = await browser.get('/me/passkeys');
    expect([status, body]).toEqual([200, { items: [{ id: passkeyId, name: 'Laptop', createdAt: expect.any(String), lastUsedAt: null }], nextCursor: null, allows: { create: true } }]);
    expect(await at.newBrowser().get('/me/passkeys')).toMatchObject({ status: 401 });
  });
});

describe('passkeys.rename', () => {
  test('200 for one’s own, 404 for somebody else’s, 400 without a name', async () => {
    const [{ browser, passkeyId }, other] = [await keyed(), await keyed()];
    expect(await other.browser.ask('PATCH', `/api/v1/me/passkeys/${passkeyId}`, { name: 'Hers' })).toMatchObject({ status: 404 });
    expect(await browser.ask('PATCH', `/api/v1/me/passkeys/${passkeyId}`, { name: ' ' })).toMatchObject({ status: 400 });
    expect(await browser.ask('PATCH', `/api/v1/me/passkeys/${passkeyId}`, { name: 'Phone' })).toMatchObject({ status: 200, body: { name: 'Phone' } });
  });
});

describe('passkeys.delete', () => {
  test('200 and it signs in no longer; the mailbox is told; 404 for somebody else’s', async () => {
    const [{ browser, passkeyId, device, email }, other] = [await keyed(), await keyed()];
    expect(await other.browser.ask('DELETE', `/api/v1/me/passkeys/${passkeyId}`, {})).toMatchObject({ status: 404 });
    expect((await signInWith(device)).answer).toMatchObject({ status: 200 });
    expect(await browser.ask('DELETE', `/api/v1/me/passkeys/${passkeyId}`, {})).toMatchObject({ status: 200 });
    expect((await signInWith(device)).answer).toMatchObject({ status: 401 });
    expect(await at.subjectsOf(email)).toEqual(['A passkey was added', 'A passkey was removed']);
  });
});

describe('an address of numbers', () => {
  test('409 everywhere, with the sentence that the page shows; under a name it works', async () => {
    const numbers = await servedPeople('127.0.0.1');
    const { browser } = await numbers.signedIn();
    const sentence = expect.stringContaining('Passkeys need a name');
    expect(await browser.get('/me/passkeys')).toMatchObject({ status: 200, body: { allows: { create: sentence } } });
    for (const path of ['/me/passkeys/begin', '/users/passkey-sign-in/begin']) expect(await browser.post(path)).toMatchObject({ status: 409, body: { detail: sentence } });
    const { browser: named } = await at.signedIn();
    for (const path of ['/me/passkeys/begin', '/users/passkey-sign-in/begin']) expect(await named.post(path)).toMatchObject({ status: 200 });
    await numbers.close();
  });
});
