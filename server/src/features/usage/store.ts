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

/** Terminated clusters too: what they used stays said. */
export async function listClusters(tx: Tx, organizationId: OrganizationId): Promise<UsageCluster[]> {
  return tx.query<UsageCluster>(
    `select id as "clusterId", name, terminated_at is not null as terminated from cluster where organization_id = $1 order by name, id`, [organizationId],
  );
}

export async function findTimeZone(tx: Tx, organizationId: OrganizationId): Promise<string | null> {
  const [row] = await tx.query<{ timeZone: string }>(`select time_zone as "timeZone" from organization where id = $1`, [organizationId]);
  return row?.timeZone ?? null;
}
