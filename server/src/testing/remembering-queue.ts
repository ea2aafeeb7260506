/** Jobs as they would be sent, remembered in order; run by `world.work()`. The real queue has its own tests. */
import type { JobName } from '../kernel/job.ts';
import type { Queue } from '../platform/queue/queue.ts';

type Sent = { name: JobName; key: string; startAt: Date | null };

export function rememberingQueue(): Queue & { sent: Sent[]; waiting: Sent[]; take(now: Date): Sent | null } {
  const sent: Sent[] = [];
  const waiting: Sent[] = [];
  return {
    sent, waiting,
    async send(_tx, job) {
      sent.push(job);
      waiting.push(job);
    },
    /** The earliest that is due. */
    take(now) {
      const at = waiting.findIndex(({ startAt }) => !startAt || startAt <= now);
      return at < 0 ? null : (waiting.splice(at, 1)[0] ?? null);
    },
    wake: () => undefined,
    work: async () => undefined,
    schedule: async () => undefined,
    stop: async () => undefined,
  };
}
