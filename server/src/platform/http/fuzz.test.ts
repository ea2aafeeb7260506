/**
 * Whatever is sent to an operation, it is answered in words: no answer of 500 and above, and nothing of the inside in it.
 * The inputs are made from the public contract, so a new operation is tried without being named here.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

type Schema = { type?: string | string[]; format?: string; enum?: unknown[]; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };
type Parameter = { name: string; in: 'path' | 'query'; schema: Schema };
type Described = { operationId: string; parameters?: Parameter[]; requestBody?: { content: Record<string, { schema: Schema }> } };
type Tried = { operation: string; method: string; path: string; query: Record<string, Schema>; body: Record<string, Schema> | null };

const triesEach = 5;
const unknownId = '01890000-0000-7000-8000-000000000000';
const cursors = [
  '0_------------------------------------', '99999999999999999_00000000-0000-0000-0000-000000000000', `joined ascending 0 ${unknownId} 9999999999999999`, `name ascending 2 ${unknownId} \u0001`,
  ...[['sent', '1'], ['sent', '-000001-01-01T00:00:00Z'], ['expires', 'Tue Jan 1 2030 (soon)'], ['email', '\0'], ['email', '\ud800']]
    .map(([sort, value]) => encodeURIComponent(JSON.stringify({ sort, value, id: unknownId }))),
  `9999-99-99T99:99:99.999Z_${unknownId}`,
];
/** What broke something once, or would: every field gets each of them. */
const hard: readonly unknown[] = ['a\0b', 'x\ud800', '0000-01-01T00:00:00Z', -1, null, { a: 1 }, 'a'.repeat(100_000), Array.from({ length: 10_000 }, () => unknownId)];
const strange: readonly unknown[] = [
  true, 0, 0.5, 1e308, 2 ** 53, '', ' ', ...hard, '\0', '\ud800', 'x\udfff', '\u202eabc', 'ﬁ', '%', '%00', '\\', `'"; --`, '-1', 'NaN', '0x10', '𝕏'.repeat(40), 'ǅ', 'İ@example.org', 'Ⴀ@example.org', 'Ꭰa@example.org',
  [], [null], [[]], ['x'], {}, { $ne: null }, { length: 3 }, unknownId, 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '9999-12-31T23:59:59.999Z', '2026-02-29T00:00:00+23:59', '0000-01', '9999-12', 'Etc/GMT+12', 'EST5EDT', ...cursors,
];

let world: World;
let served: Served;
let operations: Tried[];
let organizationId: string;
let people: TestPerson[];

beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
  operations = operationsOf((await served.get('/api/v1/openapi.json')).body);
});
afterAll(async () => {
  await served.close();
  await world.close();
});

/** What one operation ends, the next must find; and every limit begins a new window. */
async function beginAnew(): Promise<void> {
  const company = await world.company();
  organizationId = company.organizationId;
  people = [company.alice, company.carol, company.bob];
  world.clock.advance(60 * 60_000);
}

function operationsOf(document: { paths: Record<string, Record<string, Described>> }): Tried[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
    operation: operationId, method: method.toUpperCase(), path: path.startsWith('/api/') ? path : `/api/v1${path}`,
    query: Object.fromEntries(parameters.filter((each) => each.in === 'query').map(({ name, schema }) => [name, schema])),
    body: requestBody?.content['application/json']?.schema.properties ?? null,
  })));
}

const anything = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...strange) }, fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary', maxLength: 60 }));

/** What the contract takes there, so that the other fields are looked at too. */
function fitting(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => fitting(name, each)));
  if (schema.type === 'array') return fc.array(fitting(name, schema.items ?? {}), { minLength: 1, maxLength: 2 });
  if (schema.type === 'object') return fields(schema.properties ?? {});
  const plain: Record<string, fc.Arbitrary<unknown>> = {
    boolean: fc.boolean(), integer: fc.integer({ min: 0, max: 3 }), number: fc.integer({ min: 0, max: 3 }), uuid: fc.constantFrom(unknownId, organizationId),
    'date-time': fc.constant(new Date(Date.now() + 86_400_000).toISOString()),
    string: /email/i.test(name) ? fc.uuid().map((word) => `${word}@example.org`) : fc.constantFrom('Something', 'UTC', '3.9.0', 'a-token-that-nobody-was-ever-given'),
  };
  return plain[schema.format ?? ''] ?? plain[String(schema.type)] ?? fc.constant('Something');
}

