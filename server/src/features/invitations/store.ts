import type { Role } from '../../kernel/actor.ts';
import type { InvitationId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { queued, type Delivery, type Invitation, type InvitationState, type NewInvitation, type Sent } from './invitation.ts';
import type { Filter, Listing, Sort } from './listing.ts';
import type { Authority } from './policy.ts';

type Row = Omit<Invitation, 'invitedBy' | 'delivery'> & { deliveryState: Delivery['state'] | null; deliveryError: string | null; inviterId: UserId; inviterEmail: string; inviterGivenName: string; inviterFamilyName: string };

// The clock of the database decides, and as it is after a lock was waited for: `now()` is when the transaction began.
const clock = 'statement_timestamp()';
const sentAt = `date_trunc('milliseconds', ${clock})`;
const lifetime = `interval '7 days'`; // D03

const select = `select i.id, i.organization_id as "organizationId", o.name as "organizationName", i.email, i.role, i.state, i.message,
    i.sent_at as "sentAt", i.expires_at as "expiresAt", i.expires_at <= ${clock} as expired,
    u.id as "inviterId", u.email as "inviterEmail", u."givenName" as "inviterGivenName", u."familyName" as "inviterFamilyName",
    d.state as "deliveryState", d.last_error as "deliveryError"
  from invitation i join organization o on o.id = i.organization_id join "user" u on u.id = i.invited_by
  left join lateral (select state, last_error from mail where invitation_id = i.id and state <> 'cancelled' order by created_at desc, id desc limit 1) d on true`;

function fromRow({ inviterId, inviterEmail, inviterGivenName, inviterFamilyName, deliveryState, deliveryError, ...row }: Row): Invitation {
  return {
    ...row,
    invitedBy: { userId: inviterId, email: inviterEmail, givenName: inviterGivenName, familyName: inviterFamilyName },
    delivery: deliveryState ? { state: deliveryState, error: deliveryError } : queued,
  };
}

async function one(tx: Tx, where: string, parameters: unknown[]): Promise<Invitation | null> {
  const [row] = await tx.query<Row>(`${select} where ${where}`, parameters);
  return row ? fromRow(row) : null;
}

export const find = (tx: Tx, organizationId: OrganizationId, id: InvitationId) => one(tx, 'i.organization_id = $1 and i.id = $2', [organizationId, id]);

export const findOpen = (tx: Tx, organizationId: OrganizationId, email: string) =>
  one(tx, `i.organization_id = $1 and i.email = $2 and i.state = 'pending'`, [organizationId, email]);

/** By the mailed secret, which shows that the mailbox was read (D03). */
export const findByTokenHash = (tx: Tx, tokenHash: string) => one(tx, 'i.token_hash = $1', [tokenHash]);

/** By the mailed secret, or by that of the copied link, which shows nothing. */
export async function findByEitherHash(tx: Tx, hash: string): Promise<{ invitation: Invitation; copied: boolean } | null> {
  const mailed = await findByTokenHash(tx, hash);
  const invitation = mailed ?? (await one(tx, 'i.link_hash = $1', [hash]));
  return invitation && { invitation, copied: mailed === null };
}

/** An invitation as its addressee sees it: only to the address it was sent to (D03). */
export const findFor = (tx: Tx, email: string, id: InvitationId) => one(tx, 'i.id = $2 and i.email = $1', [email, id]);

/** Where an invitation leads, for its addressee alone. */
export async function organizationFor(tx: Tx, email: string, id: InvitationId): Promise<OrganizationId | null> {
  const [row] = await tx.query<{ id: OrganizationId }>(`select i.organization_id as id from invitation i where i.id = $2 and i.email = $1`, [email, id]);
  return row?.id ?? null;
}

const sortColumns: Record<Sort, { column: string; type: string }> = {
  sent: { column: 'i.sent_at', type: 'timestamptz' },
  expires: { column: 'i.expires_at', type: 'timestamptz' },
  email: { column: 'i.email collate "C"', type: 'text' },
};

const filters: Record<Filter, string> = {
  pending: `i.expires_at > ${clock}`,
  expired: `i.expires_at <= ${clock}`,
  undelivered: `d.state = 'failed'`,
};

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** A page of the organization's open invitations, expired ones included, in the order that is asked for. */
export async function listOpen(tx: Tx, organizationId: OrganizationId, { q, state, sort, descending, after }: Listing, limit: number): Promise<Invitation[]> {
  const { column, type } = sortColumns[sort];
  const parameters: unknown[] = [organizationId, limit];
  const given = (value: unknown) => `$${parameters.push(value)}`;
  const where = [`i.organization_id = $1 and i.state = 'pending'`];
  if (q) where.push(`i.email like ${given(`%${escapeLike(q)}%`)}`);
  if (state) where.push(filters[state]);
  if (after) where.push(`(${column}, i.id) ${descending ? '<' : '>'} (${given(after.value)}::${type}, ${given(after.id)}::uuid)`);
  const direction = descending ? 'desc' : 'asc';
  const rows = await tx.query<Row>(`${select} where ${where.join(' and ')} order by ${column} ${direction}, i.id ${direction} limit $2`, parameters);
  return rows.map(fromRow);
}

export type OpenCounts = { pending: number; expired: number };

export async function countOpen(tx: Tx, organizationId: OrganizationId): Promise<OpenCounts> {
  const [row] = await tx.query<OpenCounts>(
    `select count(*) filter (where ${filters.pending})::int as pending, count(*) filter (where ${filters.expired})::int as expired
     from invitation i where i.organization_id = $1 and i.state = 'pending'`,
    [organizationId],
  );
  return row ?? { pending: 0, expired: 0 };
}

/** Open invitations to an address that have not expired (M08). */
export async function listReceived(tx: Tx, email: string, page: { after: string | null; limit: number }): Promise<Invitation[]> {
  const rows = await tx.query<Row>(
    `${select} where i.email = $1 and i.state = 'pending' and ${filters.pending} and o.deleted_at is null and ($2::uuid is null or i.id > $2) order by i.id limit $3`,
    [email, page.after, page.limit],
  );
  return rows.map(fromRow);
}

/** Sent now, open for seven days (D03). */
export async function insert(tx: Tx, invitation: NewInvitation): Promise<Sent> {
  const [row] = await tx.query<Sent>(
    `insert into invitation (id, organization_id, email, role, message, token_hash, invited_by, created_at, sent_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, ${sentAt}, ${sentAt}, ${sentAt} + ${lifetime}) returning sent_at as "sentAt", expires_at as "expiresAt"`,
    [invitation.id, invitation.organizationId, invitation.email, invitation.role, invitation.message, invitation.tokenHash, invitation.invitedBy],
  );
  return row as Sent;
}

/** A re-sent invitation has a new secret and seven new days; the one mailed before opens nothing any more. */
export async function renew(tx: Tx, organizationId: OrganizationId, id: InvitationId, tokenHash: string): Promise<Sent> {
  const [row] = await tx.query<Sent>(
    `update invitation set token_hash = $3, sent_at = ${sentAt}, expires_at = ${sentAt} + ${lifetime}
     where organization_id = $1 and id = $2 returning sent_at as "sentAt", expires_at as "expiresAt"`,
    [organizationId, id, tokenHash],
  );
  return row as Sent;
}

/** The link that was copied before opens nothing any more. */
export async function setLink(tx: Tx, organizationId: OrganizationId, id: InvitationId, linkHash: string): Promise<void> {
  await tx.query(`update invitation set link_hash = $3 where organization_id = $1 and id = $2`, [organizationId, id, linkHash]);
}

export async function close(tx: Tx, id: InvitationId, state: Exclude<InvitationState, 'pending'>, at: Date): Promise<void> {
  await tx.query(`update invitation set state = $2, closed_at = $3 where id = $1 and state = 'pending'`, [id, state, at]);
}

type AuthorityRow = { slug: string; ownSeats: number | null; deleted: boolean; membersCanInvite: boolean; role: Role | null; suspended: boolean };

/** Whether its inviter could still give what an invitation offers, read under the lock; and where it leads. */
export async function readAuthority(tx: Tx, { organizationId, invitedBy }: Invitation): Promise<Authority & { slug: string; ownSeats: number | null }> {
  const [row] = (await tx.query<AuthorityRow>(
    `select o.slug, o.seats as "ownSeats", o.deleted_at is not null as deleted, o.members_can_invite as "membersCanInvite", m.role, coalesce(m.suspended_reasons <> '{}', false) as suspended
     from organization o left join member m on m.organization_id = o.id and m.user_id = $2 where o.id = $1`,
    [organizationId, invitedBy.userId],
  )) as [AuthorityRow]; // the invitation refers to it
  const { slug, ownSeats, deleted, membersCanInvite, role, suspended } = row;
  return { slug, ownSeats, organizationDeleted: deleted, permissions: { membersCanInvite }, inviter: role && { role, suspended } };
}

type Ended = { id: InvitationId; email: string };

/** D05: who may no longer invite, or is gone, has no open invitations. */
export async function endThoseOf(tx: Tx, organizationId: OrganizationId, userId: UserId, at: Date): Promise<Ended[]> {
  return tx.query<Ended>(
    `update invitation set state = 'ended', closed_at = $3 where organization_id = $1 and invited_by = $2 and state = 'pending' returning id, email`,
    [organizationId, userId, at],
  );
}

export async function countOpenOf(tx: Tx, organizationId: OrganizationId, userId: UserId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from invitation where organization_id = $1 and invited_by = $2 and state = 'pending'`,
    [organizationId, userId],
  );
  return row?.count ?? 0;
}

export async function endThoseOfMembers(tx: Tx, organizationId: OrganizationId, at: Date): Promise<Ended[]> {
  return tx.query<Ended>(
    `update invitation i set state = 'ended', closed_at = $2 where i.organization_id = $1 and i.state = 'pending'
       and exists (select from member m where m.organization_id = i.organization_id and m.user_id = i.invited_by and m.role = 'member')
     returning i.id, i.email`,
    [organizationId, at],
  );
}

/** D02: a deleted organization invites nobody. */
export async function endAll(tx: Tx, organizationId: OrganizationId, at: Date): Promise<Ended[]> {
  return tx.query<Ended>(`update invitation set state = 'ended', closed_at = $2 where organization_id = $1 and state = 'pending' returning id, email`, [organizationId, at]);
}
