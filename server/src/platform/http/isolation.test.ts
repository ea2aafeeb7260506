import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { serve, type HttpAnswer, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

type Company = Awaited<ReturnType<World['company']>> & { things: Record<string, string> };

let world: World;
let served: Served;
let [ours, theirs]: [Company, Company] = [null!, null!];
/** Ids, addresses and names that stand in rows of the other organization only. */
let foreign: string[];
let reads: AnyEndpoint[];

beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
  [ours, theirs] = [await companyWithEverything(), await companyWithEverything()];
  const own = new Set(await factsOf(ours));
  foreign = (await factsOf(theirs)).filter((fact) => !own.has(fact));
  reads = world.product.endpoints.filter((spec) => 'reads' in spec && spec.access === 'member');
});
afterAll(async () => {
  await served.close();
  await world.close();
});

/** An example for each parameter that a path has besides the organization's id. */
async function companyWithEverything(): Promise<Company> {
  const c = await world.company();
  const { organizationId, alice, bob } = c;
  const clusterId = await addCluster(world.owner, organizationId, alice.userId, { open: true });
  await world.owner`insert into cluster_account (id, organization_id, cluster_id, user_id, email, account_number, wanted, wanted_at, seen)
    values (gen_random_uuid(), ${organizationId}, ${clusterId}, ${bob.userId}, ${bob.email}, 7, 'user', now(), 'user')`;
  await world.owner`insert into cluster_state_change (id, organization_id, cluster_id, running, at) values (gen_random_uuid(), ${organizationId}, ${clusterId}, true, now() - interval '1 hour')`;
  const [former, second] = [await world.person(), await world.person()];
  await world.request('members.remove', alice, { organizationId, memberId: await world.join(organizationId, former, 'member') });
  const memberId = await world.join(organizationId, second, 'member');
  await world.request('ownership-offers.create', alice, { organizationId, memberId });
  for (const name of ['one', 'two']) await world.request('invitations.create', alice, { organizationId, email: `${name}-${organizationId}@example.org` });
  await world.request('api-keys.create', alice, { organizationId, kind: 'organization', role: 'member', name: `key of ${organizationId}` });
  await world.request('api-keys.create', alice, { organizationId, kind: 'personal', name: `own key of ${organizationId}` });
  await addCluster(world.owner, organizationId, alice.userId);
  await world.work();
  await world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
  return { ...c, things: { memberId: c.carolMemberId, clusterId } };
}

/** Of every table of an organization, from the catalogue. */
async function factsOf({ organizationId }: Company): Promise<string[]> {
  const tables = await world.owner<{ name: string }[]>`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'organization_id'`;
  const facts = new Set<string>([organizationId]);
  for (const { name } of tables) {
    for (const { row } of await world.owner<{ row: string }[]>`select to_json(t)::text as row from ${world.owner(name)} t where organization_id = ${organizationId}`) {
      for (const [fact] of row.matchAll(/[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]+@example\.org|cluster-[0-9a-f]{12}|machine [0-9a-f]{32}/g)) facts.add(fact);
    }
  }
  facts.delete('administrator@example.org');
  return [...facts];
}

const leaked = (answer: HttpAnswer, given: string[] = []) => foreign.filter((fact) => answer.text.includes(fact) && !given.includes(fact));

