import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { jobNames } from '../../kernel/job.ts';
import { testDatabase, type TestDatabase } from '../../testing/database.ts';
import { poll } from '../../testing/poll.ts';
import { asTx, openPool, type Pool } from '../postgres/pool.ts';
import { openQueue, prepareQueue, type Queue } from './queue.ts';

let database: TestDatabase;
let pool: Pool;
let owner: Pool;
const opened: Queue[] = [];
const reports: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  pool = openPool(database.server, { max: 4, name: 'test queue' });
  owner = openPool(database.owner, { max: 1, name: 'test facts' });
});
afterEach(async () => {
  for (const queue of opened.splice(0)) await queue.stop();
  expect(reports).toEqual([]); // the server's own, lesser role is enough for all that a queue does
});
afterAll(async () => {
  await pool.end({ timeout: 1 });
  await owner.end({ timeout: 1 });
});

async function open(): Promise<Queue> {
  const queue = await openQueue(database.server, (message, error) => void reports.push(`${message}: ${String(error)}`));
  opened.push(queue);
  return queue;
}
const now = (name: (typeof jobNames)[number], key: string) => ({ name, key, startAt: null });
const waiting = async (key: string) => (await owner`select from pgboss.job where data ->> 'key' = ${key}`).length;

describe('a job', () => {
  test('is sent by the transaction that needs it, or not at all', async () => {
    const queue = await open();
    await pool.begin(async (sql) => {
      await queue.send(asTx(sql), now('clusters.reconcile', 'rolled-back'));
      throw new Error('rolled back');
    }).catch(() => undefined);
    await pool.begin((sql) => queue.send(asTx(sql), now('clusters.reconcile', 'committed')));
    expect([await waiting('rolled-back'), await waiting('committed')]).toEqual([0, 1]);
  });

  test('is seen by no worker before the commit, and begun within 300 ms after it', async () => {
    const queue = await open();
    const begun = new Map<string, number>();
    await queue.work('mail.deliver', 2, async (key) => void begun.set(key, Date.now()));
    const delays: number[] = [];
    for (let round = 0; round < 10; round++) {
      const key = `soon-${round}`;
      await pool.begin(async (sql) => {
        await queue.send(asTx(sql), now('mail.deliver', key));
        queue.wake(['mail.deliver']); // too early: nothing is there to be seen
        await sql`select pg_sleep(0.05)`;
        expect(begun.has(key)).toBe(false);
      });
      const committed = Date.now();
      queue.wake(['mail.deliver']);
      delays.push((await poll(() => begun.get(key))) - committed);
    }
    expect(delays.toSorted((a, b) => a - b)[5]).toBeLessThan(300);
  });

  test('does not wait for the next poll when another one was just done', async () => {
    const queue = await open();
    const begun: string[] = [];
    for (let number = 0; number < 24; number++) await pool.begin((sql) => queue.send(asTx(sql), now('mail.sweep', `backlog-${number}`)));
    const began = Date.now();
    await queue.work('mail.sweep', 1, async (key) => void begun.push(key));
    await poll(() => begun.length >= 24 || undefined);
    expect(Date.now() - began).toBeLessThan(24 * 500 * 0.7); // what 24 polls alone would take, and more
  });

  test('is begun as soon by a worker of another process, which nobody wakes', async () => {
    const [sender, worker] = [await open(), await open()];
    const begun = new Map<string, number>();
    await worker.work('mail.deliver', 1, async (key) => void begun.set(key, Date.now()));
    const delays: number[] = [];
    for (let round = 0; round < 10; round++) {
      const key = `elsewhere-${round}`;
      await pool.begin((sql) => sender.send(asTx(sql), now('mail.deliver', key)));
      const committed = Date.now();
      delays.push((await poll(() => begun.get(key))) - committed);
    }
    expect(delays.toSorted((a, b) => a - b)[5]).toBeLessThan(150); // polling alone takes 250 ms in the middle
  });

  test('that throws is tried again until it succeeds, and then never more', { timeout: 40_000 }, async () => {
    const queue = await open();
    const tries: number[] = [];
    await queue.work('cluster-accounts.reconcile', 1, async (key) => {
      if (key !== 'flaky') return;
      tries.push(Date.now());
      if (tries.length < 2) throw new Error('the cluster did not answer');
    });
    await pool.begin((sql) => queue.send(asTx(sql), now('cluster-accounts.reconcile', 'flaky')));
    await poll(() => tries.length === 2, 20_000);
    expect(tries[1]! - tries[0]!).toBeGreaterThan(500); // not at once: who does not answer is left in peace for a moment
    await poll(async () => (await owner`select from pgboss.job where data ->> 'key' = 'flaky' and state = 'completed'`).length === 1);
    expect(tries).toHaveLength(2);
  });

  test('two jobs for one key are both done: the second may know of a change that the first did not see', async () => {
    const queue = await open();
    let done = 0;
    await pool.begin(async (sql) => {
      for (let time = 0; time < 2; time++) await queue.send(asTx(sql), now('clusters.reconcile', 'twice'));
    });
    await queue.work('clusters.reconcile', 1, async (key) => void (done += key === 'twice' ? 1 : 0));
    await poll(() => done === 2);
  });

  test('for later waits until then', async () => {
    const queue = await open();
    const begun: { key: string; at: number }[] = [];
    await queue.work('mail.deliver', 1, async (key) => void begun.push({ key, at: Date.now() }));
    const startAt = new Date(Date.now() + 1500);
    await pool.begin((sql) => queue.send(asTx(sql), { name: 'mail.deliver', key: 'later', startAt }));
    await pool.begin((sql) => queue.send(asTx(sql), now('mail.deliver', 'at-once')));
    await poll(() => begun.length === 2);
    expect(begun.map(({ key }) => key)).toEqual(['at-once', 'later']);
    expect(begun[1]!.at).toBeGreaterThanOrEqual(startAt.getTime() - 50);
    expect(begun[1]!.at - startAt.getTime()).toBeLessThan(1500);
  });

  test('outlives the process that sent it', async () => {
    const sender = await open();
    await pool.begin((sql) => sender.send(asTx(sql), now('sessions.sweep', 'left-behind')));
    await sender.stop();
    opened.splice(opened.indexOf(sender), 1);
    const done: string[] = [];
    await (await open()).work('sessions.sweep', 1, async (key) => void done.push(key));
    await poll(() => done.includes('left-behind'));
  });

  test('by the clock runs with the key all', { timeout: 40_000 }, async () => {
    const first = await open();
    await first.schedule('clusters.sweep', '* * * * *');
    await first.stop();
    opened.splice(opened.indexOf(first), 1);
    await owner`update pgboss.version set cron_on = null`; // as if the last look at the clock were long ago
    const keys: string[] = [];
    await (await open()).work('clusters.sweep', 1, async (key) => void keys.push(key));
    await poll(() => keys.length > 0, 30_000);
    expect(keys[0]).toBe('all');
  });
});

test('the queue can be prepared again and again, as each start does', async () => {
  await prepareQueue(database.owner, jobNames);
  await prepareQueue(database.owner, jobNames);
  const queues = await owner`select name from pgboss.queue where name not like '\\_\\_%'`;
  expect(queues.map(({ name }) => name).sort()).toEqual([...jobNames].sort());
});