/** At most a field or two is strange, or the first one would hide the others. */
const fields = (given: Record<string, Schema>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(given).map(([name, schema]) =>
    [name, fc.oneof({ weight: 3, arbitrary: fitting(name, schema) }, { weight: 2, arbitrary: anything }, { weight: 1, arbitrary: fitting(name, schema).chain((value) => fc.constantFrom(value, [value, value])) })])), { requiredKeys: [] });

const bodies = (given: Record<string, Schema> | null): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 9, arbitrary: fields(given ?? {}) }, { weight: 1, arbitrary: fc.oneof(anything, fields(given ?? {}).map((body) => ({ ...body, more: 1 }))) });

const header = fc.option(fc.constantFrom('"0"', '1', '*', '-1', '9'.repeat(40), 'x'.repeat(300), ' ', 'ÿ'), { nil: undefined });

const requestOf = ({ query, body }: Tried) => fc.record({
  who: fc.constantFrom(0, 0, 1, 2), id: fc.constantFrom(unknownId, unknownId, unknownId, '%00', '..%2f', 'A'.repeat(199)),
  query: fields(query), body: body || Object.keys(query).length === 0 ? bodies(body) : fc.constant(null), ifMatch: header, idempotencyKey: header,
});

const inQuery = (value: unknown): string => encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 6000).replaceAll(/\p{Cs}/gu, '?'));
const queryOf = (query: Record<string, unknown>): string =>
  Object.entries(query).flatMap(([name, value]) => (Array.isArray(value) && value.length < 50 ? value : [value]).map((each) => `${name}=${inQuery(each)}`)).join('&');

type Sent = { who: number; id: string; query: Record<string, unknown>; body: unknown; ifMatch: string | undefined; idempotencyKey: string | undefined };

async function sendAndLook(tried: Tried, { who, id, query, body, ifMatch, idempotencyKey }: Sent): Promise<number> {
  const path = tried.path.replace('{organizationId}', organizationId).replaceAll(/\{\w+\}/g, id);
  const answer = await served.send(tried.method, `${path}?${queryOf(query)}`, {
    who: people[who] ?? null, headers: { 'if-match': ifMatch, 'idempotency-key': idempotencyKey }, ...(tried.method === 'GET' ? {} : { body }),
  });
  expect(answer.status, `${tried.operation}: ${answer.text.slice(0, 300)}`).toBeLessThan(500);
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(|PostgresError|select .* from /);
  return answer.status;
}

/** The other fields are as they should be, and there is no cursor, which would be looked at first. */
const fittingBut = (given: Record<string, Schema>, name: string, value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([other]) => other !== 'cursor' || name === other).map(([other, schema]) => [other, other === name ? value : fc.sample(fitting(other, schema), 1)[0]]));

const fieldsOf = (tried: Tried) =>
  ([['query', tried.query], ['body', tried.body ?? {}]] as const).flatMap(([place, given]) => Object.keys(given).map((name) => ({ tried, place, given, name })));

test('every field of every operation may hold what no field should, and is answered below 500 (ASVS 2.2.1)', { timeout: 60_000 }, async () => {
  const statuses = new Set<number>();
  for (const { tried, place, given, name } of operations.flatMap(fieldsOf)) {
    await beginAnew();
    for (const value of name === 'cursor' ? [...hard, ...cursors] : hard) {
      const sent: Sent = { who: 0, id: unknownId, query: {}, body: {}, ifMatch: '"1"', idempotencyKey: undefined, [place]: fittingBut(given, name, value) };
      statuses.add(await sendAndLook(tried, sent));
    }
  }
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404, 409]));
});

test('every operation answers any mixture of wrong fields and headers below 500', { timeout: 60_000 }, async () => {
  for (const tried of operations) {
    await beginAnew();
    await fc.assert(fc.asyncProperty(requestOf(tried), async (sent) => void (await sendAndLook(tried, sent))), { numRuns: triesEach });
  }
});
