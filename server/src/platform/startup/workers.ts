/** Runs the jobs of a product in this process. */
import type { Job, JobName, Work } from '../../kernel/job.ts';
import type { Queue } from '../queue/queue.ts';

/** How many of a kind run at once here; each works on another key. */
const handlers: Partial<Record<JobName, number>> = { 'clusters.reconcile': 4, 'cluster-accounts.reconcile': 4, 'mail.deliver': 2 };

type Report = (message: string, details: Record<string, unknown>) => void;

/** Resolves once all of them take work. A job that fails is reported and left to the queue, which repeats it with growing pauses. */
export async function startWorkers(queue: Queue, jobs: readonly Job[], workOf: (job: JobName) => Work, report: Report): Promise<void> {
  for (const job of jobs) {
    await queue.work(job.name, handlers[job.name] ?? 1, async (key) => {
      try {
        await job.run(workOf(job.name), key);
      } catch (error) {
        report('A job failed and will be tried again', { job: job.name, key, err: error });
        throw error;
      }
    });
    if (job.schedule) await queue.schedule(job.name, job.schedule);
  }
}
