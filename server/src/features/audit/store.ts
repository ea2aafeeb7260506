import type { Actor } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import type { Entry, Seal } from './chain.ts';
import { draftOf } from './fields.ts';

/** One row for one event, in the transaction of the change and in one statement. Rows are never changed afterwards. */
export async function append(tx: Tx, change: { id: string; at: Date; actor: Actor; request: RequestFacts; event: DomainEvent }): Promise<void> {
  const { id, at, actor, request, event } = change;
  const { people, ...draft } = draftOf(id, actor, event);
  const key = actor.kind === 'user' ? actor.key : null;
  const entry = {
    ...draft, id, at, organizationId: event.organizationId, actorKind: actor.kind, keyId: key?.id ?? null, keyName: key?.name ?? null,
    operation: event.operation, address: request.address, userAgent: request.userAgent.slice(0, 500),
  };
  await tx.query(`select append_audit($1, $2)`, [JSON.stringify(entry), JSON.stringify(people)]);
}

/** The row as it is sealed. */
const entry = `a.id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, a.organization_id as "organizationId", a.actor_kind as "actorKind",
  a.actor_id as "actorId", a.key_id as "keyId", a.key_name as "keyName", a.operation, a.subject, a.before, a.after`;

/** Organizations with rows that wait for their seal; null stands for what belongs to people alone. */
export async function listUnsealed(tx: Tx): Promise<(OrganizationId | null)[]> {
  const rows = await tx.query<{ organizationId: OrganizationId | null }>(`select distinct organization_id as "organizationId" from audit_unsealed`);
  return rows.map(({ organizationId }) => organizationId);
}

/** The oldest that wait, of what is committed by now. */
export async function takeUnsealed(tx: Tx, organizationId: OrganizationId | null, limit: number): Promise<Entry[]> {
  return tx.query<Entry>(
    `select ${entry} from audit_unsealed w join audit a on a.id = w.audit_id where w.organization_id is not distinct from $1 order by w.audit_id limit $2`, [organizationId, limit],
  );
}

export async function findLastSeal(tx: Tx, organizationId: OrganizationId | null): Promise<(Seal & { sealedAt: Date }) | null> {
  const [row] = await tx.query<Seal & { sealedAt: Date }>(
    `select number, audit_id as "auditId", previous_hash as "previousHash", hash, sealed_at as "sealedAt" from audit_seal
     where organization_id is not distinct from $1 order by number desc limit 1`, [organizationId],
  );
  return row ?? null;
}

/** Writes the seals and takes their rows off the list of those that wait. */
export async function seal(tx: Tx, organizationId: OrganizationId | null, seals: readonly Seal[], now: Date): Promise<void> {
  await tx.query(
    `with sealed as (delete from audit_unsealed where audit_id in (select ("auditId")::uuid from jsonb_to_recordset($1::text::jsonb) as s("auditId" text)))
     insert into audit_seal (audit_id, organization_id, number, previous_hash, hash, sealed_at)
     select ("auditId")::uuid, $2, number, "previousHash", hash, $3 from jsonb_to_recordset($1::text::jsonb) as s("auditId" text, number integer, "previousHash" text, hash text)`,
    [JSON.stringify(seals), organizationId, now],
  );
}

type Sealed = Seal & { sealedAt: Date; entry: Entry | null };

/** The next seals after `number`, each with its row, or null where that is gone. */
export async function listSealed(tx: Tx, organizationId: OrganizationId | null, number: number, limit: number): Promise<Sealed[]> {
  const rows = await tx.query<Entry & Omit<Sealed, 'entry'>>(
    `select ${entry}, s.number, s.audit_id as "auditId", s.previous_hash as "previousHash", s.hash, s.sealed_at as "sealedAt"
     from audit_seal s left join audit a on a.id = s.audit_id and a.organization_id is not distinct from s.organization_id
     where s.organization_id is not distinct from $1 and s.number > $2 order by s.number limit $3`, [organizationId, number, limit],
  );
  return rows.map(({ number: at, auditId, previousHash, hash, sealedAt, ...row }) => ({ number: at, auditId, previousHash, hash, sealedAt, entry: row.id ? row : null }));
}

/** Of rows that have no seal: how many wait for one, and how many never will, because something took them off the list. */
export async function countUnsealed(tx: Tx, organizationId: OrganizationId | null): Promise<{ waiting: number; forgotten: number }> {
  const [row] = await tx.query<{ waiting: number; forgotten: number }>(
    `select count(w.audit_id)::int as waiting, count(*) filter (where w.audit_id is null)::int as forgotten
     from audit a left join audit_unsealed w on w.audit_id = a.id
     where a.organization_id is not distinct from $1 and not exists (select from audit_seal s where s.audit_id = a.id)`, [organizationId],
  );
  return row ?? { waiting: 0, forgotten: 0 };
}