/** Throws for a parameter without an example, so that a new read is not forgotten here. */
function addressOf(spec: AnyEndpoint, organizationId: string, things: Record<string, string>, query: Record<string, string> = {}): string {
  const path = spec.path.replace(/:(\w+)/g, (_all, name: string) => {
    const value = name === 'organizationId' ? organizationId : things[name];
    if (!value) throw new Error(`${spec.operation} needs an example for ${name}: add it to companyWithEverything`);
    return value;
  });
  const search = new URLSearchParams({ ...alwaysAsked[spec.operation], ...query }).toString();
  return `/api/v1${path}${search && `?${search}`}`;
}
const alwaysAsked: Record<string, Record<string, string>> = { 'audit.export': { format: 'json' }, 'members.export': { format: 'json' } };
const ask = (spec: AnyEndpoint, who: TestPerson, address: string) => served.send(spec.method, address, { who, ...(spec.method === 'GET' ? {} : { body: {} }) });
/** The owner sees most, and cannot leave. */
const readerIn = (company: Company, spec: AnyEndpoint) => (spec.operation === 'members.previewLeaving' ? company.carol : company.alice);
const hasThing = (spec: AnyEndpoint) => spec.path.replace(':organizationId', '').includes(':');
const queryOf = (spec: AnyEndpoint) => Object.entries((z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'any' }) as { properties?: Record<string, { format?: string }> }).properties ?? {})
  .filter(([name]) => !spec.path.includes(`:${name}`));

/** Reads whose answer names nothing of the organization, so that nothing could be noticed in it. */
const namesNothing = ['cluster-versions.list', 'audit.verify'];

describe('every read of the registry, for who belongs to another organization (M01)', () => {
  test('is found, and the examples are full: the owner over there sees rows in each answer', async () => {
    expect(reads.length).toBeGreaterThan(15);
    expect(foreign.length).toBeGreaterThan(30);
    for (const spec of reads) {
      const answer = await ask(spec, readerIn(theirs, spec), addressOf(spec, theirs.organizationId, theirs.things));
      expect([spec.operation, answer.status], answer.text).toEqual([spec.operation, 200]);
      expect([spec.operation, leaked(answer).length > 0]).toEqual([spec.operation, !namesNothing.includes(spec.operation)]);
    }
  });

  test('200 at home, with no row of the other organization', async () => {
    for (const spec of reads) {
      const answer = await ask(spec, readerIn(ours, spec), addressOf(spec, ours.organizationId, ours.things));
      expect([spec.operation, answer.status, leaked(answer)]).toEqual([spec.operation, 200, []]);
    }
  });

  test('404 with the id of the other organization, and the answer says nothing of it', async () => {
    for (const spec of reads) {
      for (const things of [ours.things, theirs.things]) {
        const answer = await ask(spec, readerIn(ours, spec), addressOf(spec, theirs.organizationId, things));
        expect([spec.operation, answer.status, leaked(answer)]).toEqual([spec.operation, 404, []]);
      }
    }
  });

  test('404 with the id of a thing of the other organization under one\'s own', async () => {
    expect(reads.filter(hasThing).length).toBeGreaterThan(3);
    for (const spec of reads.filter(hasThing)) {
      const answer = await ask(spec, readerIn(ours, spec), addressOf(spec, ours.organizationId, theirs.things));
      expect([spec.operation, answer.status, leaked(answer)]).toEqual([spec.operation, 404, []]);
    }
  });

  test('no row of the other organization with its cursors, nor with the ids of its people and things as filters', async () => {
    let pages = 0;
    for (const spec of reads) {
      const names = queryOf(spec).map(([name]) => name);
      if (names.includes('cursor')) {
        const { body } = await ask(spec, readerIn(theirs, spec), addressOf(spec, theirs.organizationId, theirs.things, { limit: '1' }));
        if (body.nextCursor) {
          pages += 1;
          const answer = await ask(spec, readerIn(ours, spec), addressOf(spec, ours.organizationId, ours.things, { cursor: String(body.nextCursor) }));
          expect([spec.operation, leaked(answer)]).toEqual([spec.operation, []]);
        }
      }
      for (const [name] of queryOf(spec).filter(([, { format }]) => format === 'uuid')) {
        for (const id of [theirs.alice.userId, theirs.organizationId, ...Object.values(theirs.things)]) {
          const answer = await ask(spec, readerIn(ours, spec), addressOf(spec, ours.organizationId, ours.things, { [name]: id }));
          expect([spec.operation, name, leaked(answer, [id])]).toEqual([spec.operation, name, []]);
        }
      }
    }
    expect(pages).toBeGreaterThan(4);
  });
});
