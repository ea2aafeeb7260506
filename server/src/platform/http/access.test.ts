/** Who may do what, complete by construction: every operation of the contract, for everybody, with every kind of id. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyEndpoint } from '../../kernel/endpoint.ts';
import { actorNames, keyActors, openStage, sessionActors, type ActorName, type Stage } from '../../testing/access-stage.ts';
import { examples, type Example } from '../../testing/access-examples.ts';
import { newImaginedWorld, type ImaginedWorld } from '../../testing/imagined-world.ts';
import { serve, type Served } from '../../testing/served.ts';

let world: ImaginedWorld;
let served: Served;
let [here, there]: [Stage, Stage] = [null!, null!];
beforeAll(async () => {
  world = await newImaginedWorld();
  served = await serve(world, { trustProxy: ['127.0.0.1'] });
  [here, there] = [await openStage(world), await openStage(world)];
});
afterAll(async () => {
  await served.close();
  await world.close();
});

const isKey = (actor: ActorName) => (keyActors as readonly ActorName[]).includes(actor);
const roleOf: Partial<Record<ActorName, 'member' | 'administrator' | 'owner'>> = {
  member: 'member', administrator: 'administrator', owner: 'owner', keyOfMember: 'member', keyOfAdministrator: 'administrator', keyOfOwner: 'owner',
  keyOfOrganizationAsMember: 'member', keyOfOrganizationAsAdministrator: 'administrator',
};
const levels = { members: ['member', 'administrator', 'owner'], administrators: ['administrator', 'owner'], owner: ['owner'] };
const deadKeys: readonly ActorName[] = ['keyOfSuspended', 'keyOfRemoved', 'keyThatIsNone'];
const nobody: readonly ActorName[] = ['anonymous', 'unverified'];

/** The refusal that the rules ask for with one's own ids, or null for who gets in. */
function refusalOf(example: Example, actor: ActorName): number | null {
  if (example.level === 'cluster' || deadKeys.includes(actor)) return 401;
  if (example.level !== 'public' && example.level !== 'signed-in') return refusalInside(example, example.level, actor);
  if (isKey(actor)) return 403; // a key acts in its organization alone
  return example.level === 'signed-in' && nobody.includes(actor) ? 401 : null;
}
function refusalInside({ persons, except = [] }: Example, level: keyof typeof levels, actor: ActorName): number | null {
  const role = roleOf[actor];
  if (!role) return standing[actor] ?? 401;
  const isIn = levels[level].includes(role) && !except.includes(actor) && !(persons && isKey(actor));
  return isIn ? null : 403;
}
/** Of who has no role here: M01, D11. */
const standing: Partial<Record<ActorName, number>> = { outsider: 404, removed: 404, keyOfOutsider: 404, suspended: 403 };

/** Each request from an address of its own: what is counted by address is not what is asked about here. */
let asked = 0;
const someAddress = () => `10.${(asked >> 8) & 255}.${asked++ & 255}.7`;

type Ids = Record<string, string>;
type Asking = { asIn?: Stage; ids?: Ids };

const filled = (spec: AnyEndpoint, ids: Ids) => `/api/v1${spec.path.replace(/:(\w+)/g, (_all, name: string) => ids[name] ?? crypto.randomUUID())}`;

/** @param asIn the organization that is asked about, where it is not the actor's own */
async function ask(spec: AnyEndpoint, stage: Stage, actor: ActorName, { asIn = stage, ids }: Asking): Promise<{ status: number; text: string }> {
  const { ids: idsOf, body: bodyOf, query = '', ifMatch: versionOf } = examples[spec.operation] as Example;
  const { who, key } = stage.credentialsOf(actor);
  const headers: Record<string, string> = { 'x-forwarded-for': someAddress() };
  if (key) headers['authorization'] = `Bearer ${key}`;
  if (versionOf) headers['if-match'] = await versionOf(asIn);
  const address = filled(spec, { organizationId: asIn.organizationId, ...(ids ?? (await idsOf?.(asIn, actor))) }) + query;
  return served.send(spec.method, address, { who, headers, ...(bodyOf ? { body: await bodyOf(asIn, actor) } : {}) });
}

