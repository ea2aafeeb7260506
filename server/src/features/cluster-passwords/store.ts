import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

type Showing = { id: string; organizationId: OrganizationId; clusterId: ClusterId; userId: UserId; shownAt: Date };

export async function addShowing(tx: Tx, showing: Showing): Promise<void> {
  await tx.query(`insert into cluster_password_showing (id, organization_id, cluster_id, user_id, shown_at) values ($1, $2, $3, $4, $5)`,
    [showing.id, showing.organizationId, showing.clusterId, showing.userId, showing.shownAt]);
}

/** D08: the live clusters whose present password this person was shown. */
export async function listSeenBy(tx: Tx, organizationId: OrganizationId, userId: UserId): Promise<ClusterId[]> {
  const rows = await tx.query<{ id: ClusterId }>(
    `select c.id from cluster c join cluster_connection k on k.cluster_id = c.id
     where c.organization_id = $1 and c.terminated_at is null and c.user_management = 'unmanaged'
       and exists (select from cluster_password_showing s where s.organization_id = c.organization_id and s.cluster_id = c.id and s.user_id = $2
         and s.shown_at > coalesce(k.password_changed_at, '-infinity')) order by c.id`,
    [organizationId, userId],
  );
  return rows.map(({ id }) => id);
}
