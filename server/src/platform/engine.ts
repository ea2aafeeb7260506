/** What the dispatcher runs on: transactions, scopes, and what a commit leaves behind. */
import type { Actor } from '../kernel/actor.ts';
import type { Engine } from '../kernel/dispatch.ts';
import type { DomainEvent } from '../kernel/event.ts';
import type { Work } from '../kernel/job.ts';
import type { Mail } from '../kernel/mail.ts';
import type { Repeats } from '../kernel/repeat.ts';
import type { Effects, RequestFacts, Scope, Tx } from '../kernel/scope.ts';
import type { Settings } from '../kernel/settings.ts';
import { newUuid } from './identifiers.ts';
import { openScope } from './open-scope.ts';
import type { Hub } from './live/hub.ts';
import { enterOrganization, lockOrganization } from './postgres/tenant.ts';
import { asTx, type Pool } from './postgres/pool.ts';
import type { Queue } from './queue/queue.ts';

export type EngineParts = {
  pool: Pool;
  queue: Queue;
  hub: Hub;
  settings: Settings;
  clock: () => Date;
  repeats: Repeats;
  /** Stores of features, given by the composition root. */
  appendAudit(tx: Tx, entry: { id: string; at: Date; actor: Actor; request: RequestFacts; event: DomainEvent }): Promise<void>;
  queueMail(tx: Tx, id: string, mail: Mail, now: Date): Promise<void>;
};

const nowhere: RequestFacts = { cookies: {}, userAgent: '', address: '' };

/** `within` is the same for a job: one transaction as the system, whose effects are saved with it. */
export function createEngine(parts: EngineParts): Engine & { within: Work['within']; withinAs(job: string): Work['within'] } {
  const { pool, queue, hub } = parts;
  const transaction = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => (await pool.begin((sql) => work(asTx(sql)))) as T;

  const newScope: Engine['newScope'] = (tx, actor, request) => openScope(parts, { tx, actor, request });

  async function save({ tx, actor, request, now }: Scope, effects: Effects): Promise<void> {
    for (const event of effects.events) await parts.appendAudit(tx, { id: newUuid(), at: now, actor, request, event });
    for (const mail of effects.mails) {
      const id = newUuid();
      await parts.queueMail(tx, id, mail, now);
      await queue.send(tx, { name: 'mail.deliver', key: id, startAt: null });
    }
    for (const { job, key, startAt } of effects.jobs) await queue.send(tx, { name: job, key, startAt });
    await hub.notify(tx, effects.announcements);
  }

  const committed = async (effects: Effects) => {
    queue.wake(effects.mails.length > 0 ? [...effects.jobs.map(({ job }) => job), 'mail.deliver'] : effects.jobs.map(({ job }) => job));
    await hub.deliver(effects.announcements);
  };

  /** Units of work of one job, which the audit log names. */
  const withinAs = (job: string): Work['within'] => async (work) => {
    const actor: Actor = { kind: 'system', job };
    const { result, effects } = await transaction(async (tx) => {
      const made = newScope(tx, actor, nowhere);
      const answer = await work(made.scope);
      await save(made.scope, made.effects);
      return { result: answer, effects: made.effects };
    });
    await committed(effects);
    return result;
  };

  return {
    reader: asTx(pool),
    transaction,
    lockOrganization,
    enter: enterOrganization,
    newScope,
    save,
    committed,
    repeats: parts.repeats,
    within: withinAs('start'),
    withinAs,
  };
}
