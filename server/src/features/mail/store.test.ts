import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InvitationId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Mail } from '../../kernel/mail.ts';
import { asTx, openPool, type Pool } from '../../platform/postgres/pool.ts';
import { testDatabase } from '../../testing/database.ts';
import * as invitations from '../invitations/store.ts';
import * as mails from './store.ts';

let pool: Pool;
beforeAll(async () => {
  pool = openPool((await testDatabase()).owner, { max: 2, name: 'mail store test' });
});
afterAll(() => pool.end());

const tx = () => asTx(pool);
const at = (iso: string) => new Date(iso);
const now = at('2026-03-01T10:00:00Z');
const later = at('2026-03-01T10:00:30Z');
const mail: Mail = { to: 'bob@example.org', subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', organizationId: null, invitationId: null };

async function queued(more: Partial<Mail> = {}, createdAt = now): Promise<string> {
  const id = randomUUID();
  await mails.queue(tx(), { id, ...mail, ...more }, 'sealed', createdAt);
  return id;
}

async function anInvitation(): Promise<{ organizationId: OrganizationId; invitationId: InvitationId }> {
  const userId = randomUUID() as UserId;
  const organizationId = randomUUID() as OrganizationId;
  const invitationId = randomUUID() as InvitationId;
  await pool.begin(async (sql) => {
    await sql`insert into "user" (id, name, email, "emailVerified", "givenName", "familyName") values (${userId}, 'Alice Adams', ${`alice-${userId}@example.org`}, true, 'Alice', 'Adams')`;
    await sql`insert into organization (id, slug, name, created_by, created_at) values (${organizationId}, ${`acme-${organizationId.slice(0, 8)}`}, 'Acme', ${userId}, ${now})`;
    await sql`insert into member (id, organization_id, user_id, role, joined_at) values (${randomUUID()}, ${organizationId}, ${userId}, 'owner', ${now})`;
    await sql`insert into invitation (id, organization_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
      values (${invitationId}, ${organizationId}, 'bob@example.org', 'member', ${randomUUID()}, ${userId}, ${now}, ${now}, ${at('2026-03-08T10:00:00Z')})`;
  });
  return { organizationId, invitationId };
}

describe('the outbox', () => {
  test('a queued letter is found with everything that sending needs, and is due at once', async () => {
    const id = await queued();
    expect(await mails.findQueued(tx(), id)).toEqual({
      id, organizationId: null, invitationId: null, recipient: 'bob@example.org', subject: 'Hello', sealedBody: 'sealed', attempts: 0, createdAt: now, nextAttemptAt: now, isMoot: false,
    });
    expect(await mails.listDue(tx(), now, 1000)).toContain(id);
  });

  test('a delayed letter keeps its body and waits until its time', async () => {
    const id = await queued();
    await mails.record(tx(), id, { state: 'queued', lastError: 'Busy.', nextAttemptAt: later });
    expect(await mails.findQueued(tx(), id)).toMatchObject({ attempts: 1, nextAttemptAt: later, sealedBody: 'sealed' });
    expect(await mails.listDue(tx(), now, 1000)).not.toContain(id);
    expect(await mails.listDue(tx(), later, 1000)).toContain(id);
  });

  test.each([
    { change: { state: 'delivered', deliveredAt: later } as const, row: { state: 'delivered', last_error: null, delivered_at: later } },
    { change: { state: 'failed', lastError: 'No such mailbox.' } as const, row: { state: 'failed', last_error: 'No such mailbox.', delivered_at: null } },
  ])('a $change.state letter keeps no body and is never due again', async ({ change, row }) => {
    const id = await queued();
    await mails.record(tx(), id, change);
    const [stored] = await pool`select * from mail where id = ${id}`;
    expect(stored).toMatchObject({ ...row, sealed_body: null, next_attempt_at: null });
    expect(await mails.findQueued(tx(), id)).toBeNull();
    expect(await mails.listDue(tx(), at('2030-01-01T00:00:00Z'), 1000)).not.toContain(id);
  });

  test('a late answer does not bring a delivered letter back', async () => {
    const id = await queued();
    await mails.record(tx(), id, { state: 'delivered', deliveredAt: later });
    await mails.record(tx(), id, { state: 'queued', lastError: 'Busy.', nextAttemptAt: later });
    expect(await mails.findQueued(tx(), id)).toBeNull();
  });
});

describe('what the operator sees', () => {
  test('D10 letters that wait or failed, by address and error, without what they say; delivered ones not', async () => {
    const [waiting, failed, delivered] = [await queued(), await queued(), await queued()];
    await mails.record(tx(), failed, { state: 'failed', lastError: 'No such mailbox.' });
    await mails.record(tx(), delivered, { state: 'delivered', deliveredAt: later });
    const seen = new Map((await mails.listUndelivered(tx(), null, 1000)).map((mail) => [mail.id, mail]));
    expect([seen.get(waiting)?.state, seen.get(failed)?.error, seen.has(delivered)]).toEqual(['queued', 'No such mailbox.', false]);
    expect(Object.keys(seen.get(failed) ?? {})).toEqual(['id', 'recipient', 'state', 'attempts', 'error', 'createdAt', 'nextAttemptAt']);
  });
});

describe('what Members shows', () => {
  test('D10 the newest letter of each invitation counts, and one whose letter is not stored yet counts as queued', async () => {
    const invited = await anInvitation();
    const first = await queued(invited, now);
    await mails.record(tx(), first, { state: 'failed', lastError: 'No such mailbox.' });
    expect((await invitations.find(tx(), invited.organizationId, invited.invitationId))?.delivery).toEqual({ state: 'failed', error: 'No such mailbox.' });
    await queued(invited, later);
    const other = await anInvitation();
    expect((await invitations.find(tx(), invited.organizationId, invited.invitationId))?.delivery).toEqual({ state: 'queued', error: null });
    expect((await invitations.find(tx(), other.organizationId, other.invitationId))?.delivery).toEqual({ state: 'queued', error: null });
  });

  test('a letter cannot name an invitation of another organization (M01)', async () => {
    const [mine, theirs] = [await anInvitation(), await anInvitation()];
    await expect(queued({ organizationId: mine.organizationId, invitationId: theirs.invitationId })).rejects.toThrow('foreign key');
    await expect(queued(theirs)).resolves.toBeTypeOf('string');
  });
});
