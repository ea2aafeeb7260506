/** What one unit of work may touch, and the list of what it leaves behind. */
import type { Actor } from '../kernel/actor.ts';
import type { Effects, RequestFacts, Scope, Tx } from '../kernel/scope.ts';
import type { Settings } from '../kernel/settings.ts';
import { enterOrganization } from './postgres/tenant.ts';
import { newUuid } from './identifiers.ts';
import { hashSecret, newSecret } from './secrets.ts';

type Opening = { tx: Tx; actor: Actor; request: RequestFacts };

/** `effects` fills while `scope` is used; writing it down is for the caller, in the same transaction. */
export function openScope({ clock, settings }: { clock: () => Date; settings: Settings }, { tx, actor, request }: Opening): { scope: Scope; effects: Effects } {
  const effects: Effects = { events: [], jobs: [], mails: [], announcements: [], cookies: [] };
  const scope: Scope = {
    tx, actor, request, settings, hashSecret,
    now: clock(),
    enter: (organizationId) => enterOrganization(tx, organizationId),
    newId: <Id extends string>() => newUuid() as Id,
    newSecret: () => {
      const value = newSecret();
      return { value, hash: hashSecret(value) };
    },
    setCookie: (header) => effects.cookies.push(header),
    emit: (event) => {
      effects.events.push(event);
      const noun = event.operation.slice(0, event.operation.indexOf('.'));
      if (event.organizationId) effects.announcements.push({ organizationId: event.organizationId, noun, id: event.subject });
    },
    enqueue: (job, key, options) => effects.jobs.push({ job, key, startAt: options?.startAt ?? null }),
    mail: (message) => effects.mails.push(message),
    announce: (organizationId, noun, id) => effects.announcements.push({ organizationId, noun, id }),
  };
  return { scope, effects };
}
