/** Durable jobs in PostgreSQL (pg-boss). Sent inside the transaction of the change that needs them. */
import { PgBoss } from 'pg-boss';
import type { JobName } from '../../kernel/job.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Connection } from '../postgres/pool.ts';

const queueOptions = {
  retryLimit: 40, retryDelay: 2, retryBackoff: true, retryDelayMax: 300,
  expireInSeconds: 300, retentionSeconds: 7 * 24 * 3600, deleteAfterSeconds: 3600, notify: true,
};

// A note wakes for what is due at once; what is due later, or was noted while nobody listened, is found by asking.
const everyHalfSecond = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 };

const asBoss = (connection: Connection, max: number) =>
  'url' in connection
    ? { connectionString: connection.url, max, ...(connection.role ? { options: `-c role=${connection.role}` } : {}) }
    : { ...connection, max };

/** Makes the queue's own tables, as the owner of the schema. Does nothing when they are there. */
export async function prepareQueue(owner: Connection, names: readonly JobName[]): Promise<void> {
  const boss = new PgBoss({ ...asBoss(owner, 1), schema: 'pgboss', supervise: false, schedule: false });
  boss.on('error', () => undefined); // surfaces as the rejection of the call below
  await boss.start();
  try {
    for (const name of names) await boss.createQueue(name, queueOptions);
    const grants = `grant usage on schema pgboss to hopyard_server; grant select, insert, update, delete on all tables in schema pgboss to hopyard_server;
      grant usage on all sequences in schema pgboss to hopyard_server; grant execute on all functions in schema pgboss to hopyard_server`;
    await boss.getDb().executeSql(grants);
  } finally {
    await boss.stop({ graceful: false });
  }
}

export type Queue = {
  send(tx: Tx, job: { name: JobName; key: string; startAt: Date | null }): Promise<void>;
  /** Lets this process's workers look now instead of at their next poll. */
  wake(names: Iterable<JobName>): void;
  work(name: JobName, handlers: number, run: (key: string) => Promise<void>): Promise<void>;
  schedule(name: JobName, cron: string): Promise<void>;
  stop(): Promise<void>;
};

/** As the role of requests: the tables must be there (`prepareQueue`). `report` hears of failures that no caller waits for. */
export async function openQueue(connection: Connection, report: (message: string, error: unknown) => void): Promise<Queue> {
  const boss = new PgBoss({
    ...asBoss(connection, 3), schema: 'pgboss', migrate: false, createSchema: false, useListenNotify: true, cronWorkerIntervalSeconds: 5,
  });
  boss.on('error', (error) => report('The job queue reports an error', error));
  await boss.start();
  const workers = new Map<JobName, string[]>();
  return {
    async send(tx, { name, key, startAt }) {
      const db = { executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.query<unknown>(text, values ?? []) }) };
      await boss.send(name, { key }, { db, ...(startAt ? { startAfter: startAt } : {}) });
    },
    wake(names) {
      for (const name of names) for (const worker of workers.get(name) ?? []) boss.notifyWorker(worker);
    },
    async work(name, handlers, run) {
      for (let started = 0; started < handlers; started++) {
        const worker: string = await boss.work<{ key?: string }>(name, everyHalfSecond, async ([job]) => {
          try {
            if (job) await run(job.data?.key ?? 'all');
          } finally {
            boss.notifyWorker(worker); // there may be more: a backlog must not wait for a poll between two jobs
          }
        });
        workers.set(name, [...(workers.get(name) ?? []), worker]);
      }
    },
    schedule: (name, cron) => boss.schedule(name, cron, { key: 'all' }),
    stop: () => boss.stop({ graceful: true, timeout: 2500 }),
  };
}
