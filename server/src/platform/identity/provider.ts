/** The identity provider's doors, for clusters and for browsers on their way to one. */
import type { Tx } from '../../kernel/scope.ts';
import { releaseCode, type AccessOf } from './access.ts';
import { findRedirectUris } from './clients.ts';
import { basePath, type Library } from './library.ts';
import { isErrorPage, page, type Door, type Incoming, type Outgoing } from './mount.ts';

const wrongLink = 'This log-in link is not valid. Go back to the cluster and log in again; if it stays like this, tell an administrator of your organization.';

type Parts = { library: Library; reader: Tx; accessOf: AccessOf; publicUrl: string };

/** Where a browser may be sent, or null when it must stay: only our own pages and the return address that was checked. */
export const releaser = ({ reader, accessOf, publicUrl }: Omit<Parts, 'library'>) => async (location: string): Promise<URL | null> => {
  const url = new URL(location, publicUrl);
  if (isErrorPage(url)) return null;
  const isOurs = url.origin === new URL(publicUrl).origin && url.pathname === '/sign-in';
  return isOurs ? url : releaseCode(reader, accessOf, url, publicUrl);
};

export function providerDoors(parts: Parts): Door[] {
  const { library } = parts;
  const pass = async ({ url, method, headers, body }: Incoming): Promise<Outgoing> =>
    copied(await library.handler(new Request(url, { method, headers, ...(method === 'POST' ? { body } : {}) })));
  return [
    { method: 'GET', path: `${basePath}/oauth2/authorize`, kind: 'open', forward: ['cookie'], open: authorize(parts) },
    { method: 'POST', path: `${basePath}/oauth2/token`, kind: 'open', forward: ['authorization', 'content-type'], open: pass },
    { method: 'GET', path: `${basePath}/oauth2/userinfo`, kind: 'open', forward: ['authorization'], open: pass },
    { method: 'POST', path: `${basePath}/oauth2/userinfo`, kind: 'open', forward: ['authorization'], open: (incoming) => pass({ ...incoming, method: 'GET', body: '' }) },
    { method: 'GET', path: `${basePath}/jwks`, kind: 'open', forward: [], open: pass },
    // Logging out of a cluster leaves the person signed in here.
    { method: 'GET', path: `${basePath}/oauth2/end-session`, kind: 'open', forward: [], open: async () => ({ status: 302, headers: { location: `${parts.publicUrl}/` } }) },
    { method: 'GET', path: '/.well-known/openid-configuration', kind: 'open', forward: [], open: discovery(parts) },
  ];
}

const authorize = (parts: Parts) => async ({ url, headers }: Incoming): Promise<Outgoing> => {
  // The library lets the port of a loopback address vary; ours are exact.
  const known = await findRedirectUris(parts.reader, url.searchParams.get('client_id') ?? '');
  if (!known?.includes(url.searchParams.get('redirect_uri') ?? '')) return page(400, wrongLink);
  keepKnownPrompts(url.searchParams);
  headers.set('accept', 'text/html');
  const response = await parts.library.handler(new Request(url, { headers }));
  const location = response.headers.get('location');
  const released = location === null ? null : await releaser(parts)(location);
  return released ? { status: 302, headers: { location: released.href }, cookies: response.headers.getSetCookie() } : page(400, wrongLink);
};

/** There is no page that asks for consent or for another account, so a cluster that wants one is not sent in a circle. */
function keepKnownPrompts(query: URLSearchParams): void {
  const prompts = (query.get('prompt') ?? '').split(' ').filter((prompt) => prompt === 'none' || prompt === 'login');
  query.delete('prompt');
  if (prompts.length > 0) query.set('prompt', prompts.join(' '));
}

/** Only what is served here: the library also names endpoints that the mount does not open. */
const offered = [
  'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'end_session_endpoint', 'scopes_supported', 'response_types_supported',
  'response_modes_supported', 'grant_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported',
  'code_challenge_methods_supported', 'claims_supported', 'authorization_response_iss_parameter_supported',
];

const discovery = ({ library, publicUrl }: Parts) => async ({ url, headers }: Incoming): Promise<Outgoing> => {
  const response = await library.handler(new Request(url, { headers }));
  const metadata = (await response.json()) as Record<string, unknown>;
  const body = {
    issuer: publicUrl,
    ...Object.fromEntries(offered.map((name) => [name, metadata[name]])),
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    prompt_values_supported: ['none', 'login'],
  };
  return { status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=60' }, body: JSON.stringify(body) };
};

async function copied(response: Response): Promise<Outgoing> {
  const headers: Record<string, string> = {};
  for (const name of ['content-type', 'www-authenticate', 'pragma']) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return { status: response.status, headers, body: await response.text() };
}
