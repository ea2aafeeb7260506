import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { endSecondStep } from './main-operator-second-step.ts';
import { totpCode } from './platform/identity/totp.ts';
import { knownPassword as password, servedPeople } from './testing/served-people.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
let said: string[];
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());
beforeEach(() => void (said = []));

const operating = () => ({
  pool: at.world.pool, settings: { publicUrl: at.served.publicUrl }, openVault: () => Promise.resolve(at.world.outside.vault), say: (line: string) => void said.push(line),
});

test('lets in again who lost phone and codes, tells the mailbox, and is written down', async () => {
  const { browser, email, person } = await at.signedIn();
  const { secret } = (await browser.post('/me/authenticator', { password })).body;
  await browser.post('/me/authenticator/confirm', { code: totpCode(secret, at.world.clock.now()) });
  expect((await at.newBrowser().signIn(email, password)).body.secondStep).toBe(true);
  expect(await endSecondStep(operating(), email, undefined)).toBe(false);
  expect(said[0]).toContain('--i-know-who-asks');
  expect((await at.newBrowser().signIn(email, password)).body.secondStep).toBe(true);
  expect(await endSecondStep(operating(), ` ${email.toUpperCase()}`, '--i-know-who-asks')).toBe(true);
  expect((await at.newBrowser().signIn(email, password)).body.secondStep).toBeUndefined();
  expect((await at.auditedOf(person.userId)).at(-1)).toEqual({ operation: 'authenticators.end', before: { state: 'on' }, after: { state: 'off' } });
  const [mail] = await at.world.owner`select state from mail where recipient = ${email} order by created_at desc limit 1`;
  expect(mail).toBeDefined();
});

test('changes nothing for an unknown address, or where it is off already', async () => {
  const { email } = await at.signedIn();
  expect(await endSecondStep(operating(), email, '--i-know-who-asks')).toBe(false);
  expect(await endSecondStep(operating(), 'nobody@example.org', '--i-know-who-asks')).toBe(false);
  expect(said).toEqual([`Two-step sign-in is off for ${email}.`, 'Nobody here has the address nobody@example.org.']);
});
