import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message } from '../../features/mail/transport.ts';
import { startMailCatcher, type MailCatcher } from './catcher.ts';
import { openBox } from './catcher-box.ts';
import { openTransport, type SmtpTransport } from './transport.ts';

let directory: string;
let catcher: MailCatcher;
let transport: SmtpTransport;

const start = async () => {
  catcher = await startMailCatcher({ directory, smtpPort: 0, pagePort: 0 });
  transport = openTransport({ smtpUrl: catcher.smtpUrl, from: 'Hopyard <hopyard@example.org>', timeoutMs: 10_000 });
};
const stop = async () => {
  transport.close();
  await catcher.stop();
};

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'hopyard-mail-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

const message = (more: Partial<Message> = {}): Message => ({
  id: 'letter-1', sentAt: new Date('2026-03-01T10:00:00Z'), to: 'bob@example.org', subject: 'Grüße from Acme',
  text: 'Hello Bob\nhttps://hopyard.example.org/invitations#abc', html: '<html><head><title>x</title></head><body><p>Hello <b>Bob</b></p></body></html>', ...more,
});
type Listed = { items: { id: string; subject: string; to: string[] }[] };
const get = (where: string) => fetch(`${catcher.pageUrl}${where}`);
const list = async (where = '/api/messages') => ((await (await get(where)).json()) as Listed).items;

/** fetch() does not let a caller choose the Host header. */
const getAs = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(`${catcher.pageUrl}/api/messages`, { headers: { host } }, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject).end();
  });

describe('receiving', () => {
  test('a letter sent over SMTP is listed, and read whole as JSON', async () => {
    expect(await transport.send(message())).toEqual({ kind: 'delivered' });
    const [item] = await list();
    expect(item).toMatchObject({ subject: 'Grüße from Acme', to: ['bob@example.org'] });
    const whole = (await (await get(`/api/messages/${item!.id}`)).json()) as Record<string, string>;
    expect(whole).toMatchObject({ messageId: '<letter-1@example.org>', from: '"Hopyard" <hopyard@example.org>', html: message().html });
    expect(whole['text']).toContain('https://hopyard.example.org/invitations#abc');
  });

  test('the same letter sent again after a lost answer is kept once, another one beside it', async () => {
    await transport.send(message());
    await transport.send(message());
    await transport.send(message({ id: 'letter-2' }));
    expect(await list()).toHaveLength(2);
  });

  test('an address with a comma is one recipient or none, never two', async () => {
    expect(await transport.send(message({ to: 'bob@example.org, mallory@example.org' }))).toMatchObject({ kind: 'rejected' });
    expect(await list()).toEqual([]);
  });

  test('+rejected is refused for good; +delayed is taken at the second attempt', async () => {
    expect(await transport.send(message({ to: 'bob+rejected@example.org' }))).toEqual({ kind: 'rejected', because: 'The mail server refused the letter: 550 5.1.1 No such mailbox here.' });
    expect(await transport.send(message({ to: 'bob+delayed@example.org' }))).toEqual({ kind: 'delayed', because: 'The mail server did not take the letter yet: 451 4.2.0 Try again later.' });
    expect(await transport.send(message({ to: 'bob+delayed@example.org' }))).toEqual({ kind: 'delivered' });
    expect(await list()).toMatchObject([{ to: ['bob+delayed@example.org'] }]);
  });
});

describe('keeping', () => {
  test('letters survive a restart, in files of this user alone', async () => {
    await transport.send(message());
    writeFileSync(path.join(directory, 'zzzzzzzzz00000000.json'), 'damaged');
    writeFileSync(path.join(directory, 'zzzzzzzzz00000001.json.new'), '{');
    await stop();
    await start();
    const [item, ...others] = await list();
    expect(others).toEqual([]);
    expect((await get(`/api/messages/${item!.id}`)).status).toBe(200);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(directory, `${item!.id}.json`)).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test('the newest 500 are kept and the older ones leave the disk, newest first in the list', () => {
    const box = openBox(path.join(directory, 'many'));
    for (let number = 1; number <= 502; number += 1) {
      box.add({ messageId: `<${number}>`, from: 'a', to: ['b'], subject: String(number), receivedAt: new Date(0).toISOString(), text: '', html: '' });
    }
    const kept = openBox(path.join(directory, 'many')).list();
    expect([kept.length, kept[0]?.subject, kept.at(-1)?.subject]).toEqual([500, '502', '3']);
    expect(readdirSync(path.join(directory, 'many'))).toHaveLength(500);
  });

  test('a folder that others could read is closed to them', () => {
    const open = path.join(directory, 'open');
    openBox(open);
    chmodSync(open, 0o755);
    openBox(open);
    expect(statSync(open).mode & 0o777).toBe(0o700);
  });
});

describe('reading', () => {
  test('the list filters by recipient, whatever the case', async () => {
    await transport.send(message());
    await transport.send(message({ id: 'letter-2', to: 'carol@example.org' }));
    expect(await list('/api/messages?to=CAROL%40example.org')).toMatchObject([{ to: ['carol@example.org'] }]);
    const html = await (await get('/?to=bob@example.org')).text();
    expect(html).toContain('To bob@example.org');
    expect(html).not.toContain('To carol@example.org');
  });

  test('a letter is shown in a frame without scripts, its links open in a new tab', async () => {
    await transport.send(message());
    const [item] = await list();
    const page = await (await get(`/messages/${item!.id}`)).text();
    expect(page).toContain(`src="/messages/${item!.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"`);
    const part = await get(`/messages/${item!.id}/html`);
    expect(part.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups[^;]*; default-src 'none'/);
    expect(await part.text()).toContain('<head><base target="_blank">');
  });

  test('hostile subjects and recipients are shown as typed', async () => {
    await transport.send(message({ subject: '<script>alert(1)</script>', html: '', text: '<b>x</b>' }));
    const [item] = await list();
    for (const where of ['/', `/messages/${item!.id}`, '/?to="><script>alert(1)</script>']) {
      const answer = await get(where);
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(await answer.text()).not.toMatch(/<script>alert|<b>x/);
    }
  });

  test('a name that only points at this machine is refused, its own names are not', async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80']) expect(await getAs(host)).toBe(421);
    for (const host of ['127.0.0.1:8025', 'localhost:8025', '[::1]:8025', 'localhost']) expect(await getAs(host)).toBe(200);
  });

  test('nothing can be changed, and what is not there is a 404', async () => {
    expect((await fetch(`${catcher.pageUrl}/api/messages`, { method: 'DELETE' })).status).toBe(405);
    for (const where of ['/messages/none', '/api/messages/none', '/api/messages/none/html', '/messages/..%2fsecret', '/other']) expect((await get(where)).status).toBe(404);
    expect((await get('/mailbox.js')).status).toBe(200);
  });

  test('a taken port is an error, and leaves nothing listening', async () => {
    const taken = Number(new URL(catcher.pageUrl).port);
    await expect(startMailCatcher({ directory, smtpPort: 0, pagePort: taken })).rejects.toThrow('EADDRINUSE');
    await expect(startMailCatcher({ directory, smtpPort: Number(new URL(catcher.smtpUrl).port), pagePort: 0 })).rejects.toThrow('EADDRINUSE');
  });
});
