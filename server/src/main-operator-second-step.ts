/** For who runs the instance: somebody lost both the phone and the recovery codes, and nobody else can let him in again. */
import { switchedOffByOperatorLetter } from './features/authenticators/letters.ts';
import * as authenticators from './features/authenticators/store.ts';
import * as audit from './features/audit/store.ts';
import { sealBody } from './features/mail/body.ts';
import * as mails from './features/mail/store.ts';
import { normaliseEmail } from './features/users/email.ts';
import * as users from './features/users/store.ts';
import type { Operating } from './main-operator-organizations.ts';
import { newUuid } from './platform/identifiers.ts';
import { asTx } from './platform/postgres/pool.ts';

/** The password stays, so the operator gets in nowhere by this. @param statement that he made sure who asks */
export async function endSecondStep(operating: Omit<Operating, 'settings'> & { settings: { publicUrl: string } }, address: string, statement: string | undefined): Promise<boolean> {
  const { pool, settings, say } = operating;
  if (statement !== '--i-know-who-asks') {
    say('Whoever asks for this may have stolen the password. Make sure, on another way than by mail, that it is the person; then add --i-know-who-asks.');
    return false;
  }
  const user = await users.findByEmail(asTx(pool), normaliseEmail(address));
  const authenticator = user && (await authenticators.find(asTx(pool), user.id));
  if (!user || !authenticator?.confirmedAt) {
    say(user ? `Two-step sign-in is off for ${user.email}.` : `Nobody here has the address ${address}.`);
    return false;
  }
  const vault = await operating.openVault();
  await pool.begin(async (sql) => {
    const [tx, now] = [asTx(sql), new Date()];
    await authenticators.remove(tx, user.id);
    await audit.append(tx, {
      id: newUuid(), at: now, actor: { kind: 'system', job: 'operator' }, request: { cookies: {}, userAgent: '', address: '' },
      event: { operation: 'authenticators.end', organizationId: null, subject: user.id, before: { state: 'on' }, after: { state: 'off' } },
    });
    const letterId = newUuid();
    const letter = switchedOffByOperatorLetter(user, settings.publicUrl);
    await mails.queue(tx, { ...letter, id: letterId }, sealBody(vault, letterId, letter), now);
  });
  say(`Two-step sign-in is off for ${user.email}: the password alone signs in. The person is told by mail.`);
  return true;
}
