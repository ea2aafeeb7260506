import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';
import type { Work } from '../../kernel/job.ts';
import { createEngine } from '../../platform/engine.ts';
import { createIdempotentAnswers } from '../../platform/idempotent-answers.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { createHub } from '../../platform/live/hub.ts';
import { startMailCatcher, type MailCatcher } from '../../platform/mail/catcher.ts';
import { openTransport, type SmtpTransport } from '../../platform/mail/transport.ts';
import { asTx, createLocks, openPool, type Pool } from '../../platform/postgres/pool.ts';
import { openQueue } from '../../platform/queue/queue.ts';
import { newSecret, openVault } from '../../platform/secrets.ts';
import { testDatabase } from '../../testing/database.ts';
import { sealBody } from './body.ts';
import { letter } from './letter.ts';
import * as mails from './store.ts';
import { mailJobs } from './workflow.ts';

const vault = openVault({ secret: Buffer.from(newSecret(), 'base64url').toString('hex'), file: '' });
const from = 'Hopyard <hopyard@example.org>';
const ends: (() => unknown)[] = [];
let pool: Pool;
let owner: Pool;
let work: Work;
let now: Date;
let log: string[];
let directory: string;

beforeAll(async () => {
  const { server, owner: ownerConnection } = await testDatabase();
  owner = openPool(ownerConnection, { max: 1, name: 'mail workflow test' });
  pool = openPool(server, { max: 4, name: 'mail workflow test' });
  const listener = openPool(server, { max: 1, name: 'mail workflow test' });
  const hub = await createHub(pool, listener);
  const queue = await openQueue(server, () => undefined);
  const locks = createLocks(server);
  const engine = createEngine({ pool, repeats: createIdempotentAnswers('test'), queue, hub, settings: {} as never, clock: () => now, appendAudit: async () => {}, queueMail: async () => {} });
  work = { within: engine.within, exclusively: locks.exclusively, log: (message, details) => log.push(`${message} ${JSON.stringify(details)}`) };
  directory = mkdtempSync(path.join(tmpdir(), 'hopyard-mail-'));
  ends.push(() => rmSync(directory, { recursive: true }), () => pool.end(), () => owner.end(), () => listener.end(), () => locks.close(), () => queue.stop(), () => hub.close());
});
afterAll(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
beforeEach(() => {
  now = new Date('2026-03-01T10:00:00Z');
  log = [];
});

const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

async function startCatcher(smtpPort = 0): Promise<MailCatcher> {
  const catcher = await startMailCatcher({ directory, smtpPort, pagePort: 0 });
  ends.push(() => catcher.stop());
  return catcher;
}

function jobsWith(transport: SmtpTransport) {
  ends.push(() => transport.close());
  const [deliver, sweep] = mailJobs({ transport, vault });
  return { deliver: (id: string) => deliver!.run(work, id), sweep: () => sweep!.run(work, 'all') };
}
const jobsTo = (smtpUrl: string) => jobsWith(openTransport({ smtpUrl, from, timeoutMs: 10_000 }));

async function queued(to: string): Promise<string> {
  const id = newUuid();
  const mail = letter({ to, subject: 'Hello', heading: 'Hello', paragraphs: ['Hello.'], action: { label: 'Open', url: 'http://127.0.0.1/#secret' }, organizationId: null, invitationId: null });
  await work.within(({ tx }) => mails.queue(tx, { id, ...mail }, sealBody(vault, id, mail), now));
  return id;
}

const rowOf = async (id: string) => (await pool`select state, attempts, last_error, sealed_body, next_attempt_at from mail where id = ${id}`)[0];
const jobsFor = async (id: string) => Number((await pool`select count(*) from pgboss.job where name = 'mail.deliver' and data->>'key' = ${id}`)[0]?.['count']);
const arrived = async (catcher: MailCatcher, to: string) => ((await (await fetch(`${catcher.pageUrl}/api/messages?to=${encodeURIComponent(to)}`)).json()) as { items: { id: string }[] }).items;

describe('mail.deliver', () => {
  test('M07 a letter arrives with its link, its body is emptied, and delivering again sends nothing', async () => {
    const catcher = await startCatcher();
    const { deliver } = jobsTo(catcher.smtpUrl);
    const id = await queued('bob@example.org');
    expect(String((await rowOf(id))?.['sealed_body'])).not.toContain('secret');
    await deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attempts: 1, sealed_body: null });
    await deliver(id);
    const [item, ...more] = await arrived(catcher, 'bob@example.org');
    expect(more).toEqual([]);
    expect(await (await fetch(`${catcher.pageUrl}/api/messages/${item!.id}`)).text()).toContain('http://127.0.0.1/#secret');
  });

  test('D10 a refused letter fails at once, with the server\'s reason', async () => {
    const catcher = await startCatcher();
    const id = await queued('bob+rejected@example.org');
    await jobsTo(catcher.smtpUrl).deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'failed', last_error: 'The mail server refused the letter: 550 5.1.1 No such mailbox here.', sealed_body: null });
    expect(await jobsFor(id)).toBe(0);
    expect(log.join()).toContain('550');
  });

  test('a delayed letter waits for its time, has a job for it, and is delivered then', async () => {
    const catcher = await startCatcher();
    const { deliver } = jobsTo(catcher.smtpUrl);
    const id = await queued('bob+delayed@example.org');
    await deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'queued', attempts: 1, next_attempt_at: new Date(now.getTime() + 30_000) });
    expect(await jobsFor(id)).toBe(1);
    await deliver(id); // too early: not an attempt
    expect(await rowOf(id)).toMatchObject({ attempts: 1 });
    pass(30);
    await deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attempts: 2, last_error: null });
    expect(await arrived(catcher, 'bob+delayed@example.org')).toHaveLength(1);
  });

  test('two workers at once send one letter once', async () => {
    const catcher = await startCatcher();
    const jobs = jobsTo(catcher.smtpUrl);
    const id = await queued('twice@example.org');
    await Promise.all([jobs.deliver(id), jobs.deliver(id), jobs.deliver(id)]);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(await arrived(catcher, 'twice@example.org')).toHaveLength(1);
  });

  test('a crash after sending repeats the same message, and the mailbox has it once', async () => {
    const catcher = await startCatcher();
    const transport = openTransport({ smtpUrl: catcher.smtpUrl, from, timeoutMs: 10_000 });
    const id = await queued('crash@example.org');
    const crashing = jobsWith({ ...transport, send: async (message) => { await transport.send(message); throw new Error('the process died'); } });
    await expect(crashing.deliver(id)).rejects.toThrow('the process died');
    expect(await rowOf(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await jobsWith(transport).deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered' });
    expect(await arrived(catcher, 'crash@example.org')).toHaveLength(1);
  });

  test('a letter that nobody knows is nothing to do', async () => {
    await expect(jobsTo('smtp://127.0.0.1:9').deliver(newUuid())).resolves.toBeUndefined();
  });
});

