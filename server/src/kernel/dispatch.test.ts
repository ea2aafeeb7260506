import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Actor, Role } from './actor.ts';
import { dispatch, type Call, type Engine } from './dispatch.ts';
import { endpoint } from './endpoint.ts';
import type { MemberId, OrganizationId, UserId } from './id.ts';
import { problem, Refusal } from './problem.ts';
import type { Effects, Scope } from './scope.ts';
import { allowed, conflict, forbidden, type Verdict } from './verdict.ts';

const here = 'here' as OrganizationId;
const person = (role: Role | null): Actor => ({
  kind: 'user', userId: 'u' as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: role && { organizationId: here, memberId: 'm' as MemberId, role, permissions: { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false } },
});

/** An engine that only writes down what it is asked for, in order. */
function recording() {
  const steps: string[] = [];
  const engine: Engine = {
    reader: { query: async () => [] },
    async transaction(work) {
      steps.push('begin');
      try {
        const result = await work({ query: async () => [] });
        steps.push('commit');
        return result;
      } catch (error) {
        steps.push('rollback');
        throw error;
      }
    },
    enter: async () => undefined,
    lockOrganization: async (_tx, id) => steps.push(`lock ${id}`) > 0,
    newScope(tx, actor, request) {
      const effects: Effects = { events: [], jobs: [], mails: [], cookies: [], announcements: [] };
      const scope = { tx, actor, request, now: new Date(0), setCookie: (header: string) => effects.cookies.push(header) } as unknown as Scope;
      return { scope, effects };
    },
    save: async () => void steps.push('save'),
    committed: async () => void steps.push('committed'),
    repeats: { recall: async () => null, keep: async () => undefined },
  };
  return { engine, steps };
}

type Given = { actor: Actor; raw?: Record<string, unknown>; verdict?: Verdict; subject?: string | null; run?: () => Promise<{ done: boolean }>; locks?: 'organization' | 'membership'; reads?: true };

async function perform({ actor, raw = { name: 'x' }, verdict = allowed, subject = 'thing', run = async () => ({ done: true }), locks = 'membership', reads }: Given) {
  const { engine, steps } = recording();
  const kind = reads ? ({ method: 'GET', reads } as const) : ({ method: 'POST', locks } as const);
  const spec = endpoint({
    operation: 'clusters.create', path: '/organizations/:organizationId/things', summary: '', access: 'member', status: reads ? 200 : 201, ...kind,
    input: z.strictObject({ name: z.string() }), output: z.object({ done: z.boolean() }),
    load: async () => (steps.push('load'), subject),
    allow: () => (steps.push('allow'), verdict),
    run: async () => (steps.push('run'), run()),
  });
  const call: Call = {
    raw, organizationId: here, request: { cookies: {}, userAgent: '', address: '' },
    ifMatch: null, idempotencyKey: null, authenticate: async (_tx, organizationId, lock) => (steps.push(`authenticate ${organizationId} ${lock}`), actor),
  };
  const reply = await dispatch(spec, engine, call);
  return { reply, steps, status: reply.ok ? reply.status : reply.problem.status };
}

describe('the order of answers', () => {
  test('401 comes before 400: nobody learns the fields of what is not his', async () => {
    expect((await perform({ actor: { kind: 'anonymous' }, raw: {} })).status).toBe(401);
    expect((await perform({ actor: person('member'), raw: {} })).status).toBe(400);
  });
  test('404 for another organization comes before 400 and before anything is loaded (M01)', async () => {
    const { status, steps } = await perform({ actor: person(null), raw: {} });
    expect(status).toBe(404);
    expect(steps).not.toContain('load');
  });
  test('404 for a missing thing comes before 403', async () => {
    expect((await perform({ actor: person('member'), subject: null, verdict: forbidden('No.') })).status).toBe(404);
  });
  test('403 is about who, 409 about when, 201 when both are well', async () => {
    const refused = await perform({ actor: person('member'), verdict: forbidden('Not you.') });
    expect(refused.reply).toMatchObject({ ok: false, problem: { status: 403, code: 'forbidden', detail: 'Not you.' } });
    expect(refused.steps).not.toContain('run');
    expect((await perform({ actor: person('member'), verdict: conflict('Not now.') })).reply).toMatchObject({ ok: false, problem: { status: 409, detail: 'Not now.' } });
    expect((await perform({ actor: person('member') })).status).toBe(201);
  });
  test('400 names each field that is missing, wrong or unknown', async () => {
    const { reply } = await perform({ actor: person('member'), raw: { name: 7, role: 'owner' } });
    expect(reply).toMatchObject({ problem: { fields: expect.arrayContaining([{ field: 'name', message: expect.any(String) }, { field: 'role', message: expect.any(String) }]) } });
  });
});

describe('what holds a write together', () => {
  test('the organization is locked before anything is read', async () => {
    const { steps } = await perform({ actor: person('owner'), locks: 'organization' });
    expect(steps).toEqual(['begin', 'authenticate here organization', 'load', 'allow', 'run', 'save', 'commit', 'committed']);
  });
  test('where the input names the organization, it is locked only for whom it concerns, and authority is read under the lock', async () => {
    const answers = async (actor: Actor, found: OrganizationId | null) => {
      const { engine, steps } = recording();
      const spec = endpoint({
        operation: 'invitations.accept', path: '/invitations/:invitationId/accept', summary: '', access: 'signed-in', method: 'POST', locks: 'organization',
        input: z.strictObject({}), output: z.object({}), organizationOf: async () => (steps.push('find'), found), load: async () => 'thing', allow: () => allowed, run: async () => ({}),
      });
      const authenticate: Call['authenticate'] = async (_tx, organizationId, lock) => (steps.push(`authenticate ${organizationId} ${lock}`), actor);
      const reply = await dispatch(spec, engine, { raw: {}, organizationId: null, request: { cookies: {}, userAgent: '', address: '' }, ifMatch: null, idempotencyKey: null, authenticate });
      return [reply.ok ? reply.status : reply.problem.status, ...steps];
    };
    expect(await answers(person(null), here)).toEqual([200, 'begin', 'authenticate null none', 'find', 'lock here', 'authenticate here none', 'save', 'commit', 'committed']);
    expect(await answers(person(null), null)).toEqual([404, 'begin', 'authenticate null none', 'find', 'rollback']);
    expect(await answers({ kind: 'anonymous' }, here)).toEqual([401, 'begin', 'authenticate null none', 'rollback']);
  });
  test('any other write holds the membership of the actor', async () => {
    expect((await perform({ actor: person('owner') })).steps).toEqual(['begin', 'authenticate here share', 'load', 'allow', 'run', 'save', 'commit', 'committed']);
  });
  test('a refusal rolls back and tells nobody', async () => {
    for (const refused of [{ verdict: forbidden('No.') }, { subject: null }, { run: async () => { throw new Refusal(problem(409, 'conflict', 'Taken.')); } }]) {
      const { steps, reply } = await perform({ actor: person('owner'), ...refused });
      expect(reply.ok).toBe(false);
      expect(steps.at(-1)).toBe('rollback');
      expect(steps).not.toContain('save');
    }
  });
  test('a failure that is no refusal is thrown on, and nothing is saved', async () => {
    await expect(perform({ actor: person('owner'), run: async () => { throw new Error('broken'); } })).rejects.toThrow('broken');
  });
  test('a read opens no transaction', async () => {
    expect((await perform({ actor: person('owner'), reads: true })).steps).toEqual(['authenticate here none', 'load', 'allow', 'run']);
  });
});
