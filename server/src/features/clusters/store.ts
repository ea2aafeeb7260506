import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Cluster, Wanted } from './cluster.ts';
import type { ClusterCard, ClusterCursor } from './contract.ts';
import type { ServicesWanted } from './services.ts';

const columns = `c.id, c.organization_id as "organizationId", c.cloud_account_id as "cloudAccountId", c.name, c.version,
  c.user_management as "userManagement", c.created_by as "createdBy", c.created_at as "createdAt", c.wanted, c.wanted_at as "wantedAt",
  c.services_wanted as "servicesWanted", c.seen, c.seen_public as "seenPublic", c.seen_services as "seenServices", c.seen_at as "seenAt",
  c.process_started_at as "processStartedAt", c.accounts_clean_for as "accountsCleanFor", c.stage, c.fault, c.problem, c.attempts,
  c.next_attempt_at as "nextAttemptAt", c.start_tries as "startTries", c.start_requested_at as "startRequestedAt",
  c.started_at as "startedAt", c.last_heartbeat_at as "lastHeartbeatAt", c.terminated_at as "terminatedAt"`;

/** All that a card shows, in one statement. */
const cards = `select ${columns}, k.place, k.administrator_email as "administratorEmail",
    jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as "cloudAccount",
    jsonb_build_object('givenName', u."givenName", 'familyName', u."familyName", 'email', u.email) as creator,
    k.sealed_administrator_password is not null as "passwordKept", k.password_changed_at as "passwordChangedAt", k.password_reset_wanted_at as "passwordResetWantedAt",
    jsonb_build_object('total', n.total, 'pending', n.pending, 'blockedPending', n.blocked_pending,
      'held', coalesce(jsonb_array_length(p.held_blocks), 0), 'problem', p.problem) as accounts
  from cluster c
  join cluster_connection k on k.cluster_id = c.id
  join cloud_account a on a.id = c.cloud_account_id
  join "user" u on u.id = c.created_by
  left join cluster_account_pass p on p.cluster_id = c.id
  cross join lateral (select count(*)::int as total, (count(*) filter (where x.seen <> x.wanted))::int as pending,
    (count(*) filter (where x.wanted = 'blocked' and x.seen <> 'blocked'))::int as blocked_pending
    from cluster_account x where x.organization_id = c.organization_id and x.cluster_id = c.id) n
  where c.organization_id = $1 and c.terminated_at is null`;

type CardRow = Omit<ClusterCard, 'password'> & { passwordKept: boolean; passwordChangedAt: Date | null; passwordResetWantedAt: Date | null };

const toCard = ({ passwordKept, passwordChangedAt, passwordResetWantedAt, ...row }: CardRow): ClusterCard =>
  ({ ...row, password: { kept: passwordKept, changedAt: passwordChangedAt, resetWantedAt: passwordResetWantedAt } });

export async function findCard(tx: Tx, organizationId: OrganizationId, id: ClusterId): Promise<ClusterCard | null> {
  const [row] = await tx.query<CardRow>(`${cards} and c.id = $2`, [organizationId, id]);
  return row ? toCard(row) : null;
}

/** Newest first. `after` is the last one seen. */
export async function listCards(tx: Tx, organizationId: OrganizationId, after: ClusterCursor | null, limit: number): Promise<ClusterCard[]> {
  const rows = after
    ? await tx.query<CardRow>(`${cards} and (c.created_at, c.id) < ($2::timestamptz, $3::uuid) order by c.created_at desc, c.id desc limit $4`, [organizationId, after.createdAt, after.id, limit])
    : await tx.query<CardRow>(`${cards} order by c.created_at desc, c.id desc limit $2`, [organizationId, limit]);
  return rows.map(toCard);
}

/** Holds the row, so that a wish and an observation never write over each other's check. */
export async function findForUpdate(tx: Tx, organizationId: OrganizationId, id: ClusterId): Promise<ClusterCard | null> {
  await tx.query(`select from cluster where organization_id = $1 and id = $2 for update`, [organizationId, id]);
  return findCard(tx, organizationId, id);
}

/** In which organization a job has to work. */
export async function findOrganizationId(tx: Tx, id: ClusterId): Promise<OrganizationId | null> {
  const [row] = await tx.query<{ organizationId: OrganizationId }>(`select organization_id as "organizationId" from cluster where id = $1`, [id]);
  return row?.organizationId ?? null;
}

/** For the workflow: holds the row until the transaction ends, since a wish resets some of what was seen. */
export async function findForWork(tx: Tx, id: ClusterId): Promise<Cluster | null> {
  const [cluster] = await tx.query<Cluster>(`select ${columns} from cluster c where c.id = $1 and c.terminated_at is null for update`, [id]);
  return cluster ?? null;
}

type Heard = Pick<Cluster, 'id' | 'organizationId' | 'lastHeartbeatAt'> & { address: string | null };

export async function findHeartbeat(tx: Tx, id: ClusterId): Promise<Heard | null> {
  const [row] = await tx.query<Heard>(
    `select c.id, c.organization_id as "organizationId", c.last_heartbeat_at as "lastHeartbeatAt", k.place ->> 'address' as address
     from cluster c join cluster_connection k on k.cluster_id = c.id where c.id = $1 and c.terminated_at is null`, [id],
  );
  return row ?? null;
}

