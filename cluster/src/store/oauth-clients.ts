import type { Database } from './database.ts';

/** One registration of this cluster at an identity provider; the secret is kept readable, as Hopsworks does. */
export type OauthClientSettings = {
  clientId: string;
  clientSecret: string;
  providerName: string;
  providerUri: string;
  providerDisplayName: string | null;
  providerLogoUri: string | null;
  providerMetadataEndpointSupported: boolean;
  authorizationEndpoint: string | null;
  tokenEndpoint: string | null;
  userInfoEndpoint: string | null;
  jwksURI: string | null;
  endSessionEndpoint: string | null;
  logoutRedirectParam: string | null;
  codeChallengeMethod: 'plain' | 'S256' | null;
  offlineAccess: boolean;
  verifyEmail: boolean;
  givenNameClaim: string;
  familyNameClaim: string;
  emailClaim: string;
  groupClaim: string | null;
};

export type OauthClient = OauthClientSettings & { id: number };

type Row = { id: number; settings: string };
const fromRow = (row: Row): OauthClient => ({ id: row.id, ...(JSON.parse(row.settings) as OauthClientSettings) });

const findBy =
  (column: 'id' | 'client_id' | 'provider_name') =>
  (database: Database, value: string | number): OauthClient | null => {
    const row = database.prepare(`select id, settings from oauth_clients where ${column} = ?`).get(value) as Row | undefined;
    return row ? fromRow(row) : null;
  };

export const find = findBy('id');
export const findByClientId = findBy('client_id');
export const findByProviderName = findBy('provider_name');

export function list(database: Database): OauthClient[] {
  return (database.prepare('select id, settings from oauth_clients order by id').all() as unknown as Row[]).map(fromRow);
}

export function insert(database: Database, settings: OauthClientSettings): number {
  const { lastInsertRowid } = database
    .prepare('insert into oauth_clients (client_id, provider_name, settings) values (?, ?, ?)')
    .run(settings.clientId, settings.providerName, JSON.stringify(settings));
  return Number(lastInsertRowid);
}

export function save(database: Database, id: number, settings: OauthClientSettings): void {
  database
    .prepare('update oauth_clients set client_id = ?, provider_name = ?, settings = ? where id = ?')
    .run(settings.clientId, settings.providerName, JSON.stringify(settings), id);
}

export function remove(database: Database, id: number): void {
  database.prepare('delete from oauth_clients where id = ?').run(id);
}
