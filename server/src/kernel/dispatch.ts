import type { Actor } from './actor.ts';
import type { AnyEndpoint } from './endpoint.ts';
import type { OrganizationId } from './id.ts';
import { changedMeanwhile, invalidInput, notFound, problem, Refusal, refuseUnless, suspendedHere, versionRequired, type Problem } from './problem.ts';
import { askedOnce, recall, withoutSecrets, type Repeats } from './repeat.ts';
import type { Effects, RequestFacts, Scope, Tx } from './scope.ts';
import { TextStream } from './text-stream.ts';

/** `replayed`: an earlier request with the same Idempotency-Key was answered so, and this one changed nothing. */
export type Reply = { ok: true; status: number; body: unknown; cookies: string[]; replayed: boolean } | { ok: false; problem: Problem };

/** `share` holds the actor's own row, `organization` the organization; only for an actor who belongs to it, so that nobody else can queue there. */
export type Lock = 'none' | 'share' | 'organization';

/** What one request brings: who it claims to be, and its parameters, query and body as one object. */
export type Call = {
  raw: Record<string, unknown>;
  organizationId: OrganizationId | null;
  request: RequestFacts;
  /** The version that a change was made for, as the header If-Match has it. */
  ifMatch: string | null;
  /** Names a POST that may be sent again, as the header Idempotency-Key has it. */
  idempotencyKey: string | null;
  /** Takes the lock, and after it reads the actor with his membership in one statement. It is held until the transaction ends. */
  authenticate(tx: Tx, organizationId: OrganizationId | null, lock: Lock): Promise<Actor>;
};

export type Engine = {
  reader: Tx;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** For an actor who does not belong to it and has business there all the same: somebody invited. */
  lockOrganization(tx: Tx, organizationId: OrganizationId): Promise<boolean>;
  /** Names the organization that the transaction writes in. */
  enter(tx: Tx, organizationId: OrganizationId): Promise<void>;
  newScope(tx: Tx, actor: Actor, request: RequestFacts): { scope: Scope; effects: Effects };
  /** Writes audit rows, mail and jobs inside the transaction. */
  save(scope: Scope, effects: Effects): Promise<void>;
  /** Wakes workers and closes streams, after the commit and before the answer. */
  committed(effects: Effects): Promise<void>;
  repeats: Repeats;
};