export async function countLive(tx: Tx, organizationId: OrganizationId): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`select count(*)::int as count from cluster where organization_id = $1 and terminated_at is null`, [organizationId]);
  return row?.count ?? 0;
}

/** What has to be terminated before the organization can be deleted (D02). */
export async function listLiveNames(tx: Tx, organizationId: OrganizationId): Promise<{ id: ClusterId; name: string }[]> {
  return tx.query(`select id, name from cluster where organization_id = $1 and terminated_at is null order by name, id`, [organizationId]);
}

export async function isNameTaken(tx: Tx, organizationId: OrganizationId, name: string): Promise<boolean> {
  const rows = await tx.query(`select from cluster where organization_id = $1 and lower(name) = lower($2) and terminated_at is null`, [organizationId, name]);
  return rows.length > 0;
}

type NewCluster = Pick<Cluster, 'id' | 'organizationId' | 'cloudAccountId' | 'name' | 'version' | 'userManagement' | 'createdBy' | 'createdAt' | 'servicesWanted'>;

export async function add(tx: Tx, cluster: NewCluster): Promise<void> {
  await tx.query(
    `insert into cluster (id, organization_id, cloud_account_id, name, version, user_management, created_by, created_at, wanted, wanted_at, services_wanted)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $8, $9)`,
    [cluster.id, cluster.organizationId, cluster.cloudAccountId, cluster.name, cluster.version, cluster.userManagement, cluster.createdBy, cluster.createdAt, cluster.servicesWanted],
  );
}

/** A wish: whatever stood in the way before is tried afresh. */
export async function want(tx: Tx, id: ClusterId, wanted: Wanted, now: Date): Promise<void> {
  await tx.query(
    `update cluster set wanted = $2, wanted_at = $3, fault = null, problem = null, attempts = 0, next_attempt_at = null, start_tries = 0, start_requested_at = null where id = $1`,
    [id, wanted, now],
  );
}

export async function wantServices(tx: Tx, id: ClusterId, services: ServicesWanted): Promise<void> {
  await tx.query(`update cluster set services_wanted = $2 where id = $1`, [id, services]);
}

/** What was seen, and how far it got. The wish is not touched. */
export async function saveSeen(tx: Tx, next: Cluster): Promise<void> {
  await tx.query(
    `update cluster set seen = $2, seen_public = $3, seen_services = $4, seen_at = $5, process_started_at = $6, accounts_clean_for = $7, stage = $8, fault = $9,
       problem = $10, attempts = $11, next_attempt_at = $12, start_tries = $13, start_requested_at = $14, started_at = $15, terminated_at = $16 where id = $1`,
    [next.id, next.seen, next.seenPublic, next.seenServices, next.seenAt, next.processStartedAt, next.accountsCleanFor, next.stage, next.fault,
      next.problem, next.attempts, next.nextAttemptAt, next.startTries, next.startRequestedAt, next.startedAt, next.terminatedAt],
  );
}

/** Remembers that it spoke, at most every ten seconds. */
export async function markHeartbeat(tx: Tx, id: ClusterId, now: Date): Promise<void> {
  await tx.query(`update cluster set last_heartbeat_at = $2 where id = $1 and (last_heartbeat_at is null or last_heartbeat_at < $2::timestamptz - interval '10 seconds')`, [id, now]);
}

/** Live clusters whose accounts follow the membership (M11, M12, M19). */
export async function listIdsToConverge(tx: Tx, organizationId: OrganizationId): Promise<ClusterId[]> {
  const rows = await tx.query<{ id: ClusterId }>(
    `select id from cluster where organization_id = $1 and user_management = 'managed' and wanted <> 'terminated' and terminated_at is null order by id`, [organizationId],
  );
  return rows.map(({ id }) => id);
}

/** Every live cluster of the installation, for the sweep. Accounts are compared every five minutes even if nobody asked. */
export async function listLive(tx: Tx, now: Date): Promise<{ id: ClusterId; accountsAreDue: boolean }[]> {
  return tx.query(
    `select c.id, c.user_management = 'managed' and c.wanted <> 'terminated' and c.seen = 'running' and coalesce(p.checked_at < $1::timestamptz - interval '5 minutes', true) as "accountsAreDue"
     from cluster c left join cluster_account_pass p on p.cluster_id = c.id where c.terminated_at is null order by c.id`, [now],
  );
}

/** For the operator's terminal: the names of what runs, of all organizations. */
export async function listRunningNames(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(`select name from cluster where terminated_at is null and seen = 'running' order by name`);
  return rows.map(({ name }) => name);
}

type Affected = { id: ClusterId; name: string; version: string; userManagement: 'managed' | 'unmanaged'; running: boolean };

/** What a removal may touch: clusters that follow the membership, and those that do not (M12, D08). */
export async function listAffectedByRemoval(tx: Tx, organizationId: OrganizationId): Promise<Affected[]> {
  return tx.query<Affected>(
    `select c.id, c.name, c.version, c.user_management as "userManagement", c.wanted = 'running' and c.seen_public as running
     from cluster c where c.organization_id = $1 and c.terminated_at is null and c.wanted <> 'terminated' order by c.name, c.id`, [organizationId],
  );
}