const things = (spec: AnyEndpoint) => [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '').filter((name) => name !== 'organizationId');
const inOrganization = (spec: AnyEndpoint) => spec.path.includes(':organizationId');
const endpoints = () => world.product.endpoints;

describe('the walk through every operation', () => {
  test('covers openapi.json, no more and no less', () => {
    const document = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../../openapi.json'), 'utf8')) as { paths: Record<string, Record<string, { operationId: string }>> };
    const promised = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(Object.keys(examples).sort()).toEqual(promised.sort());
    expect(endpoints().map(({ operation }) => operation).sort()).toEqual(promised.sort());
  });

  test('with one\'s own ids: 401, 403 and 404 for whom the rules refuse', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    for (const spec of endpoints()) {
      for (const actor of actorNames) {
        const refusal = refusalOf(examples[spec.operation]!, actor);
        if (refusal === null) continue;
        const { status, text } = await ask(spec, here, actor, {});
        if (status !== refusal) wrong.push(`${spec.operation} as ${actor}: ${status} instead of ${refusal}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('with one\'s own ids: success, or the answer about the state, for everybody else', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    const walk = async (spec: AnyEndpoint) => {
      const success = spec.status ?? 200;
      const answers = [success, ...(examples[spec.operation]!.answers ?? [])];
      for (const actor of actorNames) {
        if (refusalOf(examples[spec.operation]!, actor) !== null) continue;
        const stage = 'reads' in spec ? here : await openStage(world); // what is changed is changed once
        const { status, text } = await ask(spec, stage, actor, {});
        if (!answers.includes(status)) wrong.push(`${spec.operation} as ${actor}: ${status} instead of ${answers.join(' or ')}: ${text}`);
      }
    };
    for (let at = 0; at < endpoints().length; at += 4) await Promise.all(endpoints().slice(at, at + 4).map(walk));
    expect(wrong).toEqual([]);
  });

  test('with the ids of another organization: 404 for everybody who is known, 401 for the others (M01)', { timeout: 300_000 }, async () => {
    const wrong: string[] = [];
    for (const spec of endpoints().filter(inOrganization)) {
      for (const actor of actorNames) {
        const expected = nobody.includes(actor) || deadKeys.includes(actor) ? 401 : 404;
        const { status, text } = await ask(spec, here, actor, { asIn: there });
        if (status !== expected) wrong.push(`${spec.operation} as ${actor}: ${status} instead of ${expected}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('with a thing of another organization, or one that is nowhere, under one\'s own: 404 for members and their keys (M01)', { timeout: 300_000 }, async () => {
    let found = 0;
    for (const spec of endpoints().filter((each) => inOrganization(each) && things(each).length > 0)) {
      const foreign = (await examples[spec.operation]!.ids?.(there, 'owner')) ?? {};
      expect([spec.operation, Object.keys(foreign)]).toEqual([spec.operation, things(spec)]);
      const unknown = Object.fromEntries(things(spec).map((name) => [name, crypto.randomUUID()]));
      for (const actor of actorNames.filter((each) => roleOf[each])) {
        for (const ids of [foreign, unknown]) {
          const { status, text } = await ask(spec, here, actor, { ids });
          expect(`${spec.operation} ${actor} ${status}`, text).toBe(`${spec.operation} ${actor} 404`);
          found += 1;
        }
      }
    }
    expect(found).toBeGreaterThan(200);
  });

  test('a request with a session and a key is neither: 400', async () => {
    for (const spec of endpoints().filter(inOrganization)) {
      const { key } = here.credentialsOf('keyOfOwner');
      const { status, text } = await served.send(spec.method, filled(spec, { organizationId: here.organizationId }), { who: here.alice, headers: { authorization: `Bearer ${key}` }, ...(spec.method === 'GET' ? {} : { body: {} }) });
      expect(`${spec.operation} ${status}`, text).toBe(`${spec.operation} 400`);
    }
    expect(sessionActors.length + keyActors.length).toBe(actorNames.length);
  });
});
