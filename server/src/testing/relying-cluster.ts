/** A cluster as the identity provider sees one: an OpenID client with one callback. Uses openid-client over real HTTP. */
import { randomBytes } from 'node:crypto';
import * as openid from 'openid-client';
import type { ClusterId } from '../kernel/id.ts';
import { askAt, type Answer, type IdentityServer } from './identity-server.ts';

export type RelyingCluster = Awaited<ReturnType<typeof relyingCluster>>;

type Provider = Pick<IdentityServer, 'newClusterId' | 'clients' | 'tx' | 'publicUrl' | 'listening'>;

export async function relyingCluster(server: Provider) {
  const clusterId = server.newClusterId() as ClusterId;
  const clientId = `hopyard-${clusterId}`;
  const secret = randomBytes(32).toString('base64url');
  const redirectUri = `http://127.0.0.1:9/${clusterId}/callback`;
  await server.clients.create(server.tx, { clientId, clusterId, name: 'otter', redirectUri, secret });
  const config = await openid.discovery(new URL(server.publicUrl), clientId, undefined, openid.ClientSecretBasic(secret), { execute: [openid.allowInsecureRequests] });
  const verifier = openid.randomPKCECodeVerifier();
  const [state, nonce] = [openid.randomState(), openid.randomNonce()];
  const challenge = await openid.calculatePKCECodeChallenge(verifier);

  const authorizationUrl = (changed: Record<string, string> = {}) =>
    openid.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri, scope: 'openid profile email groups', state, nonce, code_challenge: challenge, code_challenge_method: 'S256', ...changed,
    });
  /** Where the provider sends this browser. */
  async function authorize(cookie: string | null, changed: Record<string, string> = {}, without: string[] = []): Promise<Answer & { location: URL }> {
    const url = authorizationUrl(changed);
    for (const name of without) url.searchParams.delete(name);
    const answer = await askAt(url, { headers: { accept: 'text/html', ...(cookie ? { cookie } : {}) } });
    return { ...answer, location: new URL(String(answer.headers['location'] ?? 'about:blank'), server.publicUrl) };
  }
  const exchange = (callback: URL) => openid.authorizationCodeGrant(config, callback, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
  const userInfo = (token: string, subject: string) => openid.fetchUserInfo(config, token, subject);
  /** The token endpoint without the checks of a well-behaved client. */
  const token = (fields: Record<string, string>, as: { secret?: string; id?: string } = {}) =>
    askAt(new URL('/api/auth/oauth2/token', server.listening), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${as.id ?? clientId}:${as.secret ?? secret}`).toString('base64')}`,
      },
      body: new URLSearchParams(fields).toString(),
    });
  const grant = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier });
  const readUserInfo = (accessToken: string) => askAt(new URL('/api/auth/oauth2/userinfo', server.listening), { headers: { authorization: `Bearer ${accessToken}` } });
  return { clusterId, clientId, secret, redirectUri, config, state, authorizationUrl, authorize, exchange, userInfo, token, grant, readUserInfo };
}
