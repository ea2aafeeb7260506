/** A small real OIDC provider over http on loopback: discovery, authorization, tokens, keys, userinfo. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';

type Grant = { clientId: string; redirectUri: string; nonce: string; challenge: string | null };

export type Behaviour = {
  userinfo: Record<string, unknown>;
  /** Over the claims of the ID token. */
  idToken: Record<string, unknown>;
  algorithm: 'RS256' | 'ES256';
  signs: 'published' | 'unpublished';
  namesKeys: boolean;
  refuses: string | null;
};

export type Provider = Awaited<ReturnType<typeof startProvider>>;

export const client = { clientId: 'cluster-client', clientSecret: 'se:cret &1' };

async function keyPair(algorithm: 'RS256' | 'ES256') {
  const pair = await generateKeyPair(algorithm);
  const kid = randomUUID();
  return { kid, algorithm, privateKey: pair.privateKey, jwk: { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: algorithm } };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}

export async function startProvider() {
  const usual = (): Behaviour => ({
    userinfo: { sub: 'bob', email: 'Bob@Example.org', given_name: 'Bob', family_name: 'Builder', email_verified: true, groups: ['users'] },
    idToken: {},
    algorithm: 'RS256',
    signs: 'published',
    namesKeys: true,
    refuses: null,
  });
  const behaviour = usual();
  const keys = { RS256: await keyPair('RS256'), ES256: await keyPair('ES256') };
  const strange = await keyPair('RS256');
  const grants = new Map<string, Grant>();
  const seen = { discovery: 0, keys: 0 };
  let issuer = '';

  const reply = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

  const authorize = (url: URL, response: ServerResponse): void => {
    const { searchParams: q } = url;
    const back = new URL(q.get('redirect_uri')!);
    back.searchParams.set('state', q.get('state')!);
    if (behaviour.refuses) {
      back.searchParams.set('error', behaviour.refuses);
      back.searchParams.set('error_description', 'You are <not> a member');
    } else {
      const code = randomUUID();
      grants.set(code, { clientId: q.get('client_id')!, redirectUri: back.origin + back.pathname, nonce: q.get('nonce')!, challenge: q.get('code_challenge') });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  };

  const token = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await readForm(request);
    const basic = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':');
    if (request.headers.authorization !== `Basic ${Buffer.from(basic).toString('base64')}`) return reply(response, 401, { error: 'invalid_client' });
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier');
    const proves = grant?.challenge ? verifier !== null && createHash('sha256').update(verifier).digest('base64url') === grant.challenge : verifier === null;
    if (!grant || grant.redirectUri !== form.get('redirect_uri') || !proves) return reply(response, 400, { error: 'invalid_grant' });
    const key = behaviour.signs === 'published' ? keys[behaviour.algorithm] : strange;
    const at = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: grant.clientId,
      sub: String(behaviour.userinfo['sub']),
      nonce: grant.nonce,
      iat: at,
      exp: at + 600,
      ...behaviour.idToken,
    };
    const idToken = await new SignJWT(claims).setProtectedHeader({ alg: key.algorithm, kid: key.kid }).sign(key.privateKey);
    reply(response, 200, { access_token: 'opaque', token_type: 'Bearer', id_token: idToken });
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url!, issuer);
    if (url.pathname === '/.well-known/openid-configuration') {
      seen.discovery += 1;
      return reply(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        end_session_endpoint: `${issuer}/end`,
        scopes_supported: ['openid', 'email', 'profile', 'groups'],
      });
    }
    if (url.pathname === '/authorize') return authorize(url, response);
    if (url.pathname === '/token') return void token(request, response);
    if (url.pathname === '/userinfo')
      return request.headers.authorization === 'Bearer opaque' ? reply(response, 200, behaviour.userinfo) : reply(response, 401, {});
    seen.keys += 1;
    reply(response, 200, { keys: Object.values(keys).map(({ jwk: { kid, ...jwk } }) => (behaviour.namesKeys ? { ...jwk, kid } : jwk)) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    behaviour,
    seen,
    reset: (): void => void Object.assign(behaviour, usual()),
    rotateKeys: async (): Promise<void> => void Object.assign(keys, { RS256: await keyPair('RS256') }),
    close: (): Promise<void> => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}
