/**
 * A whole product for tests, on this worker's own PostgreSQL: real stores, locks, audit and jobs. People sign in with real
 * session rows, so authority is read as in production. An organization per test; nothing is ever truncated.
 */
import { randomBytes } from 'node:crypto';
import { createProduct, type Outside, type Product } from '../app.ts';
import { dispatch } from '../kernel/dispatch.ts';
import type { Role } from '../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../kernel/id.ts';
import type { Operation } from '../kernel/operation.ts';
import type { Settings } from '../kernel/settings.ts';
import { authenticate } from '../platform/authenticate.ts';
import { newUuid } from '../platform/identifiers.ts';
import { createHub } from '../platform/live/hub.ts';
import { asTx, createLocks, openPool, type Pool } from '../platform/postgres/pool.ts';
import { openVault } from '../platform/secrets.ts';
import { testDatabase } from './database.ts';
import { rememberingQueue } from './remembering-queue.ts';
import { rememberingTransport } from './remembering-transport.ts';

export type TestPerson = { userId: UserId; email: string; givenName: string; familyName: string; sessionToken: string };
export type Answer = { status: number; body: any }; // oxlint-disable-line typescript/no-explicit-any -- tests look into answers freely

export const testSettings: Settings = {
  publicUrl: 'http://127.0.0.1:8080', registration: { kind: 'open' }, localClusters: true, localClustersPerOrganization: 5,
  organizationsPerPerson: 10, seatsPerOrganization: null, invitationsADay: { perPerson: 1_000_000, perOrganization: 1_000_000, perAddress: 1_000_000 }, clusterSessionMs: 45 * 60_000,
};

export type WorldOptions = Partial<Pick<Outside, 'settings' | 'driver' | 'hopsworks' | 'authorityPem' | 'exclusively'>>;

type AuditedRow = { operation: Operation; actorId: string; subject: string; before: unknown; after: unknown };

export type World = Awaited<ReturnType<typeof newWorld>>;

export async function newWorld(options: WorldOptions = {}) {
  const database = await testDatabase();
  const pool = openPool(database.server, { max: 12, name: 'test world' });
  const owner = openPool(database.owner, { max: 2, name: 'test facts' });
  const listener = openPool(database.server, { max: 1, name: 'test listener' });
  const locks = createLocks(database.server);
  const queue = rememberingQueue();
  const transport = rememberingTransport();
  const hub = await createHub(pool, listener);
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs), advance: (ms: number) => void (clock.offsetMs += ms) };
  const logged: { message: string; details?: Record<string, unknown> }[] = [];
  const outside: Outside = {
    pool, queue, hub, transport, exclusively: locks.exclusively,
    vault: openVault({ secret: randomBytes(32).toString('base64'), file: '/nowhere' }),
    settings: testSettings, clock: clock.now,
    driver: refusing<Outside['driver']>('driver'), hopsworks: refusing<Outside['hopsworks']>('cluster'), authorityPem: '',
    log: (message, details) => void logged.push(details ? { message, details } : { message }),
    ...options,
  };
  const product = createProduct(outside);
  return {
    product, outside, pool, owner, clock, queue, transport, hub, logged,
    ...people(owner),
    request: (operation: Operation, who: TestPerson | null, input: Record<string, unknown> = {}, headers: Headers = {}) => request({ product, owner }, { operation, who, input }, headers),
    /** Runs the jobs that are due until none is left. */
    work: () => runJobs(product, queue, clock.now),
    within: product.engine.within,
    async close() {
      await hub.close();
      await Promise.all([pool, owner, listener].map((each) => each.end({ timeout: 1 })));
      await locks.close();
    },
  };
}

/** `ifMatch`: without it, the version that the thing has now, as a page that was just loaded would send it; null sends none. */
type Headers = { ifMatch?: string | null };
type Asked = { operation: Operation; who: TestPerson | null; input: Record<string, unknown> };

async function versionNow(owner: Pool, input: Record<string, unknown>): Promise<string> {
  const [row] = input['memberId']
    ? await owner<{ version: number }[]>`select version from member where id::text = ${String(input['memberId'])}`
    : await owner<{ version: number }[]>`select version from organization where id::text = ${String(input['organizationId'])}`;
  return `"${row?.version ?? 0}"`;
}

async function request({ product, owner }: { product: Product; owner: Pool }, { operation, who, input }: Asked, headers: Headers): Promise<Answer> {
  const spec = product.endpoints.find((endpoint) => endpoint.operation === operation);
  if (!spec) throw new Error(`There is no endpoint ${operation}`);
  const organizationId = spec.path.includes(':organizationId') ? (input['organizationId'] as OrganizationId) : null;
  const reply = await dispatch(spec, product.engine, {
    raw: JSON.parse(JSON.stringify(input)) as Record<string, unknown>,
    organizationId,
    request: { cookies: {}, userAgent: 'test', address: '127.0.0.1' },
    ifMatch: headers.ifMatch === undefined && spec.versionOf ? await versionNow(owner, input) : (headers.ifMatch ?? null), idempotencyKey: null, authenticate: (tx, organization, lock) => authenticate(tx, who?.sessionToken ?? null, organization, lock),
  });
  return reply.ok ? { status: reply.status, body: reply.body } : { status: reply.problem.status, body: reply.problem };
}

