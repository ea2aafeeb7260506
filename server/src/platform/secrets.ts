/**
 * What must be used again is sealed (AES-256-GCM) with a key that lies outside the database; what must only be
 * recognised again is hashed. A sealed value opens only in the place it was sealed for.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import type { SealedPlace, Vault as Sealing } from '../kernel/vault.ts';

/** `open` throws SealError. */
export interface Vault extends Sealing {
  /** First 8 bytes of the SHA-256 of the key, in hex. */
  keyId: string;
  /**
   * Compares with the check value that the database keeps: null makes the first one, to be stored. Throws SealError
   * when the database was sealed with another key.
   */
  check(stored: string | null): string;
  /** A secret of its own for one purpose, always the same for the same master key. Base64url of 32 bytes. */
  derive(purpose: string): string;
}

/** Two sentences that a person can act on; never any content. */
export class SealError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealError';
  }
}

// A sealed text is `1.<key id>.<base64url of nonce, ciphertext and tag>`.
const version = '1';
const nonceBytes = 12;
const tagBytes = 16;
const checkPlace: SealedPlace = { table: 'instance', row: 'check', organizationId: null };
const checkText = 'hopyard';

/** Opens with the configured secret, else with the key in `file`, which is generated (mode 600) when missing. */
export function openVault({ secret, file }: { secret: string | null; file: string }): Vault {
  const source = secret === null ? file : 'HOPYARD_SECRET';
  const found = secret === null ? readOrMakeKeyFile(file) : { text: secret, made: false };
  const master = decodeSecret(found.text);
  if (master === null) throw new SealError(`The key in ${source} is damaged: it must be at least 32 bytes in base64 or hex. Restore it from a backup.`);
  const key = Buffer.from(hkdfSync('sha256', master, '', 'hopyard sealed values', 32));
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const vault: Vault = {
    keyId,
    derive: (purpose) => Buffer.from(hkdfSync('sha256', master, '', `hopyard ${purpose}`, 32)).toString('base64url'),
    seal: (plain, place) => `${version}.${keyId}.${encrypt(key, plain, associated(place)).toString('base64url')}`,
    open: (sealed, place) => openSealed(sealed, place, { key, keyId }),
    check: (stored) => {
      if (stored === null) return vault.seal(checkText, checkPlace);
      if (opensTo(vault, stored)) return stored;
      if (found.made) {
        // Left in place, the new key would hide at the next start that the right one is missing.
        unlinkSync(file);
        throw new SealError(`The key file ${file} is missing, and the database holds values sealed with its key. Bring the file back from a backup, or set HOPYARD_SECRET to that key.`);
      }
      throw new SealError(
        `The database was sealed with another key than the one in ${source}. Bring that key back (HOPYARD_SECRET, or the file ${file}); without it the stored credentials cannot be read.`,
      );
    },
  };
  return vault;
}

/** The bytes of a configured secret: at least 32, in hex or base64 (also the URL form); null when it is neither. */
export function decodeSecret(secret: string): Buffer | null {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(secret);
  if (!isHex && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(secret)) return null;
  const bytes = Buffer.from(secret, isHex ? 'hex' : 'base64');
  return bytes.length >= 32 ? bytes : null;
}

/** SHA-256 in hex. Only for our own random 256-bit secrets; a password needs a slow hash. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** 32 random bytes as base64url: 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function openSealed(sealed: string, place: SealedPlace, { key, keyId }: { key: Buffer; keyId: string }): string {
  const [format, sealedWith, body, ...rest] = sealed.split('.');
  if (format !== version || sealedWith === undefined || body === undefined || rest.length > 0) {
    throw new SealError('This is not a value that Hopyard sealed, or a newer version sealed it. Start that version, or enter the value again.');
  }
  if (sealedWith !== keyId) throw new SealError(`This value was sealed with key ${sealedWith}, and the present key is ${keyId}. Bring that key back, or enter the value again.`);
  const plain = decrypt(key, Buffer.from(body, 'base64url'), associated(place));
  if (plain === null) throw new SealError('This sealed value was changed, or moved from another place. Enter the value again.');
  return plain;
}

function opensTo(vault: Vault, stored: string): boolean {
  try {
    return vault.open(stored, checkPlace) === checkText;
  } catch {
    return false;
  }
}

function encrypt(key: Buffer, plain: string, associatedData: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associatedData);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, associatedData: Buffer): string | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(associatedData).setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

// As JSON, so that no two places give the same bytes.
function associated(place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([version, place.table, place.row, place.organizationId]));
}

function readOrMakeKeyFile(file: string): { text: string; made: boolean } {
  try {
    return { text: readPrivate(file), made: false };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = makeKeyFile(file);
  return { text: readPrivate(file), made };
}

function readPrivate(file: string): string {
  const text = readFileSync(file, 'utf8').trim();
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new SealError(`The key file ${file} can be read by other users of this machine. Run: chmod 600 ${file}; if others may have read it, treat its key as known.`);
  }
  return text;
}

// Linked into place when whole and on disk: a crash must not leave half a key, and two starts must not make two.
function makeKeyFile(file: string): boolean {
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    fchmodSync(handle, 0o600);
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}
