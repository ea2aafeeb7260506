/** Who a request comes from, and his membership in the organization of the path: one prepared statement, read live. */
import type { Actor, KeyFacts, KeyScope, Permissions, Person, Role } from '../kernel/actor.ts';
import type { Lock } from '../kernel/dispatch.ts';
import type { ApiKeyId, MemberId, OrganizationId, UserId } from '../kernel/id.ts';
import type { Tx } from '../kernel/scope.ts';

type Named = { userId: UserId; email: string; givenName: string; familyName: string };
type Row = Named & Permissions & {
  sessionId: string; sessionExpiresAt: Date;
  memberId: MemberId | null; suspended: boolean | null; role: Role; organizationId: OrganizationId | null;
};

const select = `select s.id as "sessionId", s."expiresAt" as "sessionExpiresAt", u.id as "userId", u.email, u."givenName", u."familyName",
    m.id as "memberId", m.suspended_reasons <> '{}' as suspended, m.role, o.id as "organizationId", o.members_can_invite as "membersCanInvite",
    o.members_can_create_and_terminate as "membersCanCreateAndTerminate", o.members_can_open_ports as "membersCanOpenPorts"
  from session s join "user" u on u.id = s."userId"
  left join member m on m.user_id = u.id and m.organization_id = $2
  left join organization o on o.id = m.organization_id and o.deleted_at is null
  where s.token = $1 and s."expiresAt" > now() and u."emailVerified"`;

const hold = `select m.id from member m join session s on s."userId" = m.user_id where s.token = $1 and m.organization_id = $2 for share of m`;

// Under the same conditions as the membership below. Whoever has none finds no row to wait for.
const lockAsMember = `select o.id from organization o where o.id = $2 and o.deleted_at is null and exists (
    select from session s join "user" u on u.id = s."userId" join member m on m.user_id = u.id and m.organization_id = $2
    where s.token = $1 and s."expiresAt" > now() and u."emailVerified" and m.suspended_reasons = '{}') for no key update of o`;

/** @param sessionToken from the signed cookie; null means nobody */
export async function authenticate(tx: Tx, sessionToken: string | null, organizationId: OrganizationId | null, lock: Lock): Promise<Actor> {
  if (!sessionToken) return { kind: 'anonymous' };
  const row = await readHeld(tx, { locks: { share: [hold], organization: [lockAsMember] }, lock, given: [sessionToken, organizationId] },
    async () => (await tx.query<Row>(select, [sessionToken, organizationId]))[0], ({ memberId, organizationId: found, suspended }) => Boolean(memberId && found && !suspended));
  return row ? actorOf(row) : { kind: 'anonymous' };
}

type Holding = { locks: Record<'share' | 'organization', readonly string[]>; lock: Lock; given: readonly [string, OrganizationId | null] };

/**
 * The statements are sent together and run in turn: what is read is what stands once the lock is taken. Who got authority between
 * the two holds nothing yet, and is read again; who has none holds nothing and waits for nobody.
 */
async function readHeld<Row>(tx: Tx, { locks, lock, given }: Holding, read: () => Promise<Row | undefined>, hasAuthority: (row: Row) => boolean): Promise<Row | undefined> {
  if (lock === 'none' || !given[1]) return read();
  for (let turn = 0; turn < 3; turn++) {
    const locking = Promise.all(locks[lock].map((statement) => tx.query(statement, given)));
    const [held, row] = await Promise.all([locking, read()]);
    if (!row || !hasAuthority(row) || held.some((rows) => rows.length > 0)) return row;
  }
  throw new Error('What an authority hangs on could not be locked: the transaction has not entered the organization.');
}

function actorOf(row: Row): Actor {
  const { sessionId, sessionExpiresAt, userId, email, givenName, familyName } = row;
  const { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } = row;
  const suspended = Boolean(row.organizationId && row.suspended);
  const membership = row.memberId && row.organizationId && !suspended
    ? { organizationId: row.organizationId, memberId: row.memberId, role: row.role, permissions: { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } }
    : null;
  return { kind: 'user', userId, sessionId, sessionExpiresAt, email, givenName, familyName, membership, suspended, key: null };
}

