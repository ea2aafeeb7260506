import type { ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { ClusterAccount, NamedAccount } from './account.ts';
import type { AccountsPass, OtherAccount } from './pass.ts';
import type { AccountThere } from '../members/former.ts';
import { accessAnswer, type AccessAnswer, type AccessFacts } from './wanted.ts';

const columns = `a.id, a.organization_id as "organizationId", a.cluster_id as "clusterId", a.user_id as "userId", a.email,
  a.account_number as "accountNumber", a.username, a.wanted, a.wanted_at as "wantedAt", a.seen, a.seen_at as "seenAt",
  a.narrowed_seen_at as "narrowedSeenAt", a.session_ends_by as "sessionEndsBy", a.problem`;

export async function listRows(tx: Tx, clusterId: ClusterId): Promise<ClusterAccount[]> {
  return tx.query<ClusterAccount>(`select ${columns} from cluster_account a where a.cluster_id = $1 order by a.id`, [clusterId]);
}

type PageOf = { organizationId: OrganizationId; id: ClusterId };

/** With the names of today; the address stays the one that the cluster knows. In the order they were first wanted; `after` is the last one seen. */
export async function listNamed(tx: Tx, cluster: PageOf, after: string | null, limit: number): Promise<NamedAccount[]> {
  return tx.query<NamedAccount>(
    `select ${columns}, u."givenName", u."familyName" from cluster_account a join "user" u on u.id = a.user_id
     where a.organization_id = $1 and a.cluster_id = $2 and not (a.wanted = 'absent' and a.seen = 'absent') and a.id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
     order by a.id limit $4`,
    [cluster.organizationId, cluster.id, after, limit],
  );
}

/** Writes all rows in one statement. */
export async function saveRows(tx: Tx, rows: readonly ClusterAccount[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into cluster_account (id, organization_id, cluster_id, user_id, email, account_number, username, wanted, wanted_at, seen, seen_at, narrowed_seen_at, session_ends_by, problem)
     select "id", "organizationId", "clusterId", "userId", "email", "accountNumber", "username", "wanted", "wantedAt", "seen", "seenAt", "narrowedSeenAt", "sessionEndsBy", "problem"
     from jsonb_to_recordset($1::jsonb) as r("id" uuid, "organizationId" uuid, "clusterId" uuid, "userId" uuid, "email" text, "accountNumber" integer, "username" text,
       "wanted" text, "wantedAt" timestamptz, "seen" text, "seenAt" timestamptz, "narrowedSeenAt" timestamptz, "sessionEndsBy" timestamptz, "problem" text)
     on conflict (cluster_id, user_id) do update set email = excluded.email, account_number = excluded.account_number, username = excluded.username,
       wanted = excluded.wanted, wanted_at = excluded.wanted_at, seen = excluded.seen, seen_at = excluded.seen_at,
       narrowed_seen_at = excluded.narrowed_seen_at, session_ends_by = excluded.session_ends_by, problem = excluded.problem`,
    [rows],
  );
}

/** The third wall: the addresses under which that cluster knows those who must be blocked; only accounts of ours (D09). */
export async function listBlockedEmails(tx: Tx, clusterId: ClusterId): Promise<string[]> {
  const rows = await tx.query<{ email: string }>(`select lower(email) as email from cluster_account where cluster_id = $1 and wanted = 'blocked' and account_number is not null order by 1`, [clusterId]);
  return rows.map(({ email }) => email);
}

const passColumns = `cluster_id as "clusterId", organization_id as "organizationId", checked_at as "checkedAt", problem, attempts, next_attempt_at as "nextAttemptAt",
  held_blocks as "heldBlocks", confirmed_blocks as "confirmedBlocks", others, other_count as "otherCount"`;

export async function findPass(tx: Tx, clusterId: ClusterId): Promise<AccountsPass | null> {
  const [row] = await tx.query<AccountsPass>(`select ${passColumns} from cluster_account_pass where cluster_id = $1`, [clusterId]);
  return row ?? null;
}

export async function savePass(tx: Tx, pass: AccountsPass): Promise<void> {
  await tx.query(
    `insert into cluster_account_pass (cluster_id, organization_id, checked_at, problem, attempts, next_attempt_at, held_blocks, others, other_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (cluster_id) do update set checked_at = $3, problem = $4, attempts = $5, next_attempt_at = $6, held_blocks = $7, others = $8, other_count = $9,
       confirmed_blocks = case when $3::timestamptz is not null and $4::text is null then null else cluster_account_pass.confirmed_blocks end`,
    [pass.clusterId, pass.organizationId, pass.checkedAt, pass.problem, pass.attempts, pass.nextAttemptAt, pass.heldBlocks, pass.others satisfies OtherAccount[], pass.otherCount],
  );
}

/** D09: these people, and nobody else, may be blocked without a removal in the audit log. */
export async function confirmBlocks(tx: Tx, clusterId: ClusterId, people: readonly string[]): Promise<void> {
  await tx.query(`update cluster_account_pass set confirmed_blocks = $2 where cluster_id = $1`, [clusterId, people]);
}

/** Who of these people has a removal or a suspension in the audit log. */
export async function listAudited(tx: Tx, organizationId: OrganizationId, userIds: readonly UserId[]): Promise<UserId[]> {
  const rows = await tx.query<{ userId: UserId }>(
    `select distinct p.user_id as "userId" from audit a join audit_person p on p.organization_id = a.organization_id and p.id::text = a.before ->> 'userId'
     where a.organization_id = $1 and a.operation in ('members.remove', 'members.leave', 'members.suspend') and p.user_id::text in (select jsonb_array_elements_text($2::jsonb))`,
    [organizationId, userIds],
  );
  return rows.map(({ userId }) => userId);
}

/** What these people have on the live managed clusters, however it stands. */
export async function listOfPeople(tx: Tx, organizationId: OrganizationId, userIds: readonly UserId[]): Promise<AccountThere[]> {
  return tx.query<AccountThere>(
    `select a.user_id as "userId", a.cluster_id as "clusterId", c.name as "clusterName", a.wanted, a.seen, a.session_ends_by as "sessionEndsBy",
       coalesce(a.problem, p.problem) as problem, p.next_attempt_at as "nextAttemptAt",
       case when c.wanted <> 'running' then 'stopped' when c.seen = 'running' and c.seen_public then 'running' else 'coming-up' end as mood
     from cluster_account a join cluster c on c.id = a.cluster_id left join cluster_account_pass p on p.cluster_id = a.cluster_id
     where a.organization_id = $1 and a.user_id = any($2::uuid[]) and not (a.wanted = 'absent' and a.seen = 'absent')
       and c.terminated_at is null and c.wanted <> 'terminated' and c.user_management = 'managed' order by c.name, c.id`,
    [organizationId, userIds],
  );
}

/** What our identity provider asks live at authorize, token and userinfo: one statement. */
export async function access(tx: Tx, clusterId: ClusterId, userId: UserId): Promise<AccessAnswer> {
  const [facts] = await tx.query<AccessFacts>(
    `select c.version, c.user_management = 'managed' as "isManaged", c.wanted = 'running' and c.seen = 'running' and c.seen_public as "isRunning", m.role,
       coalesce(m.suspended_reasons <> '{}', false) as "isSuspended"
     from cluster c left join member m on m.organization_id = c.organization_id and m.user_id = $2
     where c.id = $1 and c.terminated_at is null`,
    [clusterId, userId],
  );
  return accessAnswer(facts ?? null);
}
