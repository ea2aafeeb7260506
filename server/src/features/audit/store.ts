import type { Actor } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { Tx } from '../../kernel/scope.ts';

const actorId = (actor: Actor): string | null => {
  if (actor.kind === 'user') return actor.userId;
  if (actor.kind === 'cluster') return actor.clusterId;
  return actor.kind === 'system' ? actor.job : null;
};

/** One row for one event, in the transaction of the change. Rows are never changed afterwards. */
export async function append(tx: Tx, entry: { id: string; at: Date; actor: Actor; event: DomainEvent }): Promise<void> {
  const { id, at, actor, event } = entry;
  await tx.query(
    `insert into audit (id, at, organization_id, actor_kind, actor_id, operation, subject, before, after) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9::jsonb)`,
    [id, at, event.organizationId, actor.kind, actorId(actor), event.operation, event.subject, event.before ?? null, event.after ?? null],
  );
}
