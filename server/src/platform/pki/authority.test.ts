import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAuthority, type Certificate } from './authority.ts';

let directory: string;
const servers: Server[] = [];
const agents: Agent[] = [];

beforeEach(() => {
  directory = path.join(mkdtempSync(path.join(tmpdir(), 'hopyard-test-')), 'authority');
});

afterEach(async () => {
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(path.dirname(directory), { recursive: true });
});

async function serve({ certificatePem, keyPem }: Certificate, address: string): Promise<string> {
  const server = createServer({ cert: certificatePem, key: keyPem }, (_, response) => response.end('served'));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return `https://${address}:${(server.address() as AddressInfo).port}`;
}

async function visit(url: string, ca: string): Promise<string> {
  const agent = new Agent({ connect: { ca } });
  agents.push(agent);
  return (await request(url, { dispatcher: agent })).body.text();
}

const wanted = { names: ['pages.localhost'], addresses: ['127.64.9.1'], days: 30 };

describe('a certificate of the authority', () => {
  test('lets exactly those in who trust this authority, at exactly its address', async () => {
    const authority = await openAuthority({ directory });
    const other = await openAuthority({ directory: `${directory}-other` });
    const issued = await authority.issue(wanted);
    const url = await serve(issued, '127.64.9.1');
    expect(await visit(url, authority.authorityPem)).toBe('served');
    await expect(visit(url, other.authorityPem)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
    const elsewhere = await serve(issued, '127.64.9.2');
    await expect(visit(elsewhere, authority.authorityPem)).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  test('names what was asked for, serves servers alone, signs nothing and ends in time', async () => {
    const authority = await openAuthority({ directory });
    const certificate = new X509Certificate((await authority.issue(wanted)).certificatePem);
    expect(certificate.subjectAltName).toBe('DNS:pages.localhost, IP Address:127.64.9.1');
    expect(certificate.ca).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(Math.round((certificate.validToDate.getTime() - Date.now()) / 86_400_000)).toBe(30);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(new X509Certificate(authority.authorityPem).ca).toBe(true);
  });

  test('never outlives the authority', async () => {
    const authority = await openAuthority({ directory });
    const { certificatePem } = await authority.issue({ ...wanted, days: 100_000 });
    expect(new X509Certificate(certificatePem).validTo).toBe(new X509Certificate(authority.authorityPem).validTo);
  });

  test('is good for its address while it lasts, and for nothing else', async () => {
    const authority = await openAuthority({ directory });
    const other = await openAuthority({ directory: `${directory}-other` });
    const { certificatePem } = await authority.issue(wanted);
    expect(await authority.isGood(certificatePem, '127.64.9.1', 20)).toBe(true);
    expect(await authority.isGood(certificatePem, '127.64.9.1', 40)).toBe(false);
    expect(await authority.isGood(certificatePem, '127.64.9.2', 20)).toBe(false);
    expect(await other.isGood(certificatePem, '127.64.9.1', 20)).toBe(false);
    expect(await authority.isGood('no certificate', '127.64.9.1', 20)).toBe(false);
  });
});

describe('the files of the authority', () => {
  test('are made once; the key is for its user alone', async () => {
    const first = await openAuthority({ directory });
    expect(statSync(path.join(directory, 'authority.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(path.join(directory, 'authority.pem'), 'utf8')).toBe(first.authorityPem);
    const again = await openAuthority({ directory });
    expect(again.authorityPem).toBe(first.authorityPem);
    const url = await serve(await again.issue(wanted), '127.64.9.1');
    expect(await visit(url, first.authorityPem)).toBe('served');
  });

  test('a key that others can read is refused, and taken again once it is private', async () => {
    await openAuthority({ directory });
    const key = path.join(directory, 'authority.key');
    chmodSync(key, 0o640);
    await expect(openAuthority({ directory })).rejects.toThrow(/^Others can read .*authority\.key/);
    chmodSync(key, 0o600);
    await openAuthority({ directory });
  });

  test('a key without a certificate is what a crash left: the authority is made anew', async () => {
    const first = await openAuthority({ directory });
    rmSync(path.join(directory, 'authority.pem'));
    expect((await openAuthority({ directory })).authorityPem).not.toBe(first.authorityPem);
  });

  test('a lost key and a damaged file are named, and not replaced', async () => {
    const { authorityPem } = await openAuthority({ directory });
    const key = path.join(directory, 'authority.key');
    const text = readFileSync(key, 'utf8');
    rmSync(key);
    await expect(openAuthority({ directory })).rejects.toThrow(/authority\.key is gone: bring it back/);
    writeFileSync(key, text.slice(0, 60), { mode: 0o600 });
    await expect(openAuthority({ directory })).rejects.toThrow(/is damaged: bring them back/);
    writeFileSync(key, text, { mode: 0o600 });
    expect((await openAuthority({ directory })).authorityPem).toBe(authorityPem);
  });
});
