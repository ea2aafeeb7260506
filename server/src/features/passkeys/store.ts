import type { PasskeyId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Passkey } from './passkey.ts';

const columns = `id, user_id as "userId", name, credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter, transports, made_at as "createdAt", last_used_at as "lastUsedAt"`;

export const list = (tx: Tx, userId: UserId, after: string | null, limit: number): Promise<Passkey[]> =>
  tx.query<Passkey>(`select ${columns} from passkey where user_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`, [userId, after, limit]);

export async function find(tx: Tx, userId: UserId, id: PasskeyId): Promise<Passkey | null> {
  const [row] = await tx.query<Passkey>(`select ${columns} from passkey where user_id = $1 and id = $2`, [userId, id]);
  return row ?? null;
}

export async function findByCredential(tx: Tx, credentialId: string): Promise<Passkey | null> {
  const [row] = await tx.query<Passkey>(`select ${columns} from passkey where credential_id = $1`, [credentialId]);
  return row ?? null;
}

export async function count(tx: Tx, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from passkey where user_id = $1`, [userId]);
  return row?.count ?? 0;
}

/** False for a key that is known already. */
export async function insert(tx: Tx, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const { id, userId, name, credentialId, publicKey, counter, transports, createdAt } = passkey;
  const made = await tx.query(
    `insert into passkey (id, user_id, name, credential_id, public_key, counter, transports, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (credential_id) do nothing returning id`,
    [id, userId, name, credentialId, publicKey, counter, transports, createdAt],
  );
  return made.length > 0;
}

export async function rename(tx: Tx, userId: UserId, id: PasskeyId, name: string): Promise<void> {
  await tx.query(`update passkey set name = $3 where user_id = $1 and id = $2`, [userId, id, name]);
}

export async function noteUse(tx: Tx, id: PasskeyId, counter: number, at: Date): Promise<void> {
  await tx.query(`update passkey set counter = $2, last_used_at = $3 where id = $1`, [id, counter, at]);
}

export async function remove(tx: Tx, userId: UserId, id: PasskeyId): Promise<void> {
  await tx.query(`delete from passkey where user_id = $1 and id = $2`, [userId, id]);
}
