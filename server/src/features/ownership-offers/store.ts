import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, OwnershipOfferId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { lifetimeDays, type OfferState, type OwnershipOffer, type Party } from './ownership-offer.ts';
import type { Candidate } from './policy.ts';

const party = (user: string, member: string) => `jsonb_build_object('userId', ${user}.id, 'email', ${user}.email, 'givenName', ${user}."givenName",
    'familyName', ${user}."familyName", 'memberId', ${member}.id, 'role', ${member}.role, 'suspended', coalesce(${member}.suspended_reasons <> '{}', false))`;

// Expired by the database's clock, which is the one that wrote `expires_at`.
const select = `select f.id, f.organization_id as "organizationId", f.created_at as "createdAt", f.expires_at as "expiresAt",
    case when f.state = 'open' and f.expires_at <= statement_timestamp() then 'expired' else f.state end as state,
    ${party('b', 'bm')} as "offeredBy", ${party('t', 'tm')} as "offeredTo"
  from ownership_offer f join "user" b on b.id = f.offered_by join "user" t on t.id = f.offered_to
  left join member bm on bm.organization_id = f.organization_id and bm.user_id = f.offered_by
  left join member tm on tm.organization_id = f.organization_id and tm.user_id = f.offered_to`;

export async function find(tx: Tx, organizationId: OrganizationId, id: OwnershipOfferId): Promise<OwnershipOffer | null> {
  const [row] = await tx.query<OwnershipOffer>(`${select} where f.organization_id = $1 and f.id = $2`, [organizationId, id]);
  return row ?? null;
}

/** The one that is open; an expired one is not. */
export async function findOpen(tx: Tx, organizationId: OrganizationId): Promise<OwnershipOffer | null> {
  const [row] = await tx.query<OwnershipOffer>(`${select} where f.organization_id = $1 and f.state = 'open' and f.expires_at > statement_timestamp()`, [organizationId]);
  return row ?? null;
}

/** The member an offer would go to. */
export async function findCandidate(tx: Tx, organizationId: OrganizationId, memberId: MemberId): Promise<(Candidate & Party & { role: Role; memberId: MemberId }) | null> {
  const [row] = await tx.query<Candidate & Party & { role: Role; memberId: MemberId }>(
    `select m.id as "memberId", m.organization_id as "organizationId", m.user_id as "userId", u.email, u."givenName", u."familyName", m.role, m.suspended_reasons <> '{}' as suspended
     from member m join "user" u on u.id = m.user_id where m.organization_id = $1 and m.id = $2`,
    [organizationId, memberId],
  );
  return row ?? null;
}

type NewOffer = { id: OwnershipOfferId; organizationId: OrganizationId; offeredBy: UserId; offeredTo: UserId };

/** Makes room for it where an expired one still stands. */
export async function add(tx: Tx, { id, organizationId, offeredBy, offeredTo }: NewOffer): Promise<{ createdAt: Date; expiresAt: Date }> {
  await tx.query(`update ownership_offer set state = 'expired', closed_at = statement_timestamp() where organization_id = $1 and state = 'open' and expires_at <= statement_timestamp()`, [organizationId]);
  const [row] = await tx.query<{ createdAt: Date; expiresAt: Date }>(
    `insert into ownership_offer (id, organization_id, offered_by, offered_to, created_at, expires_at)
     values ($1, $2, $3, $4, statement_timestamp(), statement_timestamp() + make_interval(days => $5)) returning created_at as "createdAt", expires_at as "expiresAt"`,
    [id, organizationId, offeredBy, offeredTo, lifetimeDays],
  );
  if (!row) throw new Error('An offer that was stored was not given back');
  return row;
}

export async function close(tx: Tx, organizationId: OrganizationId, id: OwnershipOfferId, state: Exclude<OfferState, 'open'>): Promise<void> {
  await tx.query(`update ownership_offer set state = $3, closed_at = statement_timestamp() where organization_id = $1 and id = $2 and state = 'open'`, [organizationId, id, state]);
}

export type Ended = { id: OwnershipOfferId; offeredTo: UserId };

/**
 * D02: ends what was offered by or to somebody who is removed, demoted, suspended or leaves; without a person, all that is open.
 * Answers those that were still open by the clock.
 */
export async function endThose(tx: Tx, organizationId: OrganizationId, userId: UserId | null): Promise<Ended[]> {
  const rows = await tx.query<Ended & { state: OfferState }>(
    `update ownership_offer set state = case when expires_at > statement_timestamp() then 'ended' else 'expired' end, closed_at = statement_timestamp()
     where organization_id = $1 and state = 'open' and ($2::uuid is null or offered_by = $2 or offered_to = $2)
     returning id, offered_to as "offeredTo", state`,
    [organizationId, userId],
  );
  return rows.filter(({ state }) => state === 'ended').map(({ id, offeredTo }) => ({ id, offeredTo }));
}
