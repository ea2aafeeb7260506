import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { refresh } from './changes.ts';
import { keys } from './keys.ts';

/** `by`: who deleted the organization. */
export type Closed = { because: 'removed' | 'suspended' | 'deleted' | 'signed-out' | 'expired'; by?: string };
const reopenFirstAfterMs = 2_000;
const reopenAtMostAfterMs = 30_000;
const quietForMs = 4_000;
const followAfterMs = 1_500;

/** Whatever changes is in the audit log: its page reads again once for many changes. */
function oncePer(afterMs: number, run: () => void): { soon: () => void; stop: () => void } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    soon: () => {
      waiting ??= setTimeout(() => {
        waiting = undefined;
        run();
      }, afterMs);
    },
    stop: () => clearTimeout(waiting),
  };
}

/**
 * Follows one organization: a change names what to read again, never what it became.
 * After a gap everything is read again. Answers whether the stream has been away for a while.
 */
export function useLiveOrganization(organizationId: string, onClosed: (closed: Closed) => void): { away: boolean } {
  const queries = useQueryClient();
  const [away, setAway] = useState(false);
  const closed = useRef(onClosed);
  closed.current = onClosed;

  useEffect(() => {
    let source: EventSource | null = null;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    let awayTimer: ReturnType<typeof setTimeout> | undefined;
    let missed = false;
    let reopenAfterMs = reopenFirstAfterMs;

    const auditLog = oncePer(followAfterMs, () => void queries.invalidateQueries({ queryKey: keys.audit(organizationId) }));
    const open = () => {
      source = new EventSource(`/api/v1/organizations/${organizationId}/events`);
      source.addEventListener('open', () => {
        clearTimeout(awayTimer);
        awayTimer = undefined;
        reopenAfterMs = reopenFirstAfterMs;
        setAway(false);
        if (missed) void queries.invalidateQueries({ queryKey: keys.ofOrganization(organizationId) });
        missed = false;
      });
      source.addEventListener('changed', (event) => {
        const { noun } = JSON.parse(event.data as string) as { noun: string };
        void refresh(queries, organizationId, noun);
        auditLog.soon();
      });
      source.addEventListener('closed', (event) => {
        source?.close();
        closed.current(JSON.parse(event.data as string) as Closed);
      });
      source.addEventListener('error', () => {
        missed = true;
        awayTimer ??= setTimeout(() => setAway(true), quietForMs);
        // The browser tries again by itself after a broken line, but gives up after a refusal: then the ordinary read says why.
        if (source?.readyState !== EventSource.CLOSED) return;
        void queries.invalidateQueries({ queryKey: keys.organization(organizationId) });
        reopening = setTimeout(open, reopenAfterMs);
        reopenAfterMs = Math.min(reopenAfterMs * 2, reopenAtMostAfterMs);
      });
    };
    open();
    return () => {
      clearTimeout(reopening);
      clearTimeout(awayTimer);
      auditLog.stop();
      source?.close();
    };
  }, [organizationId, queries]);

  return { away };
}
