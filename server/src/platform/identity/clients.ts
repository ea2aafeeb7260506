/** One OpenID client per cluster, with exactly one address to return to. Its id is the cluster's for life. */
import { createHash } from 'node:crypto';
import { clusterIdOf, type IdentityProviderClients } from '../../features/cluster-connections/sign-on.ts';
import type { Tx } from '../../kernel/scope.ts';
import { isLoopbackHost } from '../loopback-host.ts';

export const scopes = ['openid', 'profile', 'email', 'groups'] as const;

/** Only the secret's hash is stored. `create` throws on an address that no cluster can have. */
export const createClients = (clock: () => Date): IdentityProviderClients => ({
  async create(tx, { clientId, clusterId, name, redirectUri, secret }) {
    if (clusterIdOf(clientId) !== clusterId) throw new Error('The client of a cluster is named after it.');
    checkRedirect(redirectUri);
    await tx.query(
      `insert into "oauthClient" ("clientId", "clientSecret", name, "redirectUris", scopes, "grantTypes", "responseTypes",
         "tokenEndpointAuthMethod", "skipConsent", "requirePKCE", "enableEndSession", disabled, "createdAt", "updatedAt")
       values ($1, $2, $3, $4, $5, $6, $7, 'client_secret_basic', true, true, false, false, $8, $8)
       on conflict ("clientId") do update set "clientSecret" = excluded."clientSecret", name = excluded.name,
         "redirectUris" = excluded."redirectUris", disabled = false, "updatedAt" = excluded."updatedAt"`,
      [clientId, hash(secret), name, [redirectUri], [...scopes], ['authorization_code'], ['code'], clock()],
    );
  },
  enable: (tx, clientId) => setDisabled(tx, clientId, false, clock()),
  disable: (tx, clientId) => setDisabled(tx, clientId, true, clock()),
});

async function setDisabled(tx: Tx, clientId: string, disabled: boolean, now: Date): Promise<void> {
  await tx.query(`update "oauthClient" set disabled = $2, "updatedAt" = $3 where "clientId" = $1`, [clientId, disabled, now]);
}

/** The exact addresses a client may return to; null for an unknown or disabled one. */
export async function findRedirectUris(tx: Tx, clientId: string): Promise<readonly string[] | null> {
  const [row] = await tx.query<{ uris: string[] }>(`select "redirectUris" as uris from "oauthClient" where "clientId" = $1 and not coalesce(disabled, false)`, [clientId]);
  return row?.uris ?? null;
}

function checkRedirect(redirectUri: string): void {
  const url = new URL(redirectUri);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackHost(url.hostname))) throw new Error('A cluster takes people back over https only.');
  // Also not what reads as another address once it is parsed: it is compared as text.
  const isPlain = url.href === redirectUri && !/[#*]/.test(redirectUri) && !url.username && !url.password;
  if (!isPlain) throw new Error('The return address of a cluster is one plain address.');
}

/** As the provider stores it. */
const hash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
