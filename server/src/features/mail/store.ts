import type { Mail } from '../../kernel/mail.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Change, QueuedMail } from './delivery.ts';

/** Stores the letter with the change that causes it. Whoever calls it also enqueues `mail.deliver` with the same id. */
export async function queue(tx: Tx, mail: Mail & { id: string }, sealedBody: string, now: Date): Promise<void> {
  await tx.query(
    `insert into mail (id, organization_id, invitation_id, recipient, subject, sealed_body, created_at, next_attempt_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    [mail.id, mail.organizationId, mail.invitationId, mail.to, mail.subject, sealedBody, now],
  );
}

/** A letter that still has to go; null once it is delivered, failed or cancelled. */
export async function findQueued(tx: Tx, id: string): Promise<QueuedMail | null> {
  const [row] = await tx.query<QueuedMail>(
    `select m.id, m.organization_id as "organizationId", m.invitation_id as "invitationId", m.recipient, m.subject, m.sealed_body as "sealedBody",
       m.attempts, m.created_at as "createdAt", m.next_attempt_at as "nextAttemptAt",
       m.invitation_id is not null and (i.state <> 'pending' or i.expires_at <= statement_timestamp()
         or exists (select from mail later where later.invitation_id = m.invitation_id and (later.created_at, later.id) > (m.created_at, m.id))) as "isMoot"
     from mail m left join invitation i on i.id = m.invitation_id where m.id = $1 and m.state = 'queued'`,
    [id],
  );
  return row ?? null;
}

/** Letters whose time has come, the longest waiting first. */
export async function listDue(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select id from mail where state = 'queued' and next_attempt_at <= $1 order by next_attempt_at limit $2`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Writes what an attempt meant. A letter that goes no more keeps no body. */
export async function record(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.query(
    `update mail set state = $2, attempts = attempts + case when $2 = 'cancelled' then 0 else 1 end, last_error = $3, next_attempt_at = $4, delivered_at = $5,
       sealed_body = case when $2 = 'queued' then sealed_body end
     where id = $1 and state = 'queued'`,
    [
      id,
      change.state,
      'lastError' in change ? change.lastError : null,
      change.state === 'queued' ? change.nextAttemptAt : null,
      change.state === 'delivered' ? change.deliveredAt : null,
    ],
  );
}

export type UndeliveredMail = { id: string; recipient: string; state: 'queued' | 'failed'; attempts: number; error: string | null; createdAt: Date; nextAttemptAt: Date | null };

/** D10: what the operator may see of the queue: addresses and errors, never subjects or bodies. Oldest first. */
export async function listUndelivered(tx: Tx, after: string | null, limit: number): Promise<UndeliveredMail[]> {
  return tx.query<UndeliveredMail>(
    `select id, recipient, state, attempts, last_error as error, created_at as "createdAt", next_attempt_at as "nextAttemptAt"
     from mail where state in ('queued', 'failed') and ($1::uuid is null or id > $1) order by id limit $2`,
    [after, limit],
  );
}
