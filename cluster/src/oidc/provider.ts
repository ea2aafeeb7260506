import { createLocalJWKSet, errors as joseErrors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { limits } from '../accounts.ts';
import { RestError } from '../errors.ts';
import { send, type Outgoing } from '../http/outgoing.ts';
import type { OauthClient } from '../store/oauth-clients.ts';

/** An OIDC provider as this cluster knows it: from its discovery document, or from the client's own settings. */
export type Metadata = {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  jwks_uri: string;
  scopes_supported: string[];
  end_session_endpoint?: string | undefined;
};

const metadataSchema = z.object({
  issuer: z.url(), authorization_endpoint: z.url(), token_endpoint: z.url(), userinfo_endpoint: z.url(), jwks_uri: z.url(),
  scopes_supported: z.array(z.string()).default([]), end_session_endpoint: z.url().optional(),
});
const tokenSchema = z.object({ id_token: z.string().max(limits.token), access_token: z.string().max(limits.token) });
const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

const discoveryLifetimeMs = 86_400_000;

const broken = (what: string): RestError => new RestError('providerBroken', `The identity provider ${what}.`);

async function ask(url: string, what: 'discovery' | 'keys' | 'token' | 'userinfo', outgoing: Outgoing = {}): Promise<unknown> {
  const { status, text } = await send(url, { ...outgoing, headers: { accept: 'application/json', ...outgoing.headers } }).catch((error: Error) => {
    throw broken(`does not answer (${what}: ${error.message})`);
  });
  if (status !== 200)
    throw what === 'discovery' || what === 'keys' ? broken(`does not answer as it should (${what}: ${status})`) : new RestError('logInFailed', 'The identity provider refused this log-in.');
  try {
    return JSON.parse(text);
  } catch {
    throw broken(`does not answer in JSON (${what})`);
  }
}

export type Providers = ReturnType<typeof oidcProviders>;

/** Talks to identity providers. Discovery is kept for a day per client, or until the client is saved again. */
export function oidcProviders(now: () => Date) {
  const discovered = new Map<number, { metadata: Metadata; at: number }>();
  const keys = new Map<number, JSONWebKeySet>();

  const metadataOf = async (client: OauthClient): Promise<Metadata> => {
    if (!client.providerMetadataEndpointSupported) return configuredMetadata(client);
    const kept = discovered.get(client.id);
    if (kept && now().getTime() - kept.at < discoveryLifetimeMs) return kept.metadata;
    const parsed = metadataSchema.safeParse(await ask(`${client.providerUri}/.well-known/openid-configuration`, 'discovery'));
    if (!parsed.success) throw broken('has an incomplete discovery document');
    discovered.set(client.id, { metadata: parsed.data, at: now().getTime() });
    return parsed.data;
  };

  const keysOf = async (client: OauthClient, metadata: Metadata, fresh: boolean): Promise<JSONWebKeySet> => {
    const kept = keys.get(client.id);
    if (kept && !fresh) return kept;
    const parsed = jwksSchema.safeParse(await ask(metadata.jwks_uri, 'keys'));
    if (!parsed.success) throw broken('has a key without an identifier');
    keys.set(client.id, parsed.data as JSONWebKeySet);
    return parsed.data as JSONWebKeySet;
  };

  const checkIdToken = async (client: OauthClient, metadata: Metadata, idToken: string): Promise<JWTPayload> => {
    const check = async (fresh: boolean) =>
      jwtVerify(idToken, createLocalJWKSet(await keysOf(client, metadata, fresh)), {
        algorithms: ['RS256'], issuer: metadata.issuer, audience: client.clientId, currentDate: now(), requiredClaims: ['sub', 'exp', 'iat'],
      });
    try {
      return (await check(false)).payload;
    } catch (error) {
      // The provider may have rotated its keys.
      if (!(error instanceof joseErrors.JWKSNoMatchingKey || error instanceof joseErrors.JWSSignatureVerificationFailed)) throw error;
      return (await check(true)).payload;
    }
  };

  /** Exchanges the code and checks the ID token; answers its subject and the userinfo. Throws refusals. */
  const redeem = async (client: OauthClient, code: string, sent: { redirectUri: string; verifier: string | null; nonce: string }) => {
    const metadata = await metadataOf(client);
    const basic = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':');
    const parsed = tokenSchema.safeParse(await ask(metadata.token_endpoint, 'token', {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'authorization_code', code, redirect_uri: sent.redirectUri, ...(sent.verifier === null ? {} : { code_verifier: sent.verifier }),
      }).toString(),
    }));
    if (!parsed.success) throw broken('gave no usable tokens');
    const payload = await checkIdToken(client, metadata, parsed.data.id_token).catch((error: unknown) => {
      throw error instanceof RestError ? error : new RestError('logInFailed', 'The ID token of the identity provider is not valid.');
    });
    if (payload['nonce'] !== sent.nonce) throw new RestError('logInFailed', 'The ID token belongs to another log-in.');
    const userinfo = z.record(z.string(), z.unknown()).safeParse(
      await ask(metadata.userinfo_endpoint, 'userinfo', { headers: { authorization: `Bearer ${parsed.data.access_token}` } }),
    );
    if (!userinfo.success) throw broken('gave no usable userinfo');
    return { subject: payload.sub ?? '', userinfo: userinfo.data };
  };

  /** To be called when a client was saved or deleted. */
  const forget = (clientRowId: number): void => {
    discovered.delete(clientRowId);
    keys.delete(clientRowId);
  };

  return { metadataOf, redeem, forget };
}

function configuredMetadata(client: OauthClient): Metadata {
  const parsed = metadataSchema.safeParse({
    issuer: client.providerUri, authorization_endpoint: client.authorizationEndpoint, token_endpoint: client.tokenEndpoint,
    userinfo_endpoint: client.userInfoEndpoint, jwks_uri: client.jwksURI, end_session_endpoint: client.endSessionEndpoint ?? undefined,
  });
  if (!parsed.success) throw broken('is registered without all of its addresses');
  return parsed.data;
}
