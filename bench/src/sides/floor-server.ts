/**
 * The floor: the least that Fastify and postgres.js need to give the product's answers, one hand-written prepared
 * statement each. Left out on purpose: checking the cookie's signature, parsing and checking of input and output, CSRF and
 * security headers, rate limits, row-level security; for an invitation also the lock, replacing an open one, audit, mail and jobs.
 * Arguments: socket folder, database, port.
 */
import { createHash, randomBytes } from 'node:crypto';
import Fastify, { type FastifyRequest } from 'fastify';
import postgres from 'postgres';
import type { Permissions, Role } from '../../../server/src/kernel/actor.ts';
import { newUuid } from '../../../server/src/platform/identifiers.ts';
import { invitationAllows, memberAllows, organizationAllows } from './floor-answers.ts';

const [host = '', database = '', port = '0'] = process.argv.slice(2);
const connection = { host, database, user: 'hopyard' }; // the owner of the tables, whom row-level security does not bind
// What was quickest on two processors: on few connections postgres.js sends several questions in one write, whereas
// commits wait for the disk, and many of them share one wait.
const reads = postgres({ ...connection, max: 4 });
const writes = postgres({ ...connection, max: 20 });
const app = Fastify();

const lifetimeMs = 7 * 24 * 60 * 60 * 1000;
const cookieName = 'hopyard.session_token=';

function tokenOf(request: FastifyRequest): string {
  const cookie = request.headers.cookie ?? '';
  const from = cookie.indexOf(cookieName) + cookieName.length;
  return cookie.slice(from, cookie.indexOf('.', from));
}

type InOrganization = { Params: { organizationId: string } };
type OrganizationRow = Permissions & {
  id: string; slug: string; name: string; timeZone: string; version: number; defaultCloudAccountId: string | null; memberCount: number; ordinaryMembers: number; role: Role;
  changedAt: Date | null; changedBy: string | null;
};

app.get<InOrganization>('/api/v1/organizations/:organizationId', async (request, reply) => {
  const [row] = await reads<OrganizationRow[]>`
    select o.id, o.slug, o.name, o.time_zone as "timeZone", o.version, o.default_cloud_account_id as "defaultCloudAccountId",
      o.members_can_invite as "membersCanInvite", o.members_can_create_and_terminate as "membersCanCreateAndTerminate",
      o.members_can_open_ports as "membersCanOpenPorts", m.role, n.total as "memberCount", n.ordinary as "ordinaryMembers",
      o.permissions_changed_at as "changedAt", btrim(u."givenName" || ' ' || u."familyName") as "changedBy"
    from session s join member m on m.user_id = s."userId" and m.organization_id = ${request.params.organizationId}
    join organization o on o.id = m.organization_id left join "user" u on u.id = o.permissions_changed_by
    cross join lateral (select count(*)::int as total, (count(*) filter (where c.role = 'member'))::int as ordinary from member c where c.organization_id = o.id) n
    where s.token = ${tokenOf(request)} and s."expiresAt" > now()`;
  if (!row) return reply.code(404).send();
  const { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts, changedAt, changedBy, ...rest } = row;
  const permissions = { membersCanInvite, membersCanCreateAndTerminate, membersCanOpenPorts };
  const permissionsChanged = changedAt && { at: changedAt, by: changedBy };
  return { ...rest, seats: null, permissions, permissionsChanged, allows: organizationAllows(row.role, permissions) };
});

type PageRequest = InOrganization & { Querystring: { limit: string } };
type MemberRow = {
  actorRole: Role; total: number; you: boolean; id: string; userId: string; email: string; givenName: string; familyName: string; role: Role; joinedAt: Date; micros: string; version: number;
  invitedBy: string | null; suspendedAt: Date | null; lastActiveAt: Date | null; twoSteps: boolean | null; roleChangedAt: Date | null;
};

