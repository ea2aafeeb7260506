/** Single sign-on: where the browser is sent, and what its return leads to. */
import { createHash, randomBytes } from 'node:crypto';
import { parseStatus, statuses } from '../accounts.ts';
import { RestError } from '../errors.ts';
import { setCookie, type Exchange } from '../http/exchange.ts';
import { requireMayEnter } from '../log-in.ts';
import { addAccount, mappedRoles } from '../new-accounts.ts';
import { sessionCookie } from '../sessions.ts';
import { within } from '../store/database.ts';
import * as oauthClients from '../store/oauth-clients.ts';
import * as users from '../store/users.ts';
import * as variables from '../store/variables.ts';
import type { World } from '../world.ts';
import { identityFrom, type Identity } from './identity.ts';
import type { LogInState } from './states.ts';

export const callbackOf = (world: World): string => `${world.configuration.pageUrl}/callback`;

/** 405, as everything of single sign-on while it is off. */
export function requireOauth(world: World): void {
  if (!variables.isOn(world.database, 'oauth_enabled')) throw new RestError('webApplication', 'Single sign-on is off on this cluster.', 405);
}

/** The provider's address to send the browser to, and the cookie that the way back is bound to. */
export async function beginLogIn(world: World, exchange: Exchange, providerName: string): Promise<{ loginUrl: string; cookies: string[] }> {
  requireOauth(world);
  const client = oauthClients.findByProviderName(world.database, providerName);
  if (!client) throw new RestError('remoteNotFound', 'There is no such provider.', 404);
  const metadata = await world.providers.metadataOf(client);
  const present = exchange.cookies.get(sessionCookie);
  const isKnown = world.sessions.isKnown(present);
  const sessionId = isKnown ? present : world.sessions.begin(null);
  const verifier = client.codeChallengeMethod === null ? null : randomBytes(32).toString('base64url');
  const redirectUri = callbackOf(world);
  const { state, nonce } = world.logInStates.begin({ sessionId, clientRowId: client.id, verifier, redirectUri });
  const url = new URL(metadata.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    scope: scopesOf(client, metadata.scopes_supported),
    client_id: client.clientId,
    redirect_uri: redirectUri,
    state,
    nonce,
    ...(verifier === null ? {} : challengeOf(verifier, client.codeChallengeMethod)),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { loginUrl: url.href, cookies: isKnown ? [] : [setCookie(sessionCookie, sessionId)] };
}

function scopesOf(client: oauthClients.OauthClient, supported: readonly string[]): string {
  const extra = [client.offlineAccess ? 'offline_access' : '', supported.includes('roles') ? 'roles' : 'groups'];
  return ['openid', 'email', 'profile', ...extra.filter((scope) => supported.includes(scope))].join(' ');
}

const challengeOf = (verifier: string, method: 'plain' | 'S256' | null) => ({
  code_challenge: method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier,
  code_challenge_method: method ?? 'plain',
});

export type Answered = { code: string; state: string; chosenEmail: string; consent: boolean };
export type Question = {
  uuid: string;
  uid: null;
  givenName: string;
  surname: string;
  email: string[];
  groups: string[];
  emailVerified: boolean;
  consentRequired: boolean;
};
export type LogInResult = { user: users.User } | { question: Question };

/**
 * The person who came back with `code` and `state`, or the question to be answered first (asked with 412;
 * the answer comes with the same state). Throws the refusals of Hopsworks.
 */
export async function finishLogIn(world: World, exchange: Exchange, answered: Answered): Promise<LogInResult> {
  requireOauth(world);
  const state = world.logInStates.take(answered.state, exchange.cookies.get(sessionCookie));
  if (!state) throw new RestError('logInFailed', 'This log-in was begun elsewhere or too long ago. Begin again.');
  const client = oauthClients.find(world.database, state.clientRowId);
  if (!client) throw new RestError('remoteNotFound', 'The provider is no longer registered.');
  const identity = state.identity ?? (await identify(world, client, answered.code, state));
  const present = users.findByUuid(world.database, identity.uuid);
  if (present) return { user: enter(world, refresh(world, present, identity)) };
  if (client.verifyEmail && !identity.emailVerified) throw new RestError('logInFailed', 'The provider has not verified this address.');
  const question = questionFor(world, identity, answered);
  if (question) {
    world.logInStates.keep(answered.state, { ...state, identity });
    return { question };
  }
  return { user: enter(world, firstLogIn(world, identity, answered.chosenEmail)) };
}

async function identify(world: World, client: oauthClients.OauthClient, code: string, state: LogInState): Promise<Identity> {
  const { subject, userinfo } = await world.providers.redeem(client, code, state);
  return identityFrom(client, subject, userinfo);
}

// Read again: the roles that this very log-in gave are the ones that count.
function enter(world: World, user: users.User): users.User {
  const current = users.find(world.database, user.id) ?? user;
  requireMayEnter(current);
  return current;
}

function refresh(world: World, user: users.User, identity: Identity): users.User {
  const roles = mappedRoles(world.database, identity.groups);
  within(world.database, () => {
    const fits = (name: string): boolean => name !== '' && name.length <= 30;
    users.update(world.database, user.id, {
      ...(fits(identity.givenName) ? { firstName: identity.givenName } : {}),
      ...(fits(identity.surname) ? { lastName: identity.surname } : {}),
    });
    if (roles) users.replaceRoles(world.database, user.id, roles);
  });
  return user;
}

function questionFor(world: World, identity: Identity, answered: Answered): Question | null {
  const consentRequired = variables.isOn(world.database, 'remote_auth_need_consent') && !answered.consent;
  const mustChoose = identity.emails.length > 1 && !identity.emails.includes(answered.chosenEmail.toLowerCase());
  if (!consentRequired && !mustChoose) return null;
  const { uuid, givenName, surname, emails, groups, emailVerified } = identity;
  return { uuid, uid: null, givenName, surname, email: emails, groups, emailVerified, consentRequired };
}

function firstLogIn(world: World, identity: Identity, chosenEmail: string): users.User {
  const { database } = world;
  const refuse = (detail: string): RestError => new RestError('logInFailed', detail);
  if (identity.givenName === '' || identity.surname === '') throw refuse('The provider gives no given name or no family name, and this cluster needs both.');
  const email = identity.emails.find((each) => each === chosenEmail.toLowerCase()) ?? identity.emails[0];
  if (email === undefined) throw refuse('The provider gives no e-mail address.');
  if (users.findByEmail(database, email)) throw refuse('An account with this address already exists here, and it is not one of single sign-on.');
  const roles = mappedRoles(database, identity.groups) ?? [];
  if (roles.length === 0 && variables.isOn(database, 'reject_remote_user_no_group')) throw refuse('You are in no group that has a role on this cluster.');
  const account = {
    passwordHash: null,
    remoteType: 'OAUTH2',
    uuid: identity.uuid,
    roles,
    status: parseStatus(variables.text(database, 'oauth_account_status')) ?? statuses.VERIFIED_ACCOUNT,
    maxProjects: variables.whole(database, 'max_num_proj_per_user'),
  } as const;
  return within(database, () => addAccount(database, { email, givenName: identity.givenName, surname: identity.surname }, account, world.now()));
}
