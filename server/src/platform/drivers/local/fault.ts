import { DriverFault } from '../../../features/clusters/driver.ts';

const reasons: Record<string, { message: string; next: string }> = {
  ENOSPC: { message: 'There is no space left on the disk that holds the clusters.', next: 'Free some space, then retry.' },
  EDQUOT: { message: 'The disk quota of the server is used up.', next: 'Free some space or raise the quota, then retry.' },
  EROFS: { message: 'The disk that holds the clusters can only be read.', next: 'Make it writable, then retry.' },
  EACCES: { message: "The server may not write into the clusters' folder.", next: 'Give its user the right to, then retry.' },
  EPERM: { message: "The server may not write into the clusters' folder.", next: 'Give its user the right to, then retry.' },
  ENOTDIR: { message: "A file lies where the cluster's folder should be.", next: 'Move it away, then retry.' },
  EMFILE: { message: 'The server has too many files open.', next: 'Raise its limit of open files, then retry.' },
  EAGAIN: { message: 'The system has no process left for the cluster.', next: 'End other programs or raise the limit, then retry.' },
};

/** What the disk or the system refused, as a sentence with a next step; other errors pass unchanged. */
export async function withFaults<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''];
    if (reason === undefined) throw error;
    throw new DriverFault(reason.message, reason.next);
  }
}
