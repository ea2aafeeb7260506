import { notifications } from '@mantine/notifications';
import { asProblem } from '../api/problem.ts';

/** Says in one sentence what was done. Read aloud without taking the focus. */
export function sayDone(message: string): void {
  notifications.show({ message, color: 'hop', role: 'status', autoClose: 6_000, withBorder: true });
}

export function sayFailed(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({ title: problem.message, message: problem.next ?? '', color: 'brick', role: 'alert', autoClose: 10_000, withBorder: true });
}
