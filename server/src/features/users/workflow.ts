import type { Job } from '../../kernel/job.ts';
import type { UserPorts } from './ports.ts';
import * as users from './store.ts';

const keptMs = 7 * 24 * 60 * 60 * 1000; // so that an old link is still told from an invented one

/** Deletes sessions, codes, counters and mailed secrets that are no longer good for anything. */
export const userJobs = (ports: Pick<UserPorts, 'sweep'>): Job[] => [
  {
    name: 'sessions.sweep',
    schedule: '17 * * * *',
    run: (work) =>
      work.within(async ({ tx, now }) => {
        await users.deleteOldProofs(tx, new Date(now.getTime() - keptMs));
        await ports.sweep(tx, now);
      }),
  },
];
