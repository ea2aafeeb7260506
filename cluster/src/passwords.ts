import { randomBytes, randomInt, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';

const cost = { N: 16_384, r: 8, p: 1 };

const derive = (password: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => scrypt(password, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key))));

/** `scrypt$<salt>$<key>`, both base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${(await derive(password, salt)).toString('base64url')}`;
}

/** The same, while nobody else waits: at the very first start. */
export function hashPasswordAtOnce(password: string): string {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString('base64url')}$${scryptSync(password, salt, 32, cost).toString('base64url')}`;
}

// Compared against when there is no such account, so that the time of the answer does not tell.
const nobody = `scrypt$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`;

export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = '', key = ''] = (hash ?? nobody).split('$');
  const derived = await derive(password, Buffer.from(salt, 'base64url'));
  return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== null;
}

const letters = { lower: 'abcdefghijkmnpqrstuvwxyz', upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', digit: '23456789' };

/** Eight characters that satisfy the rules for passwords, none easily mistaken for another. */
export function generatePassword(): string {
  const all = letters.lower + letters.upper + letters.digit;
  const pick = (from: string): string => from.charAt(randomInt(from.length));
  const password = pick(letters.lower) + pick(letters.upper) + pick(letters.digit) + Array.from({ length: 5 }, () => pick(all)).join('');
  return password;
}
