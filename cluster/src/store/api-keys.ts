import type { Database } from './database.ts';

export type StoredApiKey = {
  userId: number;
  name: string;
  prefix: string;
  salt: string;
  /** Salted SHA-256 of the secret part, hex. */
  secretHash: string;
  scopes: string[];
  createdAt: string;
};

const select = 'select user_id as userId, name, prefix, salt, secret_hash as secretHash, scopes, created_at as createdAt from api_keys';

type Row = Omit<StoredApiKey, 'scopes'> & { scopes: string };
const fromRow = (row: Row): StoredApiKey => ({ ...row, scopes: row.scopes.split(',') });

export function findByPrefix(database: Database, prefix: string): StoredApiKey | null {
  const row = database.prepare(`${select} where prefix = ?`).get(prefix) as Row | undefined;
  return row ? fromRow(row) : null;
}

export function find(database: Database, userId: number, name: string): StoredApiKey | null {
  const row = database.prepare(`${select} where user_id = ? and name = ?`).get(userId, name) as Row | undefined;
  return row ? fromRow(row) : null;
}

export function list(database: Database, userId: number): StoredApiKey[] {
  return (database.prepare(`${select} where user_id = ? order by name`).all(userId) as unknown as Row[]).map(fromRow);
}

export function insert(database: Database, key: StoredApiKey): void {
  database
    .prepare('insert into api_keys (user_id, name, prefix, salt, secret_hash, scopes, created_at) values (?, ?, ?, ?, ?, ?, ?)')
    .run(key.userId, key.name, key.prefix, key.salt, key.secretHash, key.scopes.join(','), key.createdAt);
}

export function remove(database: Database, userId: number, name: string): void {
  database.prepare('delete from api_keys where user_id = ? and name = ?').run(userId, name);
}
