import { z } from 'zod';
import { limits } from '../accounts.ts';
import type { OauthClient } from '../store/oauth-clients.ts';
import { idTokenChecks } from './id-token.ts';
import { ask, broken } from './provider-call.ts';

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
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
  scopes_supported: z.array(z.string()).default([]),
  end_session_endpoint: z.url().optional(),
});
const tokenSchema = z.object({ id_token: z.string().max(limits.token), access_token: z.string().max(limits.token) });

const discoveryLifetimeMs = 86_400_000;

export type Providers = ReturnType<typeof oidcProviders>;

/** Talks to identity providers. Discovery is kept for a day per client, or until the client is saved again. */
export function oidcProviders(now: () => Date) {
  const discovered = new Map<number, { metadata: Metadata; at: number }>();
  const idTokens = idTokenChecks(now);

  const metadataOf = async (client: OauthClient): Promise<Metadata> => {
    if (!client.providerMetadataEndpointSupported) return configuredMetadata(client);
    const kept = discovered.get(client.id);
    if (kept && now().getTime() - kept.at < discoveryLifetimeMs) return kept.metadata;
    const parsed = metadataSchema.safeParse(await ask(`${client.providerUri}/.well-known/openid-configuration`, 'discovery'));
    if (!parsed.success) throw broken('has an incomplete discovery document');
    discovered.set(client.id, { metadata: parsed.data, at: now().getTime() });
    return parsed.data;
  };

  /** Exchanges the code and checks the ID token; answers its subject and the userinfo. Throws refusals. */
  const redeem = async (client: OauthClient, code: string, sent: { redirectUri: string; verifier: string | null; nonce: string }) => {
    const metadata = await metadataOf(client);
    const basic = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':');
    const parsed = tokenSchema.safeParse(
      await ask(metadata.token_endpoint, 'token', {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(basic).toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: sent.redirectUri,
          ...(sent.verifier === null ? {} : { code_verifier: sent.verifier }),
        }).toString(),
      }),
    );
    if (!parsed.success) throw broken('gave no usable tokens');
    const subject = await idTokens.check(client, metadata, { idToken: parsed.data.id_token, nonce: sent.nonce });
    const userinfo = z
      .record(z.string(), z.unknown())
      .safeParse(await ask(metadata.userinfo_endpoint, 'userinfo', { headers: { authorization: `Bearer ${parsed.data.access_token}` } }));
    if (!userinfo.success) throw broken('gave no usable userinfo');
    return { subject, userinfo: userinfo.data };
  };

  /** To be called when a client was saved or deleted. */
  const forget = (clientRowId: number): void => {
    discovered.delete(clientRowId);
    idTokens.forget(clientRowId);
  };

  return { metadataOf, redeem, forget };
}

function configuredMetadata(client: OauthClient): Metadata {
  const parsed = metadataSchema.safeParse({
    issuer: client.providerUri,
    authorization_endpoint: client.authorizationEndpoint,
    token_endpoint: client.tokenEndpoint,
    userinfo_endpoint: client.userInfoEndpoint,
    jwks_uri: client.jwksURI,
    end_session_endpoint: client.endSessionEndpoint ?? undefined,
  });
  if (!parsed.success) throw broken('is registered without all of its addresses');
  return parsed.data;
}
