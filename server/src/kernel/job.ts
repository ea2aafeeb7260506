import type { Scope } from './scope.ts';

/** Every job there is. A job is named like an operation: noun and verb. */
export const jobNames = [
  'mail.deliver',
  'mail.sweep',
  'clusters.reconcile',
  'clusters.sweep',
  'cluster-accounts.reconcile',
  'sessions.sweep',
  'organizations.tellDeleted',
  'api-keys.remind',
  'audit.seal',
] as const;
export type JobName = (typeof jobNames)[number];

/** What every workflow may use: its own transactions, one lock per key across processes, and the log. */
export type Work = {
  within<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
  /** Runs one at a time per key, over all processes. Waits for its turn. */
  exclusively<T>(key: string, work: () => Promise<T>): Promise<T>;
  log(message: string, details?: Record<string, unknown>): void;
};

/**
 * A durable unit of work. It receives a key, never the change that caused it, so a retry and a sweep do the same.
 * Throwing retries it with backoff.
 */
export type Job = {
  name: JobName;
  /** A cron expression in UTC, for jobs that also run by the clock; their key is then `all`. */
  schedule?: string;
  run(work: Work, key: string): Promise<void>;
};