describe('the letter of an invitation', () => {
  /** A letter of an invitation that is open, unless `change` says otherwise. */
  async function invited(to: string) {
    const [organizationId, userId, invitationId] = [newUuid(), newUuid(), newUuid()];
    await owner.begin(async (sql) => {
      await sql`insert into "user" (id, name, email, "emailVerified", "givenName", "familyName") values (${userId}, 'A', ${`${userId}@example.org`}, true, 'A', 'A')`;
      await sql`insert into organization (id, slug, name, created_by, created_at) values (${organizationId}, ${organizationId}, 'Acme', ${userId}, now())`;
      await sql`insert into member (id, organization_id, user_id, role, joined_at) values (${newUuid()}, ${organizationId}, ${userId}, 'owner', now())`;
      await sql`insert into invitation (id, organization_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
        values (${invitationId}, ${organizationId}, ${to}, 'member', ${newUuid()}, ${userId}, now(), now(), now() + interval '7 days')`;
    });
    return { organizationId: organizationId as OrganizationId, invitationId: invitationId as InvitationId };
  }
  const letterOf = async (to: string, of: { organizationId: OrganizationId; invitationId: InvitationId }) => {
    const id = newUuid();
    const mail = letter({ to, subject: 'Join', heading: 'Join', paragraphs: ['Join.'], ...of });
    await work.within(async ({ tx, enter }) => {
      await enter(of.organizationId);
      await mails.queue(tx, { id, ...mail }, sealBody(vault, id, mail), now);
    });
    return id;
  };

  test.each([
    ['was withdrawn', (id: string) => owner`update invitation set state = 'withdrawn', closed_at = now() where id = ${id}`],
    ['was replaced', (id: string) => owner`update invitation set state = 'replaced', closed_at = now() where id = ${id}`],
    ['ended with the inviter', (id: string) => owner`update invitation set state = 'ended', closed_at = now() where id = ${id}`],
    ['was answered on the dashboard', (id: string) => owner`update invitation set state = 'accepted', closed_at = now() where id = ${id}`],
    ['expired', (id: string) => owner`update invitation set expires_at = now() where id = ${id}`],
  ])('M09 does not go out once the invitation %s, keeps no body and is no failure; an open one goes', async (_how, end) => {
    const catcher = await startCatcher();
    const { deliver } = jobsTo(catcher.smtpUrl);
    const [gone, open] = [`gone-${newUuid()}@example.org`, `open-${newUuid()}@example.org`];
    const [first, second] = [await invited(gone), await invited(open)];
    const [letterGone, letterOpen] = [await letterOf(gone, first), await letterOf(open, second)];
    await end(first.invitationId);
    await Promise.all([deliver(letterGone), deliver(letterOpen)]);
    expect(await rowOf(letterGone)).toMatchObject({ state: 'cancelled', attempts: 0, last_error: null, sealed_body: null, next_attempt_at: null });
    expect(await rowOf(letterOpen)).toMatchObject({ state: 'delivered' });
    expect([(await arrived(catcher, gone)).length, (await arrived(catcher, open)).length]).toEqual([0, 1]);
    expect((await mails.listUndelivered(asTx(pool), null, 10_000)).map(({ id }) => id)).not.toContain(letterGone);
    expect(log).toEqual([]);
  });

  test('D03 of one that was sent again only the newest goes out: the link in the older one is dead', async () => {
    const catcher = await startCatcher();
    const { deliver } = jobsTo(catcher.smtpUrl);
    const to = `again-${newUuid()}@example.org`;
    const of = await invited(to);
    const older = await letterOf(to, of);
    pass(1);
    const newer = await letterOf(to, of);
    await deliver(older);
    await deliver(newer);
    expect([await rowOf(older), await rowOf(newer)]).toMatchObject([{ state: 'cancelled' }, { state: 'delivered' }]);
    expect(await arrived(catcher, to)).toHaveLength(1);
  });

  test('reaches a mailbox whose name and domain are in other alphabets', async () => {
    const catcher = await startCatcher();
    const to = 'jörg@xn--bcher-kva.example';
    const id = await letterOf(to, await invited(to));
    await jobsTo(catcher.smtpUrl).deliver(id);
    expect(await rowOf(id)).toMatchObject({ state: 'delivered', last_error: null });
  });
});

