import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { StateChange, UsageCluster } from './hours.ts';

export async function recordStateChange(tx: Tx, change: { id: string; organizationId: OrganizationId; clusterId: ClusterId; running: boolean; at: Date }): Promise<void> {
  await tx.query(`insert into cluster_state_change (id, organization_id, cluster_id, running, at) values ($1, $2, $3, $4, $5)`, [
    change.id, change.organizationId, change.clusterId, change.running, change.at,
  ]);
}

/** The changes before `until`, oldest first within a cluster; of those before `from` only the last one, which says how the range begins. */
export async function listStateChanges(tx: Tx, organizationId: OrganizationId, from: Date, until: Date): Promise<StateChange[]> {
  return tx.query<StateChange>(
    `select cluster_id as "clusterId", running, at from (
       select s.cluster_id, s.running, s.at, s.id, lead(s.at) over (partition by s.cluster_id order by s.at, s.id) as next_at
       from cluster_state_change s where s.organization_id = $1 and s.at < $3) c
     where c.at >= $2 or c.next_at is null or c.next_at >= $2
     order by cluster_id, at, id`,
    [organizationId, from, until],
  );
}

type Facts = { organizationId: OrganizationId; timeZone: string; clusters: UsageCluster[] };

/** The organization's days and its clusters, terminated ones too: what they used stays said. */
export async function findClusters(tx: Tx, organizationId: OrganizationId): Promise<Facts | null> {
  const [row] = await tx.query<Facts>(
    `select o.id as "organizationId", o.time_zone as "timeZone", coalesce((
       select jsonb_agg(jsonb_build_object('clusterId', c.id, 'name', c.name, 'terminated', c.terminated_at is not null) order by c.name, c.id)
       from cluster c where c.organization_id = o.id), '[]') as clusters
     from organization o where o.id = $1`, [organizationId],
  );
  return row ?? null;
}
