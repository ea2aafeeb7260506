/** For who runs the instance: a device was stolen, or somebody is no longer to be signed in anywhere. */
import * as audit from './features/audit/store.ts';
import { normaliseEmail } from './features/users/email.ts';
import * as users from './features/users/store.ts';
import type { Operating } from './main-operator-organizations.ts';
import { newUuid } from './platform/identifiers.ts';
import { endSessions } from './platform/identity/sessions.ts';
import { endSteps } from './platform/identity/steps.ts';
import { noteSessionsEnded } from './platform/live/hub.ts';
import { asTx } from './platform/postgres/pool.ts';

/** Signs a person out in every browser; open pages of every process close as soon as it commits. Password, memberships and API keys stay. */
export async function endSessionsOf({ pool, say }: Pick<Operating, 'pool' | 'say'>, address: string): Promise<boolean> {
  const user = await users.findByEmail(asTx(pool), normaliseEmail(address));
  if (!user) {
    say(`Nobody here has the address ${address}.`);
    return false;
  }
  const ended = await pool.begin(async (sql) => {
    const tx = asTx(sql);
    await endSteps(tx, user.id); // somebody halfway through a sign-in begins again
    const tokens = await endSessions(tx, user.id);
    await audit.append(tx, {
      id: newUuid(), at: new Date(), actor: { kind: 'system', job: 'operator' }, request: { cookies: {}, userAgent: '', address: '' },
      event: { operation: 'sessions.endAll', organizationId: null, subject: user.id, before: { sessions: tokens.length }, after: null },
    });
    await noteSessionsEnded(tx, 'operator', tokens);
    return tokens.length;
  });
  say(`${user.email} is signed out everywhere (${ended} ${ended === 1 ? 'session' : 'sessions'}). The password, the memberships and the API keys are as they were.`);
  return true;
}
