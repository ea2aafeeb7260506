/** The private certificate authority of one installation: clusters are recognised by it, and by nothing else. */
// The library reads decorator metadata while it loads, so this import comes first.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import { exportPrivateKey, importPrivateKey, makeKeys, signing } from './keys.ts';
import { writeWhole } from '../files.ts';

export type Certificate = { certificatePem: string; keyPem: string };

export type Authority = {
  /** What a client trusts; nothing else is to be trusted with it. */
  authorityPem: string;
  /** A server certificate with these names (DNS) and addresses (IP), valid from an hour ago. */
  issue(wanted: { names: readonly string[]; addresses: readonly string[]; days: number }): Promise<Certificate>;
  /** Whether this authority issued the certificate and it names the address for at least `days` more days. */
  isGood(certificatePem: string, address: string, days: number): Promise<boolean>;
};

const dayMs = 86_400_000;
const authorityDays = 3650;

/** Opens the authority kept in `directory`, made at first use. Throws one sentence when its files are damaged or open to others. */
export async function openAuthority({ directory }: { directory: string }): Promise<Authority> {
  x509.cryptoProvider.set(webcrypto);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = { certificate: path.join(directory, 'authority.pem'), key: path.join(directory, 'authority.key') };
  // The certificate is written last, so a key alone is what a crash left behind.
  if (!existsSync(files.certificate)) await makeAuthority(files);
  return readAuthority(files);
}

type Files = { certificate: string; key: string };

async function makeAuthority(files: Files): Promise<void> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validFor(authorityDays),
    serialNumber: serialNumber(),
    name: [{ CN: [`Hopyard ${randomBytes(4).toString('hex')}`] }],
    keys,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  writeWhole(files.key, await exportPrivateKey(keys.privateKey), 0o600);
  writeWhole(files.certificate, pem(certificate), 0o644);
}

async function readAuthority(files: Files): Promise<Authority> {
  if (!existsSync(files.key)) throw new Error(`${files.key} is gone: bring it back, or delete ${files.certificate} to make a new authority; clusters that run must then be started anew.`);
  if ((statSync(files.key).mode & 0o077) !== 0) throw new Error(`Others can read ${files.key}: they may have copied it. Run chmod 600 on it if you are sure that nobody did.`);
  const { certificate, privateKey } = await parsed(files);
  const authorityPem = pem(certificate);
  return {
    authorityPem,
    issue: (wanted) => issue(certificate, privateKey, wanted),
    isGood: (certificatePem, address, days) => isGood(certificate, certificatePem, { address, until: Date.now() + days * dayMs }),
  };
}

async function parsed(files: Files): Promise<{ certificate: x509.X509Certificate; privateKey: webcrypto.CryptoKey }> {
  try {
    return {
      certificate: new x509.X509Certificate(readFileSync(files.certificate, 'utf8')),
      privateKey: await importPrivateKey(readFileSync(files.key, 'utf8')),
    };
  } catch {
    throw new Error(`${files.certificate} or ${files.key} is damaged: bring them back, or delete both to make a new authority; clusters that run must then be started anew.`);
  }
}

async function issue(
  authority: x509.X509Certificate,
  signingKey: webcrypto.CryptoKey,
  { names, addresses, days }: { names: readonly string[]; addresses: readonly string[]; days: number },
): Promise<Certificate> {
  const keys = await makeKeys();
  const { notBefore, notAfter } = validFor(days);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: [{ CN: [(names[0] ?? addresses[0] ?? 'cluster').slice(0, 64)] }],
    issuer: authority.subject,
    notBefore: later(notBefore, authority.notBefore),
    notAfter: notAfter < authority.notAfter ? notAfter : authority.notAfter,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: signing,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificatePem: pem(certificate), keyPem: await exportPrivateKey(keys.privateKey) };
}

async function isGood(authority: x509.X509Certificate, certificatePem: string, wanted: { address: string; until: number }): Promise<boolean> {
  try {
    const certificate = new x509.X509Certificate(certificatePem);
    const names = certificate.getExtension(x509.SubjectAlternativeNameExtension)?.names.toJSON() ?? [];
    if (certificate.notAfter.getTime() < wanted.until || !names.some((name) => name.value === wanted.address)) return false;
    return await certificate.verify({ publicKey: authority.publicKey, signatureOnly: true });
  } catch {
    return false;
  }
}

// An hour back, because clocks of neighbours differ.
function validFor(days: number): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - 3_600_000), notAfter: new Date(Date.now() + days * dayMs) };
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

const pem = (certificate: x509.X509Certificate): string => `${certificate.toString('pem').trim()}\n`;

// Positive and short of 20 octets, as RFC 5280 asks.
const serialNumber = (): string => `4${randomBytes(15).toString('hex')}0`;
