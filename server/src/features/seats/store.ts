import type { OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { limitOf, unlimited, type Seats } from './seats.ts';

/** Counted under the organization's lock where it decides. Nothing is counted where nothing is limited. */
export async function read(tx: Tx, organization: { id: OrganizationId; ownSeats: number | null }, settings: { seatsPerOrganization: number | null }): Promise<Seats> {
  const limit = limitOf(organization.ownSeats, settings.seatsPerOrganization);
  if (limit === null) return unlimited;
  const [row] = await tx.query<{ members: number; invited: number }>(
    `select (select count(*)::int from member where organization_id = $1) as members,
       (select count(*)::int from invitation where organization_id = $1 and state = 'pending' and expires_at > statement_timestamp()) as invited`,
    [organization.id],
  );
  return { limit, members: row?.members ?? 0, invited: row?.invited ?? 0 };
}
