/** How the sign-in library is set up. What it is not asked to do, the mount does not let in. */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { jwt } from 'better-auth/plugins';
import { oauthProvider } from '@better-auth/oauth-provider';
import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth';
import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import type { Pool } from '../postgres/pool.ts';
import { claimsFor, guardTokens, type AccessOf } from './access.ts';
import { scopes } from './clients.ts';
import { sessionSeconds, type Cookies } from './cookies.ts';
import { resumption } from './resume.ts';

export type Log = (message: string, details?: Record<string, unknown>) => void;

const day = 24 * 60 * 60;
export const basePath = '/api/auth';
export const addressHeader = 'x-hopyard-client-address';
/** Where the library sends a browser with a request that it cannot trust; the mount answers it. */
export const errorPath = `${basePath}/error`;

type Parts = { pool: Pool; publicUrl: string; secret: string; cookies: Pick<Cookies, 'sessionName' | 'isSecure'>; accessOf: AccessOf; log: Log };

export function libraryOptions({ pool, publicUrl, secret, cookies, accessOf, log }: Parts) {
  return {
    appName: 'Hopyard',
    baseURL: publicUrl,
    basePath,
    secret,
    database: { db: new Kysely({ dialect: new PostgresJSDialect({ postgres: pool }) }), type: 'postgres', transaction: true },
    emailAndPassword: { enabled: true, disableSignUp: true, requireEmailVerification: true },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true }, // it knows no longest life; `extendSession` does
    user: { additionalFields: { givenName: { type: 'string', required: true, input: false }, familyName: { type: 'string', required: true, input: false } } },
    rateLimit: { enabled: false }, // counted by the mount, for all processes together
    telemetry: { enabled: false },
    logger: { log: (level, message) => (level === 'error' ? log(`Sign-in library: ${message}`) : undefined) },
    onAPIError: {
      errorURL: `${publicUrl}${errorPath}`,
      onError: (error) => { // refusals are answers; without this the library prints each of them
        if (!isRefusal(error)) log('The sign-in library failed', { error: error instanceof Error ? error.message : String(error) });
      },
    },
    advanced: {
      useSecureCookies: false, // the prefix is ours: __Host- is stricter than the library's __Secure-
      cookiePrefix: 'hopyard',
      cookies: { session_token: { name: cookies.sessionName, attributes: { secure: cookies.isSecure } } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: cookies.isSecure },
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      jwt({
        jwks: { keyPairConfig: { alg: 'RS256', modulusLength: 2048 }, rotationInterval: 90 * day, gracePeriod: 2 * day },
        jwt: { issuer: publicUrl },
        disableSettingJwtHeader: true,
      }),
      resumption,
      provider(accessOf),
    ],
  } satisfies BetterAuthOptions;
}

const isRefusal = (error: unknown): boolean => error instanceof APIError && error.statusCode < 500;

const provider = (accessOf: AccessOf): BetterAuthPlugin =>
  oauthProvider({
    loginPage: '/sign-in',
    consentPage: '/sign-in', // no cluster asks for consent: it belongs to the person's organization
    scopes: [...scopes],
    grantTypes: ['authorization_code'],
    accessTokenExpiresIn: 5 * 60,
    idTokenExpiresIn: 5 * 60,
    codeExpiresIn: 30 * 60, // also how long the sign-in page may stay open; a code's own life is cut when it is let out
    rateLimit: { token: false, authorize: false, userinfo: false },
    silenceWarnings: { oauthAuthServerConfig: true, openidConfig: true },
    advertisedMetadata: { claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'email', 'email_verified', 'name', 'given_name', 'family_name', 'groups'] },
    customTokenResponseFields: async ({ user, verificationValue }) => {
      await guardTokens(accessOf, verificationValue?.query.client_id, user?.id);
      return {};
    },
    customUserInfoClaims: ({ user, jwt: token }) => {
      const { id, email, emailVerified, name } = user;
      return claimsFor(accessOf, { id, email, emailVerified, name, givenName: String(user['givenName']), familyName: String(user['familyName']) }, { client_id: token['client_id'], sid: token['sid'] });
    },
  }) as unknown as BetterAuthPlugin; // its own types are not written for exactOptionalPropertyTypes

export type Library = { handler(request: Request): Promise<Response> };

export const createLibrary = (parts: Parts): Library => betterAuth(libraryOptions(parts));
