/** Why a start failed: what the runtime wrote, or that it ended without a word. */
import { z } from 'zod';
import type { Sighting } from '../../../features/clusters/driver.ts';
import { readOrNull } from '../../files.ts';
import type { Folder } from './folder.ts';
import type { Owner } from './owner.ts';

const failureShape = z.object({ code: z.string(), message: z.string().min(1).max(1000) });

const nextSteps: Record<string, string> = {
  'port-taken': 'Stop the program that has this port, then retry.',
  'port-refused': 'Give the server the right to this port, then retry.',
  'no-space': 'Free some space on the disk, then retry.',
  'data-folder-in-use': 'Stop the other process, then retry.',
  'database-damaged': "Bring back the cluster's data folder from a copy, or terminate the cluster.",
};

/** Null when nothing failed. `ended`: the process that we started and that is gone, although it never listened. */
export function failureIn(folder: Folder, ended: Owner | null): Sighting | null {
  const written = readFailure(folder);
  if (written !== null) return { process: 'failed', reason: written.message, next: nextSteps[written.code] ?? 'Remove the cause, then retry.' };
  if (ended === null) return null;
  const said = lastLine(folder, ended.logStart);
  const reason = `The cluster's process ended while it was starting${said === null ? '.' : `: ${said}`}`;
  return { process: 'failed', reason, next: "Retry; if it happens again, runtime.log in the cluster's folder says more." };
}

function readFailure(folder: Folder): z.output<typeof failureShape> | null {
  try {
    return failureShape.parse(JSON.parse(readOrNull(folder.failure) ?? 'null'));
  } catch {
    return null;
  }
}

// Of a stack trace the line that names the error says most.
function lastLine(folder: Folder, logStart: number): string | null {
  const written = Buffer.from(readOrNull(folder.log) ?? '').subarray(logStart).toString();
  const lines = written.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const telling = lines.findLast((line) => /^(\w*Error|FATAL)\b/.test(line)) ?? lines.at(-1);
  return telling === undefined ? null : telling.slice(0, 200);
}
