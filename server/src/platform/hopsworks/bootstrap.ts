/** What is done once with the first administrator's password: our key, our sign-on, and the settings of managed users. */
import { HopsworksError, Unreachable, type Hopsworks, type HopsworksAddress, type IdentityProviderRegistration } from '../../features/cluster-accounts/hopsworks.ts';
import type { Answer, Call, Connection } from './connection.ts';
import { codes } from './refusal.ts';
import { read, shapes } from './wire.ts';

const api = '/hopsworks-api/api';
const oauthClients = '/hopsworks-remote-user-api/api/remote/user/oauth/client';
// ADMIN besides, because settings are written with the key once nobody can log in by password any more.
const scopes = ['ADMINISTER_USERS', 'ADMIN'] as const;

type Login = { email: string; password: string };
type SignedIn = (call: Omit<Call, 'authorization'>) => Promise<Answer>;

/** Logs in exactly once: the sixth wrong password in a row blocks the account. */
async function signedIn<Result>(connection: Connection, address: HopsworksAddress, { login, work }: { login: Login; work: (send: SignedIn) => Promise<Result> }): Promise<Result> {
  const answer = await connection.send(address, {
    method: 'POST',
    path: `${api}/auth/login`,
    body: { type: 'application/x-www-form-urlencoded', text: new URLSearchParams({ email: login.email, password: login.password }).toString() },
    repeatable: false,
  });
  const { authorization } = answer;
  if (authorization === null) throw new HopsworksError(answer.status, null, 'The cluster let the administrator in but gave no token.');
  try {
    return await work((call) => connection.send(address, { ...call, authorization }));
  } finally {
    // Only tidiness: the token ends by itself.
    await connection.send(address, { method: 'GET', path: `${api}/auth/logout`, authorization, repeatable: false }).catch(() => undefined);
  }
}

export function createAdministratorKey(connection: Connection): Hopsworks['createAdministratorKey'] {
  return (address, login, keyName) =>
    signedIn(connection, address, {
      login,
      work: async (send) => {
        try {
          return await replaceKey(send, keyName);
        } catch (error) {
          // A key whose answer was lost is of no use, for it is shown once: it is replaced like an old one.
          if (!(error instanceof Unreachable) && !isRefusal(error, codes.duplicateKey)) throw error;
          return replaceKey(send, keyName);
        }
      },
    });
}

async function replaceKey(send: SignedIn, name: string): Promise<string> {
  try {
    await send({ method: 'DELETE', path: `${api}/users/apiKey/${encodeURIComponent(name)}`, repeatable: true });
  } catch (error) {
    if (!(error instanceof HopsworksError) || error.status !== 404) throw error;
  }
  const query = [['name', name] as const, ...scopes.map((scope) => ['scope', scope] as const)];
  const answer = await send({ method: 'POST', path: `${api}/users/apiKey`, query, repeatable: false });
  return read(shapes.newKey, answer.json).key;
}

export function registerIdentityProvider(connection: Connection): Hopsworks['registerIdentityProvider'] {
  return async (address, login, registration) => {
    if (await isComplete(connection, address, registration.providerName)) return;
    await signedIn(connection, address, {
      login,
      work: async (send) => {
        // Clients are refused while this is off.
        await setVariable(send, 'oauth_enabled', 'true');
        await saveClient(send, registration);
        // After the client, for saving a client may write some of them too; until then no group has a role.
        for (const [name, value] of settingsFor(registration)) await setVariable(send, name, value);
        // Last, for after it the administrator cannot log in again; his key stays valid.
        await setVariable(send, 'disable_password_login', 'true');
      },
    });
  };
}

/**
 * Whether an earlier registration ran to its end. Its last step switches password log-in off, so a repeated call
 * could not even log in; that step follows all the others, hence nothing is left to do.
 */
async function isComplete(connection: Connection, address: HopsworksAddress, providerName: string): Promise<boolean> {
  const answer = await connection.send(address, { method: 'GET', path: `${api}/variables/authenticationStatus`, repeatable: true });
  const status = read(shapes.authenticationStatus, answer.json);
  if (status.loginDisabled !== true) return false;
  if (status.openIdProviders.some((provider) => provider.providerName === providerName)) return true;
  throw new HopsworksError(409, null, 'Password log-in is switched off on this cluster and Hopyard is not its sign-on: set disable_password_login to false there, then try again.');
}

function settingsFor(registration: IdentityProviderRegistration): [string, string][] {
  return [
    ['oauth_account_status', '2'],
    ['oauth_group_mapping', registration.groupMapping],
    ['oauth_group_mapping_enabled', 'true'],
    ['reject_remote_user_no_group', 'true'],
    ['remote_auth_need_consent', 'false'],
    // A path below the cluster's own address there.
    ['oauth_redirect_uri', new URL(registration.callbackUri).pathname.slice(1)],
    ['disable_registration', 'true'],
  ];
}

async function setVariable(send: SignedIn, name: string, value: string): Promise<void> {
  const text = JSON.stringify({ name, value, visibility: 'ADMIN', hide: false });
  await send({ method: 'POST', path: `${api}/admin/configuration/${encodeURIComponent(name)}`, body: { type: 'application/json', text }, repeatable: true });
}

async function saveClient(send: SignedIn, registration: IdentityProviderRegistration): Promise<void> {
  const known = await findClient(send, registration.clientId);
  if (known !== null) return putClient(send, known, registration);
  try {
    await send({ method: 'POST', path: oauthClients, body: clientBody(registration), repeatable: false });
  } catch (error) {
    if (!(error instanceof Unreachable) && !isRefusal(error, codes.duplicateClient)) throw error;
    const made = await findClient(send, registration.clientId);
    if (made === null) throw error;
    await putClient(send, made, registration);
  }
}

async function putClient(send: SignedIn, id: number, registration: IdentityProviderRegistration): Promise<void> {
  await send({ method: 'PUT', path: `${oauthClients}/${id}`, body: clientBody(registration), repeatable: true });
}

async function findClient(send: SignedIn, clientId: string): Promise<number | null> {
  const answer = await send({ method: 'GET', path: oauthClients, repeatable: true });
  return read(shapes.clients, answer.json).items.find((client) => client.clientId === clientId)?.id ?? null;
}

function clientBody(registration: IdentityProviderRegistration): NonNullable<Call['body']> {
  const { clientId, clientSecret, providerName, providerUri } = registration;
  // The display name holds 45 characters there.
  const body = { clientId, clientSecret, providerName, providerUri, providerDisplayName: providerName.slice(0, 45), providerMetadataEndpointSupported: true, codeChallengeMethod: 'S256' };
  return { type: 'application/json', text: JSON.stringify(body) };
}

function isRefusal(error: unknown, code: number): boolean {
  return error instanceof HopsworksError && error.errorCode === code;
}
