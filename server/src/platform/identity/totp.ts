/** Codes of an authenticator app: RFC 6238 with SHA-1, six digits and thirty seconds, which every app understands. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const digits = 6;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits in base32, as apps take them. */
export const newTotpSecret = (): string => base32(randomBytes(20));

/** 80 random bits in four groups: too many to be guessed even from its hash. */
export const newRecoveryCode = (): string => base32(randomBytes(10)).toLowerCase().replace(/.{4}(?=.)/g, '$&-');

/** What the QR code says. */
export function totpUri(secret: string, email: string, place: string): string {
  const query = new URLSearchParams({ secret, issuer: place, algorithm: 'SHA1', digits: String(digits), period: String(stepSeconds) });
  return `otpauth://totp/${encodeURIComponent(place)}:${encodeURIComponent(email)}?${query.toString().replaceAll('+', '%20')}`;
}

/** The number of the half minute that the code belongs to, the present one or a neighbour (clocks differ); null for a wrong code. */
export function totpStepOf(secret: string, code: string, now: Date): number | null {
  const present = Math.floor(now.getTime() / 1000 / stepSeconds);
  const key = fromBase32(secret);
  return [present, present - 1, present + 1].find((step) => same(codeAt(key, step), code)) ?? null;
}

/** The code of one half minute. Throws for a secret that is not base32. */
export const totpCode = (secret: string, at: Date): string => codeAt(fromBase32(secret), Math.floor(at.getTime() / 1000 / stepSeconds));

function codeAt(key: Buffer, step: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(message).digest();
  const from = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

function same(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const values = [...text].map((letter) => alphabet.indexOf(letter));
  if (values.includes(-1)) throw new Error('This is not base32.');
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
