/** The public contract, made from the endpoint objects. */
import { z } from 'zod';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';

type Schema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] };
type Document = { openapi: string; info: object; servers: object[]; paths: Record<string, Record<string, object>>; components: { schemas: Record<string, unknown>; securitySchemes: object } };

const problemSchema = {
  type: 'object',
  required: ['status', 'code', 'title', 'detail'],
  properties: {
    type: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, title: { type: 'string' },
    detail: { type: 'string', description: 'A sentence to a person.' }, next: { type: 'string', description: 'What to do next.' },
    fields: { type: 'array', items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } } },
  },
};

const idempotencyKey = {
  type: 'string', minLength: 1, maxLength: 255,
  description: 'For 24 hours the same request with the same key is answered again, with the header Idempotent-Replayed, and not carried out again. What an answer shows once is null then.',
};
const mayBeRepeated = (spec: AnyEndpoint): boolean => spec.method === 'POST' && 'locks' in spec;

const refusal = (description: string) => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } });

/** Which refusals an operation can give, as its registry entry says. */
function refusalsOf(spec: AnyEndpoint): Record<string, object> {
  const signedIn = spec.access !== 'public';
  return {
    400: refusal('Some fields are missing or wrong; each is named.'),
    ...(signedIn ? { 401: refusal('Nobody is signed in, or the key is not known.') } : {}),
    ...(spec.access === 'member' ? { 403: refusal('Not allowed; the sentence says why.') } : {}),
    ...(spec.access === 'member' || spec.path.includes(':') ? { 404: refusal('Not there, or of another organization.') } : {}),
    ...('locks' in spec ? { 409: refusal('The state of the thing does not allow it.') } : {}),
    ...(spec.versionOf ? { 412: refusal('Somebody changed it meanwhile.'), 428: refusal('The header If-Match is missing.') } : {}),
    ...(mayBeRepeated(spec) ? { 422: refusal('This Idempotency-Key came before with another request.') } : {}),
    ...(spec.bodyLimit ? { 413: refusal('The body is larger than it may be.') } : {}),
    ...(spec.limits?.length ? { 429: refusal('Too often; Retry-After says when again.') } : {}),
  };
}

const securityOf: Record<AnyEndpoint['access'], Record<string, string[]>[]> = {
  public: [], cluster: [{ clusterKey: [] }], 'signed-in': [{ session: [] }], member: [{ session: [] }, { apiKey: [] }],
};

function operationOf(spec: AnyEndpoint, components: Record<string, unknown>): object {
  const input = z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const names = [...spec.path.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name ?? '');
  const fields = Object.entries(input.properties ?? {}).filter(([name]) => !names.includes(name));
  const required = new Set(input.required ?? []);
  const parameter = (place: string, name: string, schema: unknown, needed: boolean) => ({ name, in: place, required: needed, schema });
  const parameters = [
    ...names.map((name) => parameter('path', name, input.properties?.[name] ?? { type: 'string' }, true)),
    ...(spec.method === 'GET' ? fields.map(([name, schema]) => parameter('query', name, schema, required.has(name))) : []),
    ...(spec.versionOf ? [parameter('header', 'If-Match', { type: 'string', description: 'The version that you read, for example "3".' }, true)] : []),
    ...(mayBeRepeated(spec) ? [parameter('header', 'Idempotency-Key', idempotencyKey, false)] : []),
  ];
  const body = { type: 'object', properties: Object.fromEntries(fields), required: [...required].filter((name) => !names.includes(name)), additionalProperties: false };
  const status = String(spec.status ?? 200);
  const output = spec.status === 204 ? null : hoist(z.toJSONSchema(spec.output, { io: 'output', unrepresentable: 'any' }) as Schema, components);
  return {
    operationId: spec.operation,
    tags: [spec.operation.split('.')[0]],
    summary: spec.summary,
    ...(parameters.length ? { parameters } : {}),
    ...(spec.method === 'GET' ? {} : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: { [status]: output ? { description: 'Done', content: contentOf(spec, output) } : { description: 'Done' }, ...refusalsOf(spec) },
    security: securityOf[spec.access],
  };
}

const contentOf = ({ media }: AnyEndpoint, output: unknown) =>
  media ? Object.fromEntries(media.map((type) => [type, { schema: { type: 'string' } }])) : { 'application/json': { schema: output } };

/** Named shapes become components, so that clients get a type for each. */
function hoist(schema: Schema, components: Record<string, unknown>): unknown {
  const { $schema: _, $defs, ...rest } = schema as Schema & { $schema?: unknown; $defs?: Record<string, Schema> };
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = pointToComponents(definition);
  const id = rest['id'];
  if (typeof id !== 'string') return pointToComponents(rest);
  components[id] = pointToComponents(rest);
  return { $ref: `#/components/schemas/${id}` };
}

const pointToComponents = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('#/$defs/', '#/components/schemas/').replace(/"id":"[A-Z][A-Za-z]*",?/g, ''));

export function openApiDocument(endpoints: readonly AnyEndpoint[], version: string): Document {
  const schemas: Record<string, unknown> = { Problem: problemSchema };
  const paths: Document['paths'] = {};
  for (const spec of endpoints) {
    const path = spec.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operationOf(spec, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hopyard', version, description: 'Share Hopsworks clusters in organizations. Everything the dashboard does goes through this API.', license: { name: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'hopyard.session_token' }, clusterKey: { type: 'apiKey', in: 'header', name: 'x-api-key' }, apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of one organization, hpk_…; also taken as the header x-api-key. docs/permissions.md says which scope each operation asks for.' } },
    },
  };
}