/** The first page in the order of joining; nobody in the measured organization is suspended or has another role than at first. */
app.get<PageRequest>('/api/v1/organizations/:organizationId/members', async (request, reply) => {
  const limit = Number(request.query.limit);
  const most = reads.unsafe(String(limit + 1)); // as text: PostgreSQL plans better for a number that it knows
  const rows = await reads<MemberRow[]>`
    select me.role as "actorRole", n.total, p.user_id = me.user_id as you,
      p.id, p.user_id as "userId", p.email, p."givenName", p."familyName", p.role, p.joined_at as "joinedAt", (extract(epoch from p.joined_at) * 1000000)::bigint::text as micros,
      p.version, p."invitedBy", p.suspended_at as "suspendedAt", case when me.role <> 'member' then p.role_changed_at end as "roleChangedAt",
      case when me.role <> 'member' then (select max(l."updatedAt") from session l where l."userId" = p.user_id) end as "lastActiveAt",
      case when me.role <> 'member' then exists (select from authenticator a where a.user_id = p.user_id) or exists (select from passkey k where k.user_id = p.user_id) end as "twoSteps"
    from session s join member me on me.user_id = s."userId" and me.organization_id = ${request.params.organizationId}
    cross join lateral (select count(*)::int as total from member c where c.organization_id = me.organization_id) n
    cross join lateral (
      select m.*, u.email, u."givenName", u."familyName", btrim(i."givenName" || ' ' || i."familyName") as "invitedBy"
      from (
        select one.* from unnest('{0,1,2,3,4}'::smallint[]) as standings (standing)
        cross join lateral (select * from member m where m.organization_id = me.organization_id and m.standing = standings.standing order by m.joined_at, m.id limit ${most}) one
        order by one.joined_at, one.id limit ${most}) m
      join "user" u on u.id = m.user_id left join "user" i on i.id = m.invited_by) p
    where s.token = ${tokenOf(request)} and s."expiresAt" > now() order by p.joined_at, p.id`;
  if (rows.length === 0) return reply.code(404).send();
  const items = rows.slice(0, limit).map(({ actorRole, total: _total, micros: _micros, suspendedAt: suspended, roleChangedAt: roleChanged, you, ...member }) =>
    ({ ...member, you, suspended, roleChanged, allows: memberAllows(actorRole, member.role, you, member.givenName) }));
  const [total, last] = [rows[0]?.total ?? 0, rows[limit - 1]];
  return { items, nextCursor: rows.length > limit && last ? `joined ascending 0 ${last.id} ${last.micros}` : null, total, matching: { count: total, orMore: false } };
});

type InviteRequest = InOrganization & { Body: { email: string; administrator?: boolean } };
type InviterRow = { actorRole: Role; email: string; givenName: string; familyName: string };

app.post<InviteRequest>('/api/v1/organizations/:organizationId/invitations', async (request, reply) => {
  const { email, administrator } = request.body;
  const id = newUuid();
  const role = administrator ? 'administrator' : 'member';
  const sentAt = new Date();
  const expiresAt = new Date(sentAt.getTime() + lifetimeMs);
  const tokenHash = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('hex');
  const [inviter] = await writes<InviterRow[]>`
    with inviter as (
      select u.id, u.email, u."givenName", u."familyName", m.role as "actorRole" from session s join "user" u on u.id = s."userId"
      join member m on m.user_id = u.id and m.organization_id = ${request.params.organizationId} join organization o on o.id = m.organization_id
      where s.token = ${tokenOf(request)} and s."expiresAt" > now() and (m.role <> 'member' or o.members_can_invite)),
    made as (
      insert into invitation (id, organization_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
      select ${id}, ${request.params.organizationId}, ${email}, ${role}, ${tokenHash}, inviter.id, ${sentAt}, ${sentAt}, ${expiresAt} from inviter returning id)
    select "actorRole", email, "givenName", "familyName" from inviter, made`;
  if (!inviter) return reply.code(404).send();
  const { actorRole, ...invitedBy } = inviter;
  return reply.code(201).send({
    id, email, role, message: null, state: 'pending', invitedBy, sentAt, expiresAt, delivery: { state: 'queued', error: null }, allows: invitationAllows(actorRole),
  });
});

app.get('/readyz', async () => reads`select 1`.then(() => ({ ok: true })));

process.once('SIGTERM', () => void app.close().then(() => Promise.all([reads.end(), writes.end()])).then(() => process.exit(0)));
await app.listen({ host: '127.0.0.1', port: Number(port) });