/** The one path every request takes: authenticate, parse, load, allow, run. A refusal rolls back what `run` may have written. */
export async function dispatch(spec: AnyEndpoint, engine: Engine, call: Call): Promise<Reply> {
  try {
    return await ('reads' in spec ? read(spec, engine, call) : write(spec, engine, call));
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function read(spec: AnyEndpoint, engine: Engine, call: Call): Promise<Reply> {
  const actor = await call.authenticate(engine.reader, call.organizationId, 'none');
  const { scope, effects } = engine.newScope(engine.reader, actor, call.request);
  const input = admit(spec, actor, call);
  return proceed(spec, { scope, effects }, input, call);
}

async function write(spec: AnyEndpoint, engine: Engine, call: Call): Promise<Reply> {
  let effects: Effects | undefined;
  const reply = await engine.transaction(async (tx) => {
    const actor = await lockAndAuthenticate(spec, engine, tx, call);
    if (actor.kind === 'cluster') await engine.enter(tx, actor.organizationId);
    const made = engine.newScope(tx, actor, call.request);
    const input = admit(spec, actor, call);
    const asked = askedOnce(spec, actor, call);
    const kept = asked && (await recall(engine.repeats, tx, asked, made.scope.now));
    if (kept) return { ok: true as const, status: kept.status, body: kept.body, cookies: [], replayed: true };
    const answer = await proceed(spec, made, input, call);
    effects = made.effects;
    await engine.save(made.scope, made.effects);
    if (asked) await engine.repeats.keep(tx, asked, { status: answer.status, body: withoutSecrets(answer.body, spec.secrets) }, made.scope.now);
    return answer;
  });
  if (effects) await engine.committed(effects);
  return reply;
}

/** Locks before anything is read that the answer hangs on. An organization is locked only by who belongs to it or is invited. */
async function lockAndAuthenticate(spec: AnyEndpoint, engine: Engine, tx: Tx, call: Call): Promise<Actor> {
  const locks = 'locks' in spec ? spec.locks : 'own';
  const { organizationId } = call;
  if (organizationId) {
    const lock: Lock = locks === 'organization' ? 'organization' : locks === 'membership' ? 'share' : 'none';
    const [, actor] = await Promise.all([engine.enter(tx, organizationId), call.authenticate(tx, organizationId, lock)]);
    return actor;
  }
  const claimed = await call.authenticate(tx, null, 'none');
  return locks === 'organization' ? lockByInput(spec, engine, { tx, claimed }, call) : claimed;
}

/** Where the input names the organization: `organizationOf` finds it for whom it concerns, and everybody else is answered before the lock. */
async function lockByInput(spec: AnyEndpoint, engine: Engine, { tx, claimed }: { tx: Tx; claimed: Actor }, call: Call): Promise<Actor> {
  const input = admit(spec, claimed, call);
  const organizationId = (await spec.organizationOf?.(engine.newScope(tx, claimed, call.request).scope, input as never)) ?? null;
  if (!organizationId) throw new Refusal(notFound());
  const [, , actor] = await Promise.all([engine.enter(tx, organizationId), engine.lockOrganization(tx, organizationId), call.authenticate(tx, organizationId, 'none')]);
  return actor;
}

/** Who may come as far as the policy, with an input that can be read. Throws a refusal. */
function admit(spec: AnyEndpoint, actor: Actor, call: Call): unknown {
  const refused = atTheDoor(spec, actor);
  if (refused) throw new Refusal(refused);
  const input = spec.input.safeParse(call.raw);
  if (!input.success) throw new Refusal(invalidInput(input.error.issues.map((issue) => ({ field: fieldOf(issue), message: issue.message }))));
  return input.data;
}

async function proceed(spec: AnyEndpoint, { scope, effects }: { scope: Scope; effects: Effects }, input: unknown, call: Call) {
  const subject = await spec.load(scope, input);
  if (subject === null) throw new Refusal(notFound());
  refuseUnless(spec.allow(scope.actor, subject, input));
  const stale = spec.versionOf && staleness(spec.versionOf(subject), call.ifMatch);
  if (stale) throw new Refusal(stale);
  const body = spec.output.parse(await spec.run(scope, subject, input));
  const sent = body instanceof TextStream ? whileAllowed(body, async () => stillMay(spec, await call.authenticate(scope.tx, call.organizationId, 'none'), { subject, input })) : body;
  return { ok: true as const, status: spec.status ?? 200, body: sent, cookies: effects.cookies, replayed: false };
}

/** A long answer ends where the authority ends: a reader who is slow enough would otherwise get what is written long after. */
function whileAllowed({ contentType, fileName, pieces }: TextStream, check: () => Promise<void>): TextStream {
  async function* checked() {
    for await (const piece of pieces) {
      yield piece;
      await check();
    }
  }
  return new TextStream(contentType, fileName, checked());
}

/** Throws a refusal. */
function stillMay(spec: AnyEndpoint, actor: Actor, { subject, input }: { subject: never; input: unknown }): void {
  const verdict = spec.allow(actor, subject, input);
  if (atTheDoor(spec, actor) || !verdict.ok) throw new Refusal(problem(403, 'forbidden', 'This answer was not sent to its end, because you may not read it any more.'));
}

function atTheDoor(spec: AnyEndpoint, actor: Actor): Problem | null {
  if (actor.kind === 'user' && actor.key && spec.access !== 'member') {
    return problem(403, 'not-for-keys', 'An API key works inside its organization only; this is for a person who signs in.');
  }
  if (spec.access === 'public') return null;
  if (spec.access === 'cluster') return actor.kind === 'cluster' ? null : problem(401, 'unknown-cluster', 'This key belongs to no cluster.');
  if (actor.kind !== 'user') return problem(401, 'not-signed-in', 'Sign in first.');
  if (spec.access === 'member' && !actor.membership) return actor.suspended ? suspendedHere() : notFound();
  return null;
}

/** Two people may look at the same thing; the second one is told instead of overwriting what he has not seen. */
function staleness(version: number, ifMatch: string | null): Problem | null {
  if (ifMatch === null) return versionRequired();
  return /^(?:W\/)?"?(\d+)"?$/.exec(ifMatch.trim())?.[1] === String(version) ? null : changedMeanwhile();
}

function fieldOf(issue: { code?: string; path: readonly PropertyKey[]; keys?: string[] }): string {
  return issue.code === 'unrecognized_keys' ? (issue.keys ?? []).join(', ') : issue.path.join('.');
}
