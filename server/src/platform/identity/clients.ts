/** One OpenID client per cluster, with exactly one address to return to. Its id is the cluster's for life. */
import { createHash } from 'node:crypto';
import type { ClusterId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

const prefix = 'hopyard-';
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const scopes = ['openid', 'profile', 'email', 'groups'] as const;

/** A cluster knows its people as `<client id>.<user id>`, so this must never change. */
export const clientIdFor = (clusterId: ClusterId): string => `${prefix}${clusterId}`;

export function clusterIdOf(clientId: string): ClusterId | null {
  const id = clientId.startsWith(prefix) ? clientId.slice(prefix.length) : '';
  return uuid.test(id) ? (id as ClusterId) : null;
}

export type NewClient = { clusterId: ClusterId; name: string; redirectUri: string; secret: string };

/** Makes the client, or gives an existing one this address and secret. Only the secret's hash is stored. Throws on an address that no cluster can have. */
export async function createClient(tx: Tx, { clusterId, name, redirectUri, secret }: NewClient, now: Date): Promise<string> {
  checkRedirect(redirectUri);
  const clientId = clientIdFor(clusterId);
  await tx.query(
    `insert into "oauthClient" ("clientId", "clientSecret", name, "redirectUris", scopes, "grantTypes", "responseTypes",
       "tokenEndpointAuthMethod", "skipConsent", "requirePKCE", "enableEndSession", disabled, "createdAt", "updatedAt")
     values ($1, $2, $3, $4, $5, $6, $7, 'client_secret_basic', true, true, false, false, $8, $8)
     on conflict ("clientId") do update set "clientSecret" = excluded."clientSecret", name = excluded.name,
       "redirectUris" = excluded."redirectUris", disabled = false, "updatedAt" = excluded."updatedAt"`,
    [clientId, hash(secret), name, [redirectUri], [...scopes], ['authorization_code'], ['code'], now],
  );
  return clientId;
}

const setDisabled = (disabled: boolean) => async (tx: Tx, clusterId: ClusterId, now: Date): Promise<void> => {
  await tx.query(`update "oauthClient" set disabled = $2, "updatedAt" = $3 where "clientId" = $1`, [clientIdFor(clusterId), disabled, now]);
};

export const disableClient = setDisabled(true);
export const enableClient = setDisabled(false);

/** The exact addresses a client may return to; null for an unknown or disabled one. */
export async function findRedirectUris(tx: Tx, clientId: string): Promise<readonly string[] | null> {
  const [row] = await tx.query<{ uris: string[] }>(`select "redirectUris" as uris from "oauthClient" where "clientId" = $1 and not coalesce(disabled, false)`, [clientId]);
  return row?.uris ?? null;
}

function checkRedirect(redirectUri: string): void {
  const url = new URL(redirectUri);
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) throw new Error('A cluster takes people back over https only.');
  if (url.hash || url.username || url.password || redirectUri.includes('*')) throw new Error('The return address of a cluster is one plain address.');
}

/** As the provider stores it. */
const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