describe('mail.sweep', () => {
  test('with the mail server down and up again nothing is lost and nothing is doubled', async () => {
    const port = await freePort();
    const { deliver, sweep } = jobsTo(`smtp://127.0.0.1:${port}`);
    const people = ['down-1@example.org', 'down-2@example.org', 'down-3@example.org'];
    const ids = await Promise.all(people.map(queued));
    await Promise.all(ids.map(deliver));
    for (const id of ids) expect(await rowOf(id)).toMatchObject({ state: 'queued', last_error: 'The mail server could not be reached.' });

    const catcher = await startCatcher(port);
    await pool`delete from pgboss.job where name = 'mail.deliver'`; // the jobs are lost; the letters are not
    await sweep();
    expect(await Promise.all(ids.map(jobsFor))).toEqual([0, 0, 0]); // not their time yet
    pass(30);
    await sweep();
    await sweep();
    expect(await Promise.all(ids.map(jobsFor))).toEqual([2, 2, 2]);
    await Promise.all([...ids, ...ids].map(deliver));
    for (const [index, id] of ids.entries()) {
      expect(await rowOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
      expect(await arrived(catcher, people[index]!)).toHaveLength(1);
    }
  });

  test('a server that stays down for two days makes the letter fail, with the reason', async () => {
    const { deliver } = jobsTo(`smtp://127.0.0.1:${await freePort()}`);
    const id = await queued('never@example.org');
    let attempts = 0;
    for (; (await rowOf(id))?.['state'] === 'queued' && attempts < 50; attempts += 1) {
      now = (await rowOf(id))?.['next_attempt_at'] as Date;
      await deliver(id);
    }
    expect(attempts).toBe(13); // 0 s, 30 s, 2 min, 10 min, 1 h, then every 6 h, and once at the end
    expect(await rowOf(id)).toMatchObject({ state: 'failed', last_error: 'The mail server could not be reached. We tried for two days.', sealed_body: null });
  });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