/** For who was a member when the organization was deleted: the name of who did it. Null for everybody else, and while it exists. */
export async function findDeleter(tx: Tx, userId: UserId, organizationId: OrganizationId): Promise<string | null> {
  const [row] = await tx.query<{ name: string }>(
    `select btrim(d."givenName" || ' ' || d."familyName") as name from organization o join "user" d on d.id = o.deleted_by
     join member m on m.organization_id = o.id and m.user_id = $1 where o.id = $2 and o.deleted_at is not null`,
    [userId, organizationId],
  );
  return row?.name ?? null;
}

type KeyRow = Named & Permissions & {
  keyId: ApiKeyId; name: string; kind: KeyFacts['kind']; scopes: KeyScope[]; expiresAt: Date; unnoted: boolean; organizationId: OrganizationId; memberId: MemberId | null; role: Role;
};

const matches = `(k.secret_hash = $1 or (k.previous_hash = $1 and k.previous_until > statement_timestamp()))`;

// D11: a personal key is what its member row is now, and nothing without it. An organization's key has its own role.
const works = `join "user" u on u.id = k.user_id
  left join member m on m.organization_id = k.organization_id and m.id = k.member_id and m.user_id = k.user_id
  where ${matches} and k.revoked_at is null and k.expires_at > statement_timestamp()
    and (k.kind = 'organization' or (m.suspended_reasons = '{}' and u."emailVerified"))`;

const selectKey = `select k.id as "keyId", k.name, k.kind, k.scopes, k.expires_at as "expiresAt", u.id as "userId", u.email, u."givenName", u."familyName",
    coalesce(k.last_used_at, '-infinity') < statement_timestamp() - interval '1 minute' as unnoted, o.id as "organizationId", m.id as "memberId", coalesce(k.role, m.role) as role,
    o.members_can_invite as "membersCanInvite", o.members_can_create_and_terminate as "membersCanCreateAndTerminate", o.members_can_open_ports as "membersCanOpenPorts"
  from api_key k join organization o on o.id = k.organization_id and o.deleted_at is null ${works}`;

const holdMember = `select m.id from member m join api_key k on k.organization_id = m.organization_id and k.member_id = m.id where ${matches} and m.organization_id = $2 for share of m`;
const holdKey = `select k.id from api_key k where ${matches} and k.organization_id = $2 and k.kind = 'organization' for share`;
const lockWithKey = `select o.id from organization o where o.id = $2 and o.deleted_at is null
  and exists (select from api_key k ${works} and k.organization_id = $2) for no key update of o`;

/** `unnoted`: its last use was noted more than a minute ago. */
export type KeyHolder = { actor: Person; organizationId: OrganizationId; key: KeyFacts; unnoted: boolean };

/**
 * The same for an API key: who it speaks for, in its own organization only.
 * @returns null when no such key works now, by the clock of the database
 */
export async function authenticateKey(tx: Tx, secretHash: string, organizationId: OrganizationId | null, lock: Lock): Promise<KeyHolder | null> {
  // Only the row that its authority hangs on is held, so that no two of them are waited for in turn.
  const row = await readHeld(tx, { locks: { share: [holdMember, holdKey], organization: [lockWithKey] }, lock, given: [secretHash, organizationId] },
    async () => (await tx.query<KeyRow>(selectKey, [secretHash]))[0], (found) => found.organizationId === organizationId);
  if (!row) return null;
  const { keyId, name, kind, scopes, userId, email, givenName, familyName, role, membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } = row;
  const key: KeyFacts = { id: keyId, name, kind, scopes };
  const membership = row.organizationId === organizationId
    // An organization's key is no member, and stands for none: nothing may find a person by it.
    ? { organizationId, memberId: row.memberId ?? (keyId as string as MemberId), role, permissions: { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } }
    : null;
  const actor: Person = { kind: 'user', userId, sessionId: `key ${keyId}`, sessionExpiresAt: row.expiresAt, email, givenName, familyName, membership, suspended: false, key };
  return { actor, organizationId: row.organizationId, key, unnoted: row.unnoted };
}
