import type { NotificationData } from '@mantine/notifications';
import { asProblem } from '../api/problem.ts';

/** What is to be said before the part of the page that says it is loaded. */
let waiting: NotificationData[] = [];
let say: ((message: NotificationData) => void) | null = null;
let hide: (id: string) => void = () => undefined;
const listeners = new Set<() => void>();

export const isToastWaiting = (): boolean => waiting.length > 0 || say !== null;

export function onFirstToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called once by the host of the messages. */
export function giveToastsTo(show: (message: NotificationData) => void, takeAway: (id: string) => void): void {
  say = show;
  hide = takeAway;
  for (const message of waiting) show(message);
  waiting = [];
}

/** Any message; the sentences below are what is usual. */
export function showToast(message: NotificationData): void {
  if (say) return say(message);
  waiting = [...waiting, message];
  for (const listener of listeners) listener();
}

/** Says in one sentence what was done. Read aloud without taking the focus. With `about`, `unsay` can end it early. */
export function sayDone(message: string, about?: string): void {
  showToast({ message, color: 'hop', role: 'status', autoClose: 5_000, withBorder: true, ...(about ? { id: about } : {}) });
}

/** Takes away what is no longer so. */
export const unsay = (about: string): void => hide(about);

export function sayFailed(error: unknown): void {
  const problem = asProblem(error);
  showToast({ title: problem.message, message: problem.next ?? '', color: 'brick', role: 'alert', autoClose: 10_000, withBorder: true });
}
