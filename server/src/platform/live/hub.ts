/**
 * Open dashboards of this process. They are told names, never content: what a viewer may see is decided by the ordinary
 * read that follows. A subscription ends when the authority that it was opened with ends.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import type { Pool } from '../postgres/pool.ts';

export type Announcement = { organizationId: OrganizationId; noun: string; id: string };
export type EndReason = 'removed' | 'suspended' | 'deleted' | 'signed-out' | 'expired';

export type Subscription = {
  organizationId: OrganizationId;
  sessionToken: string;
  send(announcement: Announcement): void;
  end(because: EndReason): void;
  /** Ends it without a reason: the page comes back by itself, and reads afresh what it may have missed. */
  hangUp(): void;
  /** Reads the membership and the session again. */
  check(): Promise<EndReason | null>;
};

export type Hub = {
  subscribe(subscription: Subscription): () => void;
  countOf(sessionToken: string): number;
  /** Tells the other processes, when the transaction commits. */
  notify(tx: Tx, announcements: readonly Announcement[]): Promise<void>;
  /** Tells the dashboards of this process; those that lost their authority are closed before it returns. */
  deliver(announcements: readonly Announcement[]): Promise<void>;
  /** After a sign-out: closes the session's streams here and in the other processes. */
  sessionEnded(sessionToken: string): Promise<void>;
  close(): Promise<void>;
};

const channel = 'hopyard_live';
const recheckMs = 30_000;

/** `session` is a digest: what is noted can be read by everybody who may connect to the database. */
type Note = { from: string; announcements: readonly Announcement[]; session?: string };

/** Tells every process but `from`, when the transaction commits. */
export async function noteChanges(tx: Tx, from: string, announcements: readonly Announcement[]): Promise<void> {
  for (let first = 0; first < announcements.length; first += 40) { // a note holds at most 8000 bytes
    const note: Note = { from, announcements: announcements.slice(first, first + 40) };
    await tx.query(`select pg_notify($1, $2)`, [channel, JSON.stringify(note)]);
  }
}

/** Tells every process of sessions that ended, when the transaction commits: their streams close at once. */
export async function noteSessionsEnded(tx: Tx, from: string, sessionTokens: readonly string[]): Promise<void> {
  for (const token of sessionTokens) await tx.query(`select pg_notify($1, $2)`, [channel, JSON.stringify({ from, announcements: [], session: digestOf(token) } satisfies Note)]);
}

const digestOf = (sessionToken: string) => createHash('sha256').update(sessionToken).digest('base64url');

/** @param listener a connection of its own, which does nothing else than hear what other processes note */
export async function createHub(pool: Pool, listener: Pool): Promise<Hub> {
  const me = randomUUID();
  const open = new Set<Subscription>();

  async function recheck(concerned: Subscription[]): Promise<void> {
    await Promise.all(concerned.map(async (subscription) => {
      const ended = await subscription.check().catch(() => null); // an unreachable database proves nothing; the timer asks again
      if (ended && open.delete(subscription)) subscription.end(ended);
    }));
  }

  async function deliver(announcements: readonly Announcement[]): Promise<void> {
    const membershipChanged = new Set(announcements.filter(({ noun }) => noun === 'members').map(({ organizationId }) => organizationId));
    if (membershipChanged.size > 0) await recheck([...open].filter(({ organizationId }) => membershipChanged.has(organizationId)));
    for (const subscription of open) {
      for (const announcement of announcements) if (announcement.organizationId === subscription.organizationId) subscription.send(announcement);
    }
  }

  const hangUpAll = () => {
    for (const subscription of open) subscription.hangUp();
    open.clear();
  };
  const hear = (payload: string) => {
    const note = JSON.parse(payload) as Note;
    if (note.from === me) return;
    void (note.session ? recheck([...open].filter(({ sessionToken }) => digestOf(sessionToken) === note.session)) : deliver(note.announcements));
  };
  await listener.listen(channel, hear, hangUpAll); // also called when the connection is back: what was said meanwhile is lost
  const timer = setInterval(() => void recheck([...open]), recheckMs);
  timer.unref();

  return {
    subscribe(subscription) {
      open.add(subscription);
      void recheck([subscription]); // the authority may have ended while the stream was being opened
      return () => void open.delete(subscription);
    },
    countOf: (sessionToken) => [...open].filter((subscription) => subscription.sessionToken === sessionToken).length,
    notify: (tx, announcements) => noteChanges(tx, me, announcements),
    deliver,
    async sessionEnded(sessionToken) {
      await recheck([...open].filter((subscription) => subscription.sessionToken === sessionToken));
      await pool.notify(channel, JSON.stringify({ from: me, announcements: [], session: digestOf(sessionToken) } satisfies Note));
    },
    async close() {
      clearInterval(timer);
      hangUpAll();
      await Promise.resolve();
    },
  };
}
