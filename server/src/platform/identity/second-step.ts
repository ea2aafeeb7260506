/** Between the password and the session: whose sign-in needs a second step, and what its operations need of this part. */
import type { AuthenticatorPorts } from '../../features/authenticators/ports.ts';
import type { PasskeyPorts } from '../../features/passkeys/ports.ts';
import type { UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { giveBack, keyOf } from '../rate-limit.ts';
import type { Cookies } from './cookies.ts';
import { verifyPassword } from './passwords.ts';
import { findSession, insertSession } from './sessions.ts';
import { findStep, finishStep, insertStep, stepSeconds } from './steps.ts';
import { newRecoveryCode, newTotpSecret, totpStepOf, totpUri } from './totp.ts';
import { createWebauthn } from './webauthn.ts';

export type SecondStep = {
  /** The account of an address, when its password is not enough. */
  find(email: string): Promise<{ userId: UserId; passwordHash: string } | null>;
  /** The cookie of the browser that gave the right password. */
  begin(userId: UserId, now: Date): Promise<string>;
};

export const startSecondStep = (reader: Tx, cookies: Cookies): SecondStep => ({
  async find(email) {
    const [row] = await reader.query<{ userId: UserId; passwordHash: string }>(
      `select u.id as "userId", a.password as "passwordHash" from "user" u join account a on a."userId" = u.id and a."providerId" = 'credential'
       join authenticator t on t.user_id = u.id and t.confirmed_at is not null where lower(u.email) = $1 and a.password is not null and u."emailVerified"`,
      [email],
    );
    return row ?? null;
  },
  begin: async (userId, now) => cookies.step(await insertStep(reader, { purpose: 'second-step', userId, challenge: null }, now), stepSeconds),
});

/** Asked before the request's transaction begins: one that waits for a second connection while it has the last can wait for ever. */
export const stepOf = (reader: Tx, cookies: Cookies) => async (given: Readonly<Record<string, string>>, now: Date): Promise<UserId | null> => {
  const token = cookies.readStep(given);
  return token === null ? null : ((await findStep(reader, 'second-step', token, now))?.userId ?? null);
};

export const secondStepPorts = (cookies: Cookies, publicUrl: string): Omit<AuthenticatorPorts, 'vault'> => ({
  newTotpSecret, newRecoveryCode, totpStepOf, verifyPassword, finishStep,
  totpUri: (secret, email) => totpUri(secret, email, `Hopyard (${new URL(publicUrl).hostname})`),
  startSession: async (tx, userId, from, now) => cookies.session(await insertSession(tx, userId, from, now)),
  async findSecondStep(tx, request, now) {
    const token = cookies.readStep(request.cookies);
    return token === null ? null : findStep(tx, 'second-step', token, now);
  },
  endOfStepCookie: () => cookies.step(null, 0),
  forgetTry: (tx, limit, userId, now) => giveBack(tx, keyOf(limit, userId), limit, now),
});

export const passkeyPorts = (cookies: Cookies, publicUrl: string, log: (message: string, details?: Record<string, unknown>) => void): PasskeyPorts => ({
  ...createWebauthn(publicUrl, log),
  verifyPassword, finishStep,
  signedInAt: async (tx, userId, sessionId, now) => (await findSession(tx, userId, sessionId, now))?.createdAt ?? null,
  startSession: async (tx, userId, from, now) => cookies.session(await insertSession(tx, userId, from, now)),
  beginStep: async (tx, step, now) => cookies.step(await insertStep(tx, step, now), stepSeconds),
  async findStep(tx, purpose, request, now) {
    const token = cookies.readStep(request.cookies);
    return token === null ? null : findStep(tx, purpose, token, now);
  },
  endOfStepCookie: () => cookies.step(null, 0),
});
