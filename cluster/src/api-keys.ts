import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { RestError } from './errors.ts';
import type { GroupName } from './accounts.ts';
import { isPrivileged, type ApiScope } from './scopes.ts';
import * as apiKeys from './store/api-keys.ts';
import type { Database } from './store/database.ts';
import type { User } from './store/users.ts';

const hash = (secret: string, salt: string): Buffer =>
  createHash('sha256')
    .update(secret + salt)
    .digest();

const letters = (count: number): string =>
  randomBytes(count * 2)
    .toString('base64url')
    .replaceAll(/[-_]/g, 'a')
    .slice(0, count);

/** Makes and stores a key for `user`; the whole key is in the answer and nowhere else. */
export function createApiKey(
  database: Database,
  owner: { user: User; roles: readonly GroupName[] },
  wish: { name: string; scopes: readonly ApiScope[] },
  now: Date,
) {
  if (wish.name.trim() === '' || wish.name.length > 45) throw new RestError('badArgument', 'The name of a key has 1 to 45 characters.');
  if (wish.scopes.length === 0) throw new RestError('badArgument', 'A key needs at least one scope.');
  if (!owner.roles.includes('HOPS_ADMIN') && wish.scopes.some(isPrivileged))
    throw new RestError('keyScopeMissing', 'Only an administrator can make a key of this scope.');
  if (apiKeys.find(database, owner.user.id, wish.name)) throw new RestError('keyNameTaken');
  const prefix = letters(16);
  const secret = letters(64);
  const salt = randomBytes(32).toString('base64url');
  const stored = {
    userId: owner.user.id,
    name: wish.name,
    prefix,
    salt,
    secretHash: hash(secret, salt).toString('hex'),
    scopes: [...new Set(wish.scopes)],
    createdAt: now.toISOString(),
  };
  apiKeys.insert(database, stored);
  return { ...stored, key: `${prefix}.${secret}` };
}

/** The stored key behind `<prefix>.<secret>`; throws the refusals of an unknown and of a wrong one. */
export function checkApiKey(database: Database, key: string): apiKeys.StoredApiKey {
  const [prefix = '', secret = ''] = key.split('.');
  const stored = apiKeys.findByPrefix(database, prefix);
  if (!stored) throw new RestError('keyUnknown');
  if (!timingSafeEqual(hash(secret, stored.salt), Buffer.from(stored.secretHash, 'hex'))) throw new RestError('keyWrong');
  return stored;
}
