import { createLocalJWKSet, errors as joseErrors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { z } from 'zod';
import { RestError } from '../errors.ts';
import type { OauthClient } from '../store/oauth-clients.ts';
import { ask, broken } from './provider-call.ts';

type Issuer = { issuer: string; jwks_uri: string };

const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

const refuse = (detail: string): RestError => new RestError('logInFailed', detail);

/** Checks ID tokens against the provider's keys, which are kept per client and fetched again when they do not fit. */
export function idTokenChecks(now: () => Date) {
  const kept = new Map<number, JSONWebKeySet>();

  const fetchKeys = async (client: OauthClient, { jwks_uri }: Issuer): Promise<JSONWebKeySet> => {
    const parsed = jwksSchema.safeParse(await ask(jwks_uri, 'keys'));
    if (!parsed.success) throw broken('has a key without an identifier');
    const keys = parsed.data as JSONWebKeySet;
    kept.set(client.id, keys);
    return keys;
  };

  const verify = async (client: OauthClient, issuer: Issuer, idToken: string): Promise<JWTPayload> => {
    const checkWith = async (keys: JSONWebKeySet): Promise<JWTPayload> =>
      (
        await jwtVerify(idToken, createLocalJWKSet(keys), {
          algorithms: ['RS256'],
          issuer: issuer.issuer,
          audience: client.clientId,
          currentDate: now(),
          requiredClaims: ['sub', 'exp', 'iat'],
        })
      ).payload;
    try {
      return await checkWith(kept.get(client.id) ?? (await fetchKeys(client, issuer)));
    } catch (error) {
      // The provider may have rotated its keys.
      if (!(error instanceof joseErrors.JWKSNoMatchingKey || error instanceof joseErrors.JWSSignatureVerificationFailed)) throw error;
      return checkWith(await fetchKeys(client, issuer));
    }
  };

  /** The subject of a token that holds for this client and this log-in; throws refusals. */
  const check = async (client: OauthClient, issuer: Issuer, given: { idToken: string; nonce: string }): Promise<string> => {
    const payload = await verify(client, issuer, given.idToken).catch((error: unknown) => {
      throw error instanceof RestError ? error : refuse('The ID token of the identity provider is not valid.');
    });
    if (payload['nonce'] !== given.nonce) throw refuse('The ID token belongs to another log-in.');
    return payload.sub ?? '';
  };

  return { check, forget: (clientRowId: number): void => void kept.delete(clientRowId) };
}