async function runJobs(product: Product, queue: ReturnType<typeof rememberingQueue>, now: () => Date): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    const next = queue.take(now());
    if (!next) return;
    const job = product.jobs.find(({ name }) => name === next.name);
    if (!job) throw new Error(`There is no job ${next.name}`);
    await job.run(product.workOf(next.name), next.key);
  }
  throw new Error('The jobs did not come to an end');
}

/** For tests that have nothing to do with clusters: any call is a mistake in the test. */
const refusing = <Port extends object>(name: string): Port =>
  new Proxy({} as Port, { get: (_target, call) => () => Promise.reject(new Error(`This test has no ${name}, but ${String(call)} was called`)) });

/** Facts that are given, not made by an endpoint: people who exist, and organizations they are in. */
function people(owner: Pool) {
  async function person(given: Partial<Pick<TestPerson, 'givenName' | 'familyName' | 'email'>> = {}): Promise<TestPerson> {
    const userId = newUuid() as UserId;
    const { givenName = 'Alice', familyName = 'Adams' } = given;
    const email = given.email ?? `${givenName.toLowerCase()}-${userId.slice(-12)}@example.org`;
    const sessionToken = randomBytes(24).toString('base64url');
    await owner`insert into "user" (id, name, email, "emailVerified", "givenName", "familyName") values (${userId}, ${`${givenName} ${familyName}`}, ${email}, true, ${givenName}, ${familyName})`;
    await owner`insert into session ("expiresAt", token, "updatedAt", "userId") values (now() + interval '1 day', ${sessionToken}, now(), ${userId})`;
    return { userId, email, givenName, familyName, sessionToken };
  }
  async function join(organizationId: OrganizationId, who: TestPerson, role: Role): Promise<MemberId> {
    const memberId = newUuid() as MemberId;
    await owner`insert into member (id, organization_id, user_id, role, joined_at) values (${memberId}, ${organizationId}, ${who.userId}, ${role}, now())`;
    return memberId;
  }
  async function organization(founder: TestPerson): Promise<OrganizationId> {
    const id = newUuid() as OrganizationId;
    await owner.begin(async (sql) => {
      await sql`insert into organization (id, slug, name, created_by, created_at) values (${id}, ${`test-${id.slice(-12)}`}, ${`${founder.givenName}'s organization`}, ${founder.userId}, now())`;
      await sql`insert into member (id, organization_id, user_id, role, joined_at) values (${newUuid()}, ${id}, ${founder.userId}, 'owner', now())`;
    });
    return id;
  }
  /** An organization with an owner, an administrator, an ordinary member, and Mallory who has no business there. */
  async function company() {
    const [alice, carol, bob, mallory] = [
      await person(), await person({ givenName: 'Carol', familyName: 'Clark' }), await person({ givenName: 'Bob', familyName: 'Brown' }), await person({ givenName: 'Mallory', familyName: 'Moss' }),
    ];
    const organizationId = await organization(alice);
    const carolMemberId = await join(organizationId, carol, 'administrator');
    const bobMemberId = await join(organizationId, bob, 'member');
    const foreignOrganizationId = await organization(mallory);
    return { organizationId, foreignOrganizationId, alice, carol, bob, mallory, bobMemberId, carolMemberId };
  }
  const memberIdOf = async (organizationId: OrganizationId, who: TestPerson) => {
    const [row] = await owner<{ id: MemberId }[]>`select id from member where organization_id = ${organizationId} and user_id = ${who.userId}`;
    return row?.id ?? null;
  };
  /** The rows of an organization as who may read them does: with the people behind the pseudonyms. */
  async function audited(organizationId: OrganizationId) {
    const people = await owner<{ id: string; userId: string | null; email: string | null }[]>`
      select p.id, coalesce(p.user_id, u.id)::text as "userId", p.email from audit_person p left join "user" u on u.email = p.email where p.organization_id = ${organizationId}`;
    const rows = await owner<AuditedRow[]>`
      select operation, actor_id as "actorId", subject, before, after from audit where organization_id = ${organizationId} order by id`;
    const known = new Map(people.map((each) => [each.id, each]));
    const name = (field: string, value: unknown): unknown => {
      if (Array.isArray(value)) return value.map((each) => name(field, each));
      const found = known.get(String(value));
      return found ? (field === 'email' || field === 'people' ? found.email : found.userId) : value;
    };
    const named = (side: unknown) => side && Object.fromEntries(Object.entries(side).map(([field, value]) => [field, name(field, value)]));
    return rows.map((row) => ({ ...row, actorId: name('actorId', row.actorId) as string, subject: name('subject', row.subject) as string, before: named(row.before), after: named(row.after) }));
  }
  return { person, join, organization, company, memberIdOf, audited };
}

export const readerOf = (world: { pool: Pool }) => asTx(world.pool);

/** For tests of a store alone. Row-level security does not bind the owner, so it is the statement itself that must keep organizations apart. */
export const unboundOf = (world: { owner: Pool }) => asTx(world.owner);
