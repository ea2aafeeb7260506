import type { Actor } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { RequestFacts, Tx } from '../../kernel/scope.ts';
import type { Entry, Seal } from './chain.ts';
import { draftOf } from './fields.ts';
import type { Named, Row } from './view.ts';

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

/** Rows of one log by their index, which `is not distinct from` would not use. The organization is the first parameter. */
const inLog = (column: string, organizationId: OrganizationId | null) => (organizationId === null ? `${column} is null and $1::uuid is null` : `${column} = $1`);

/** Organizations with rows that wait for their seal; null stands for what belongs to people alone. */
export async function listUnsealed(tx: Tx): Promise<(OrganizationId | null)[]> {
  const rows = await tx.query<{ organizationId: OrganizationId | null }>(`select distinct organization_id as "organizationId" from audit_unsealed`);
  return rows.map(({ organizationId }) => organizationId);
}

/** The oldest that wait, of what is committed by now. */
export async function takeUnsealed(tx: Tx, organizationId: OrganizationId | null, limit: number): Promise<Entry[]> {
  return tx.query<Entry>(
    `select ${entry} from audit_unsealed w join audit a on a.id = w.audit_id where ${inLog('w.organization_id', organizationId)} order by w.audit_id limit $2`, [organizationId, limit],
  );
}

