/** Who a request comes from, and his membership in the organization of the path: one prepared statement, read live. */
import type { Actor, Permissions, Role } from '../kernel/actor.ts';
import type { Lock } from '../kernel/dispatch.ts';
import type { MemberId, OrganizationId, UserId } from '../kernel/id.ts';
import type { Tx } from '../kernel/scope.ts';

type Row = {
  sessionId: string; sessionExpiresAt: Date; userId: UserId; email: string; givenName: string; familyName: string;
  memberId: MemberId | null; suspended: boolean | null; role: Role; organizationId: OrganizationId | null;
} & Permissions;

const select = `select s.id as "sessionId", s."expiresAt" as "sessionExpiresAt", u.id as "userId", u.email, u."givenName", u."familyName",
    m.id as "memberId", m.suspended_reasons <> '{}' as suspended, m.role, o.id as "organizationId", o.members_can_invite as "membersCanInvite",
    o.members_can_create_and_terminate as "membersCanCreateAndTerminate", o.members_can_open_ports as "membersCanOpenPorts"
  from session s join "user" u on u.id = s."userId"
  left join member m on m.user_id = u.id and m.organization_id = $2
  left join organization o on o.id = m.organization_id and o.deleted_at is null
  where s.token = $1 and s."expiresAt" > now() and u."emailVerified"`;

const hold = `select m.id from member m join session s on s."userId" = m.user_id where s.token = $1 and m.organization_id = $2 for share of m`;

/** @param sessionToken from the signed cookie; null means nobody */
export async function authenticate(tx: Tx, sessionToken: string | null, organizationId: OrganizationId | null, lock: Lock): Promise<Actor> {
  if (!sessionToken) return { kind: 'anonymous' };
  if (lock === 'share' && organizationId) await tx.query(hold, [sessionToken, organizationId]);
  const [row] = await tx.query<Row>(select, [sessionToken, organizationId]);
  if (!row) return { kind: 'anonymous' };
  const { sessionId, sessionExpiresAt, userId, email, givenName, familyName } = row;
  const { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } = row;
  const suspended = Boolean(row.organizationId && row.suspended);
  const membership = row.memberId && row.organizationId && !suspended
    ? { organizationId: row.organizationId, memberId: row.memberId, role: row.role, permissions: { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts } }
    : null;
  return { kind: 'user', userId, sessionId, sessionExpiresAt, email, givenName, familyName, membership, suspended, key: null };
}
