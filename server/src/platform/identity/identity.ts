/** People and their sessions, and the identity provider for clusters. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { AuthenticatorPorts } from '../../features/authenticators/ports.ts';
import type { PasskeyPorts } from '../../features/passkeys/ports.ts';
import type { SessionPorts } from '../../features/sessions/ports.ts';
import type { UserPorts } from '../../features/users/ports.ts';
import { asTx, type Pool } from '../postgres/pool.ts';
import { sweepIdempotentAnswers } from '../idempotent-answers.ts';
import { sweepRateLimits } from '../rate-limit.ts';
import type { UserId } from '../../kernel/id.ts';
import type { AccessOf } from './access.ts';
import { createCookies, type Cookies } from './cookies.ts';
import { basePath, createLibrary, type Log } from './library.ts';
import { mountDoors, type Door, type Incoming } from './mount.ts';
import { createStrengthOf, hashPassword, verifyPassword } from './passwords.ts';
import { providerDoors, releaser } from './provider.ts';
import { resumePath } from './resume.ts';
import { passkeyPorts, secondStepPorts, startSecondStep, stepOf } from './second-step.ts';
import { endOtherSessions, endSession, endSessions, extendSession, findSession, insertSession, listSessions, sweepSessions } from './sessions.ts';
import { getSession, resume, signIn, signOut } from './sign-in.ts';
import { endSteps, sweepSteps } from './steps.ts';

export type IdentityParts = {
  pool: Pool;
  /** Origin of the dashboard, no trailing slash; also the issuer that clusters know. */
  publicUrl: string;
  /** At least 32 characters. Signs cookies and seals the signing keys: with another one everybody signs in again. */
  secret: string;
  accessOf: AccessOf;
  normaliseEmail(email: string): string;
  clock(): Date;
  log: Log;
  /** After a sign-out, before its answer. */
  signedOut(sessionToken: string): Promise<void>;
};

export type Identity = {
  mount(app: FastifyInstance): void;
  /** The session token of a Cookie header, if we signed it; whether it still lives is in the database. */
  readSession(cookieHeader: string | undefined): string | null;
  /** Whose second step a browser is at, for the count of wrong codes. */
  stepOf(cookies: Readonly<Record<string, string>>, now: Date): Promise<UserId | null>;
  users: UserPorts;
  sessions: SessionPorts;
  authenticators: Omit<AuthenticatorPorts, 'vault'>;
  passkeys: PasskeyPorts;
  /** To print while there is nobody yet; the same after every restart. */
  firstAccountToken: string;
};

/** Throws for a secret of fewer than 32 characters. */
export function createIdentity(parts: IdentityParts): Identity {
  const { pool, publicUrl, secret, accessOf, log } = parts;
  if (secret.length < 32) throw new Error('The secret of sessions must have at least 32 characters.');
  const cookies = createCookies({ publicUrl, secret });
  const reader = asTx(pool);
  const library = createLibrary({ pool, publicUrl, secret, cookies, accessOf, log });
  const release = releaser({ reader, accessOf, publicUrl });
  const releaseOr = async (url: string): Promise<string> => (await release(url))?.href ?? publicUrl;
  const firstAccountToken = createHmac('sha256', secret).update('first account').digest('base64url');

  const signedOut = async ({ headers }: Incoming): Promise<void> => {
    const token = cookies.readSession(headers.get('cookie') ?? undefined);
    if (token) await parts.signedOut(token);
  };
  const browser = (path: string, open: Door['open']): Door => ({ method: 'POST', path: `${basePath}${path}`, kind: 'browser', forward: ['cookie', 'origin'], open });
  const doors: Door[] = [
    browser('/sign-in/email', signIn({ ...parts, library, reader, secondStep: startSecondStep(reader, cookies), release: releaseOr })),
    browser(resumePath, resume({ library, release: releaseOr })),
    browser('/sign-out', signOut(library, signedOut)),
    { method: 'GET', path: `${basePath}/get-session`, kind: 'open', forward: ['cookie'], open: getSession(library) },
    ...providerDoors({ library, reader, accessOf, publicUrl }),
  ];

  return {
    mount: (app) => mountDoors(app, publicUrl, doors),
    readSession: cookies.readSession,
    firstAccountToken,
    users: userPorts(cookies, firstAccountToken),
    sessions: { listSessions, findSession, endSession, endOtherSessions },
    stepOf: stepOf(reader, cookies),
    authenticators: secondStepPorts(cookies, publicUrl),
    passkeys: passkeyPorts(cookies, publicUrl, log),
  };
}

const userPorts = (cookies: Cookies, firstAccountToken: string): UserPorts => ({
  hashPassword, verifyPassword,
  strengthOf: createStrengthOf(),
  async extendSession(tx, { sessionId, sessionExpiresAt }, now) {
    const extended = await extendSession(tx, sessionId, sessionExpiresAt, now);
    return extended && cookies.session(extended.token, extended.seconds);
  },
  async endSessions(tx, userId) {
    await endSteps(tx, userId);
    await endSessions(tx, userId);
  },
  async endOtherSessions(tx, userId, sessionId) {
    await endSteps(tx, userId);
    return endOtherSessions(tx, userId, sessionId);
  },
  async sweep(tx, now) {
    await sweepSessions(tx, now);
    await sweepSteps(tx, now);
    await sweepRateLimits(tx, now);
    await sweepIdempotentAnswers(tx, now);
  },
  startSession: async (tx, userId, from, now) => cookies.session(await insertSession(tx, userId, from, now)),
  registrationCookie: { read: cookies.readRegistration, write: cookies.registration },
  isFirstAccountToken: (token) => same(token, firstAccountToken),
});

function same(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