export async function findLastSeal(tx: Tx, organizationId: OrganizationId | null): Promise<(Seal & { sealedAt: Date }) | null> {
  const [row] = await tx.query<Seal & { sealedAt: Date }>(
    `select number, audit_id as "auditId", previous_hash as "previousHash", hash, sealed_at as "sealedAt" from audit_seal
     where ${inLog('organization_id', organizationId)} order by number desc limit 1`, [organizationId],
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

export type Sealed = Seal & { sealedAt: Date; entry: Entry | null };

/** The next seals after `number`, each with its row, or null where that is gone. */
export async function listSealed(tx: Tx, organizationId: OrganizationId | null, number: number, limit: number): Promise<Sealed[]> {
  const rows = await tx.query<Entry & Omit<Sealed, 'entry'>>(
    `select ${entry}, s.number, s.audit_id as "auditId", s.previous_hash as "previousHash", s.hash, s.sealed_at as "sealedAt"
     from audit_seal s left join audit a on a.id = s.audit_id and a.organization_id is not distinct from s.organization_id
     where ${inLog('s.organization_id', organizationId)} and s.number > $2 order by s.number limit $3`, [organizationId, number, limit],
  );
  return rows.map(({ number: at, auditId, previousHash, hash, sealedAt, ...row }) => ({ number: at, auditId, previousHash, hash, sealedAt, entry: row.id ? row : null }));
}

/** Of rows that have no seal: how many wait for one, and how many never will, because something took them off the list. */
export async function countUnsealed(tx: Tx, organizationId: OrganizationId | null): Promise<{ waiting: number; forgotten: number }> {
  const [row] = await tx.query<{ waiting: number; forgotten: number }>(
    `select count(w.audit_id)::int as waiting, count(*) filter (where w.audit_id is null)::int as forgotten
     from audit a left join audit_unsealed w on w.audit_id = a.id
     where ${inLog('a.organization_id', organizationId)} and not exists (select from audit_seal s where s.audit_id = a.id)`, [organizationId],
  );
  return row ?? { waiting: 0, forgotten: 0 };
}

export type Filter = {
  /** Pseudonyms; null: anybody. */
  actors: readonly string[] | null;
  people: readonly string[] | null;
  operation: string | null;
  noun: string | null;
  from: Date | null;
  to: Date | null;
};

const newest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Newest first, before the row `cursor`. */
export async function list(tx: Tx, organizationId: OrganizationId, filter: Filter, page: { cursor: string | null; limit: number }): Promise<Row[]> {
  const { actors, people, operation, noun, from, to } = filter;
  return tx.query<Row>(
    `select ${entry}, s.number, s.hash, o.address, o.user_agent as "userAgent"
     from audit a left join audit_seal s on s.audit_id = a.id left join audit_origin o on o.audit_id = a.id
     where a.organization_id = $1 and a.id < $2
       and ($3::text is null or a.actor_id in (select jsonb_array_elements_text($3::text::jsonb)))
       and ($4::text is null or exists (select from jsonb_array_elements_text($4::text::jsonb) p
         where a.actor_id = p or a.subject = p or strpos(a.before::text, p) > 0 or strpos(a.after::text, p) > 0))
       and ($5::text is null or a.operation = $5) and ($6::text is null or starts_with(a.operation, $6 || '.'))
       and ($7::timestamptz is null or a.at >= $7) and ($8::timestamptz is null or a.at < $8)
     order by a.id desc limit $9`,
    [organizationId, page.cursor ?? newest, actors && JSON.stringify(actors), people && JSON.stringify(people), operation, noun, from, to, page.limit],
  );
}

const mostPeopleFound = 50;

/** Whose name or address has this text in it, or who stands under this id. Names only of those who were ever inside. */
export async function findPeople(tx: Tx, organizationId: OrganizationId, text: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select p.id from audit_person p left join "user" u on u.id = p.user_id
     where p.organization_id = $1 and (p.id::text = lower($2) or strpos(lower(p.email), lower($2)) > 0 or strpos(lower(u."givenName" || ' ' || u."familyName"), lower($2)) > 0)
     order by p.id limit ${mostPeopleFound}`, [organizationId, text],
  );
  return rows.map(({ id }) => id);
}

/** What the ids of rows stand for: people who are not erased, clusters and cloud accounts of the organization. */
export async function listNamed(tx: Tx, organizationId: OrganizationId, ids: readonly string[]): Promise<Named[]> {
  return tx.query<Named>(
    `with wanted as (select jsonb_array_elements_text($2::text::jsonb) as id)
     select p.id::text, nullif(trim(u."givenName" || ' ' || u."familyName"), '') as name, p.email from wanted w
       join audit_person p on p.id::text = w.id left join "user" u on u.id = p.user_id where p.organization_id = $1 and p.erased_at is null
     union all select c.id::text, c.name, null from wanted w join cluster c on c.id::text = w.id where c.organization_id = $1
     union all select c.id::text, c.name, null from wanted w join cloud_account c on c.id::text = w.id where c.organization_id = $1`,
    [organizationId, JSON.stringify(ids)],
  );
}

/** How many rows wait for their seal. */
export async function countWaiting(tx: Tx, organizationId: OrganizationId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from audit_unsealed where organization_id = $1`, [organizationId]);
  return row?.count ?? 0;
}

export type Erasable = { personId: string; organizationId: OrganizationId | null; organizationName: string | null; isMember: boolean };

/** Every pseudonym of whoever has this address. Somebody who is still a member of an organization acts there under his name. */
export async function listErasable(tx: Tx, email: string): Promise<Erasable[]> {
  return tx.query<Erasable>(
    `select p.id as "personId", p.organization_id as "organizationId", o.name as "organizationName",
       exists (select from member m join "user" u on u.id = m.user_id where m.organization_id = p.organization_id and (u.id = p.user_id or u.email = p.email)) and o.deleted_at is null as "isMember"
     from audit_person p left join organization o on o.id = p.organization_id left join "user" u on u.id = p.user_id
     where p.email = $1 or u.email = $1 order by o.name nulls last, p.id`, [email],
  );
}

/** The rows stay as they were sealed; who is behind this pseudonym, and where he came from, is known no more. */
export async function erase(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx.query(`delete from audit_origin o using audit a where a.id = o.audit_id and (a.actor_id = $1::text or a.subject = $1::text)`, [personId]);
  await tx.query(`update audit_person set user_id = null, email = null, erased_at = $2 where id = $1::uuid`, [personId, now]);
}

/** Every log of this database; `slug` null is the one of what belongs to people alone. */
export async function listLogs(tx: Tx): Promise<{ organizationId: OrganizationId | null; slug: string | null }[]> {
  return tx.query(`select distinct a.organization_id as "organizationId", o.slug from audit a left join organization o on o.id = a.organization_id order by o.slug nulls last`);
}
