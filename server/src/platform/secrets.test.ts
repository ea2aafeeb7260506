import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SealedPlace } from '../kernel/vault.ts';
import { decodeSecret, hashSecret, newSecret, openVault, SealError } from './secrets.ts';

let folder: string;
let file: string;
const place: SealedPlace = { table: 'cloud_accounts', row: 'a1', organizationId: 'o1' };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hopyard-test-'));
  file = path.join(folder, 'secret');
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a sealed value', () => {
  test('opens in its place, names version and key, and never looks the same twice', () => {
    const vault = openVault({ secret: null, file });
    const sealed = vault.seal('pässword', place);
    expect(vault.open(sealed, place)).toBe('pässword');
    expect(sealed).toMatch(new RegExp(`^1\\.${vault.keyId}\\.[\\w-]+$`));
    expect(vault.keyId).toMatch(/^[0-9a-f]{16}$/);
    expect(vault.seal('pässword', place)).not.toBe(sealed);
    expect(vault.open(vault.seal('', place), place)).toBe('');
  });

  test.each([
    ['table', { ...place, table: 'clusters' }],
    ['row', { ...place, row: 'a2' }],
    ['organization', { ...place, organizationId: 'o2' }],
    ['organization (none)', { ...place, organizationId: null }],
    ['boundary between the parts', { ...place, table: 'cloud_accountsa', row: '1' }],
  ])('does not open with another %s', (_, elsewhere) => {
    const vault = openVault({ secret: null, file });
    expect(() => vault.open(vault.seal('x', place), elsewhere)).toThrow('moved from another place');
  });

  test('does not open with any single byte changed, cut or with another version', () => {
    const vault = openVault({ secret: null, file });
    const sealed = vault.seal('secret', place);
    const [version, keyId, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => vault.open(`${version}.${keyId}.${changed.toString('base64url')}`, place)).toThrow(SealError);
    }
    for (const wrong of [`${version}.${keyId}.AAAA`, `2.${keyId}.${body}`, 'plain', `${sealed}.more`]) {
      expect(() => vault.open(wrong, place)).toThrow(SealError);
    }
    expect(vault.open(sealed, place)).toBe('secret');
  });

  test('does not open with another key, and says which key sealed it', () => {
    const sealed = openVault({ secret: null, file }).seal('x', place);
    const other = openVault({ secret: randomBytes(32).toString('hex'), file });
    expect(() => other.open(sealed, place)).toThrow(`sealed with key ${sealed.split('.')[1]}, and the present key is ${other.keyId}`);
  });
});

describe('the key', () => {
  test('is generated once, readable by its user alone, and used again', () => {
    const sealed = openVault({ secret: null, file }).seal('x', place);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openVault({ secret: null, file }).open(sealed, place)).toBe('x');
  });

  test('from HOPYARD_SECRET needs no file and is the same in hex and base64', () => {
    const bytes = randomBytes(32);
    const sealed = openVault({ secret: bytes.toString('base64'), file }).seal('x', place);
    expect(openVault({ secret: bytes.toString('hex'), file }).open(sealed, place)).toBe('x');
    expect(existsSync(file)).toBe(false);
  });

  test('in a file that others can read is refused; made private it opens', () => {
    openVault({ secret: null, file });
    for (const mode of [0o640, 0o604]) {
      chmodSync(file, mode);
      expect(() => openVault({ secret: null, file })).toThrow(`chmod 600 ${file}`);
    }
    chmodSync(file, 0o600);
    expect(openVault({ secret: null, file }).keyId).toHaveLength(16);
  });

  test('in a damaged file is refused and not replaced', () => {
    writeFileSync(file, 'short\n', { mode: 0o600 });
    expect(() => openVault({ secret: null, file })).toThrow('is damaged');
    expect(readFileSync(file, 'utf8')).toBe('short\n');
  });
});

describe('the check value in the database', () => {
  test('is made once and recognised at the next start', () => {
    const stored = openVault({ secret: null, file }).check(null);
    expect(openVault({ secret: null, file }).check(stored)).toBe(stored);
  });

  test('stops a start without the key, says so, and leaves no new key behind', () => {
    const stored = openVault({ secret: null, file }).check(null);
    const key = readFileSync(file, 'utf8');
    rmSync(file);
    expect(() => openVault({ secret: null, file }).check(stored)).toThrow(`The key file ${file} is missing`);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, key, { mode: 0o600 });
    expect(openVault({ secret: null, file }).check(stored)).toBe(stored);
  });

  test('stops a start with another key and says where that one came from', () => {
    const stored = openVault({ secret: null, file }).check(null);
    const wrong = openVault({ secret: randomBytes(32).toString('base64'), file });
    expect(() => wrong.check(stored)).toThrow('sealed with another key than the one in HOPYARD_SECRET. Bring that key back');
    expect(() => openVault({ secret: null, file }).check('nonsense')).toThrow(SealError);
    expect(existsSync(file)).toBe(true);
  });
});

describe('secrets of our own', () => {
  test('are 256 random bits and recognised by their hash', () => {
    const secret = newSecret();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(newSecret()).not.toBe(secret);
    expect(hashSecret('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('a configured secret is bytes in hex, base64 or base64url, and at least 32 of them', () => {
    const bytes = randomBytes(33);
    for (const encoding of ['hex', 'base64', 'base64url'] as const) expect(decodeSecret(bytes.toString(encoding))).toEqual(bytes);
    for (const short of [randomBytes(31).toString('hex'), randomBytes(31).toString('base64'), 'a pass phrase with spaces that is long enough', '']) {
      expect(decodeSecret(short)).toBeNull();
    }
  });
});
