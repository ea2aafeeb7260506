import type { InvitationId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { queued, type Delivery, type Invitation, type InvitationState, type NewInvitation } from './invitation.ts';

type Row = Omit<Invitation, 'invitedBy' | 'delivery'> & { deliveryState: Delivery['state'] | null; deliveryError: string | null; inviterId: UserId; inviterEmail: string; inviterGivenName: string; inviterFamilyName: string };

const select = `select i.id, i.organization_id as "organizationId", o.name as "organizationName", i.email, i.role, i.state,
    i.sent_at as "sentAt", i.expires_at as "expiresAt",
    u.id as "inviterId", u.email as "inviterEmail", u."givenName" as "inviterGivenName", u."familyName" as "inviterFamilyName",
    d.state as "deliveryState", d.last_error as "deliveryError"
  from invitation i join organization o on o.id = i.organization_id join "user" u on u.id = i.invited_by
  left join lateral (select state, last_error from mail where invitation_id = i.id order by created_at desc, id desc limit 1) d on true`;

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

export const findByTokenHash = (tx: Tx, tokenHash: string) => one(tx, 'i.token_hash = $1', [tokenHash]);

/** An invitation as its addressee sees it: only to the address it was sent to (D03). */
export const findFor = (tx: Tx, email: string, id: InvitationId) => one(tx, 'i.id = $2 and i.email = $1', [email, id]);

export async function organizationOf(tx: Tx, id: InvitationId): Promise<OrganizationId | null> {
  const [row] = await tx.query<{ id: OrganizationId }>(`select organization_id as id from invitation where id = $1`, [id]);
  return row?.id ?? null;
}

/** Open invitations of the organization, oldest first. */
export async function listOpen(tx: Tx, organizationId: OrganizationId, after: string | null, limit: number): Promise<Invitation[]> {
  const rows = after
    ? await tx.query<Row>(`${select} where i.organization_id = $1 and i.state = 'pending' and i.id > $2 order by i.id limit $3`, [organizationId, after, limit])
    : await tx.query<Row>(`${select} where i.organization_id = $1 and i.state = 'pending' order by i.id limit $2`, [organizationId, limit]);
  return rows.map(fromRow);
}

/** Open invitations to an address that have not expired (M08). */
export async function listReceived(tx: Tx, email: string, now: Date, page: { after: string | null; limit: number }): Promise<Invitation[]> {
  const rows = await tx.query<Row>(`${select} where i.email = $1 and i.state = 'pending' and i.expires_at > $2 and ($3::uuid is null or i.id > $3) order by i.id limit $4`, [email, now, page.after, page.limit]);
  return rows.map(fromRow);
}

export async function insert(tx: Tx, invitation: NewInvitation): Promise<void> {
  await tx.query(
    `insert into invitation (id, organization_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    [invitation.id, invitation.organizationId, invitation.email, invitation.role, invitation.tokenHash, invitation.invitedBy, invitation.sentAt, invitation.expiresAt],
  );
}

/** A re-sent invitation has a new secret; the one mailed before opens nothing any more. */
export async function renew(tx: Tx, id: InvitationId, renewed: { tokenHash: string; sentAt: Date; expiresAt: Date }): Promise<void> {
  await tx.query(`update invitation set token_hash = $2, sent_at = $3, expires_at = $4 where id = $1`, [id, renewed.tokenHash, renewed.sentAt, renewed.expiresAt]);
}

export async function close(tx: Tx, id: InvitationId, state: Exclude<InvitationState, 'pending'>, at: Date): Promise<void> {
  await tx.query(`update invitation set state = $2, closed_at = $3 where id = $1 and state = 'pending'`, [id, state, at]);
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
