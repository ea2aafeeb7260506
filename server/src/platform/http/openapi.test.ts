import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, type World } from '../../testing/world.ts';

type Schema = Record<string, unknown>;
type Operation = {
  operationId: string; summary: string; parameters?: { name: string; in: string; required: boolean; schema: Schema }[]; security: object[];
  requestBody?: { content: Record<string, { schema: Schema }> }; responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
};
type Document = { openapi: string; info: Schema; paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; securitySchemes: Record<string, Schema> } };

let world: World;
let served: Served;
let document: Document;
let operations: { path: string; method: string; operation: Operation }[];
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
  document = (await served.get('/api/v1/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
});
afterAll(async () => {
  await served.close();
  await world.close();
});

const types = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

type Place = [schema: unknown, at: string];

function childrenOf({ properties = {}, items, anyOf = [], oneOf = [], allOf = [], additionalProperties }: Schema, at: string): Place[] {
  const alternatives = [anyOf, oneOf, allOf].flatMap((list) => list as unknown[]);
  return [
    ...Object.entries(properties as object).map(([name, child]): Place => [child, `${at}.${name}`]),
    ...alternatives.map((child, index): Place => [child, `${at}[${index}]`]),
    ...[items, additionalProperties].filter((child) => child !== undefined).map((child): Place => [child, `${at}[]`]),
  ];
}

/** Complains about everything in a schema that JSON Schema 2020-12 (which OpenAPI 3.1 uses) would not take. */
function faultsOf(schema: unknown, at: string): string[] {
  if (typeof schema === 'boolean') return [];
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [`${at} is no schema`];
  const given = schema as Schema;
  const { type, properties = {}, required = [], $ref } = given;
  const rules: [holds: boolean, otherwise: string][] = [
    [[type].flat().every((each) => each === undefined || types.includes(each as string)), `${at} has the type ${String(type)}`],
    [(required as string[]).every((name) => name in (properties as object)), `${at} requires what it does not describe`],
    [!('nullable' in given), `${at} says nullable, which 3.1 does not know`],
    [$ref === undefined || resolves(String($ref)), `${at} points to ${String($ref)}, which is not there`],
  ];
  return [...rules.filter(([holds]) => !holds).map(([, otherwise]) => otherwise), ...childrenOf(given, at).flatMap(([child, place]) => faultsOf(child, place))];
}
const resolves = (reference: string) => reference.startsWith('#/components/schemas/') && reference.slice('#/components/schemas/'.length) in document.components.schemas;

describe('openapi.json', () => {
  test('covers every endpoint of the registry, by method, path and name, and nothing else', () => {
    const described = operations.map(({ path, method, operation }) => `${operation.operationId} ${method.toUpperCase()} ${path}`).sort();
    const registry = world.product.endpoints.map((spec) => `${spec.operation} ${spec.method} ${spec.path.replace(/:(\w+)/g, '{$1}')}`).sort();
    expect(described).toEqual(registry);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  test('is a whole OpenAPI 3.1 document', () => {
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./), info: { title: 'Hopyard', version: expect.any(String) } });
    for (const { path, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const parameters = operation.parameters ?? [];
      expect(parameters.filter((each) => each.in === 'path').map(({ name }) => name).sort(), operation.operationId).toEqual(inPath);
      expect(parameters.every((each) => ['path', 'query', 'header'].includes(each.in) && (each.in !== 'path' || each.required))).toBe(true);
      expect(Object.keys(operation.responses).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true);
      expect(Object.keys(operation.responses).filter((status) => status.startsWith('2')), operation.operationId).toHaveLength(1);
      expect(Object.values(operation.responses).every(({ description }) => description.length > 0)).toBe(true);
      for (const scheme of operation.security) expect(Object.keys(document.components.securitySchemes)).toEqual(expect.arrayContaining(Object.keys(scheme)));
    }
  });

  test('has only schemas that are some, and references that lead somewhere', () => {
    const bodies = operations.flatMap(({ operation: { operationId, parameters = [], requestBody, responses } }) => [
      ...parameters.map(({ name, schema }) => [schema, `${operationId} ${name}`] as const),
      ...Object.values(requestBody?.content ?? {}).map(({ schema }) => [schema, `${operationId} body`] as const),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) => Object.values(content).map(({ schema }) => [schema, `${operationId} ${status}`] as const)),
    ]);
    const components = Object.entries(document.components.schemas).map(([name, schema]) => [schema, name] as const);
    expect(bodies.length).toBeGreaterThan(100);
    expect([...bodies, ...components].flatMap(([schema, at]) => faultsOf(schema, at))).toEqual([]);
  });

  test('a closed body says that it is closed, and a 204 has none', () => {
    for (const { operation, method } of operations) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (method !== 'get') expect(schema, operation.operationId).toMatchObject({ additionalProperties: false });
      expect(operation.responses['204']?.content, operation.operationId).toBeUndefined();
    }
  });
});

/** Generated from the registry: what nobody may do unsigned, and what nobody may learn from outside. */
describe('the refusals that the document promises', () => {
  test('401 for every operation that is not public, without a cookie', async () => {
    for (const { path, method, operation } of operations) {
      const answer = await served.send(method.toUpperCase(), `/api/v1${path.replace(/\{\w+\}/g, () => crypto.randomUUID())}`, method === 'get' ? {} : { body: {} });
      const isPublic = operation.security.length === 0;
      expect([operation.operationId, answer.status === 401], answer.text).toEqual([operation.operationId, !isPublic]);
      expect(operation.responses, operation.operationId).toHaveProperty(String(answer.status));
    }
  });

  test('404 for every operation inside an organization of others, and for each of its things through one\'s own (M01)', async () => {
    const c = await world.company();
    const inside = operations.filter(({ path }) => path.includes('{organizationId}'));
    expect(inside.length).toBeGreaterThan(20);
    for (const { path, method, operation } of inside) {
      const fill = (organizationId: string) => path.replace('{organizationId}', organizationId).replace('{memberId}', c.bobMemberId).replace(/\{\w+\}/g, () => crypto.randomUUID());
      const foreign = await served.send(method.toUpperCase(), `/api/v1${fill(c.organizationId)}`, { who: c.mallory, ...(method === 'get' ? {} : { body: {} }) });
      expect([operation.operationId, foreign.status], foreign.text).toEqual([operation.operationId, 404]);
      expect(operation.responses).toHaveProperty('404');
      if (path.replace('{organizationId}', '').includes('{') && method === 'get') {
        expect((await served.get(`/api/v1${fill(c.foreignOrganizationId)}`, { who: c.mallory })).status, operation.operationId).toBe(404);
      }
    }
    expect(await world.audited(c.organizationId)).toEqual([]);
  });
});
