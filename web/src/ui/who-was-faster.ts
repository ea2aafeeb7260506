import { formatAgo, plural } from './format.ts';

/** "Carol Clark changed this 5 seconds ago.", and with `outcome`: "…: now an administrator." Null: nobody knows who it was. */
export function whoWasFaster(change: { at: string; by: string } | null, now: Date, outcome?: string): string {
  const end = outcome ? `: ${outcome}.` : '.';
  if (!change) return `Somebody changed this meanwhile${end}`;
  const seconds = Math.max(1, Math.round((now.getTime() - new Date(change.at).getTime()) / 1000));
  return `${change.by} changed this ${seconds < 60 ? `${plural(seconds, 'second')} ago` : formatAgo(change.at, now)}${end}`;
}
