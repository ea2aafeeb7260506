/** What the catcher received: one file per message, the newest 500, readable by this user only. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type CaughtSummary = { id: string; from: string; to: string[]; subject: string; receivedAt: string };
export type CaughtMessage = CaughtSummary & { messageId: string; text: string; html: string };
type Entry = CaughtSummary & { messageId: string };

export type Box = {
  /** Keeps it on disk before it returns. A message id seen before for the same recipients is the same message: kept once. */
  add(message: Omit<CaughtMessage, 'id'>): void;
  /** Newest first; `to` is a whole address, whatever its case. */
  list(to?: string): CaughtSummary[];
  find(id: string): CaughtMessage | null;
};

const keepCount = 500;

export function openBox(directory: string): Box {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const entries = readEntries(directory); // oldest first
  const fileOf = (id: string) => path.join(directory, `${id}.json`);

  function add(message: Omit<CaughtMessage, 'id'>): void {
    if (entries.some((entry) => isSame(entry, message))) return;
    const kept: CaughtMessage = { id: nextId(entries.at(-1)?.id), ...message };
    writeFileSync(`${fileOf(kept.id)}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${fileOf(kept.id)}.new`, fileOf(kept.id));
    entries.push(entryOf(kept));
    for (const old of entries.splice(0, Math.max(0, entries.length - keepCount))) rmSync(fileOf(old.id), { force: true });
  }

  function list(to?: string): CaughtSummary[] {
    const wanted = to?.trim().toLowerCase();
    const matching = wanted ? entries.filter((entry) => entry.to.some((address) => address.toLowerCase() === wanted)) : entries;
    return matching.map(({ messageId: _, ...summary }) => summary).reverse();
  }

  function find(id: string): CaughtMessage | null {
    return entries.some((entry) => entry.id === id) ? (JSON.parse(readFileSync(fileOf(id), 'utf8')) as CaughtMessage) : null;
  }

  return { add, list, find };
}

// A message without an id of its own cannot be recognized again.
const isSame = (entry: Entry, message: Omit<CaughtMessage, 'id'>): boolean =>
  message.messageId !== '' && entry.messageId === message.messageId && entry.to.join() === message.to.join();

const entryOf = ({ text: _text, html: _html, ...entry }: CaughtMessage): Entry => entry;

/** Sorts by time of arrival, also when the clock stands still or goes back. */
function nextId(last: string | undefined): string {
  const nowMs = Math.max(Date.now(), last ? parseInt(last.slice(0, 9), 36) + 1 : 0);
  return `${nowMs.toString(36).padStart(9, '0')}${randomBytes(4).toString('hex')}`;
}

function readEntries(directory: string): Entry[] {
  const names = readdirSync(directory).toSorted();
  for (const name of names.filter((found) => found.endsWith('.new'))) rmSync(path.join(directory, name)); // of a crash while writing
  return names.filter((name) => /^[0-9a-z]{17}\.json$/.test(name)).flatMap((name) => readEntry(path.join(directory, name)));
}

/** A file that somebody damaged hides one message, and must not keep the product from starting. */
function readEntry(file: string): Entry[] {
  try {
    return [entryOf(JSON.parse(readFileSync(file, 'utf8')) as CaughtMessage)];
  } catch {
    return [];
  }
}
