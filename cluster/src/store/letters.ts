import type { Database } from './database.ts';

/**
 * A cluster has no mail server here: what it would mail is written down, without secrets, and goes no further.
 * Only the newest thousand are kept.
 */
export function write(database: Database, letter: { address: string; subject: string; sentAt: string }): void {
  const { lastInsertRowid } = database
    .prepare('insert into letters (address, subject, sent_at) values (?, ?, ?)')
    .run(letter.address, letter.subject, letter.sentAt);
  database.prepare('delete from letters where id <= ?').run(Number(lastInsertRowid) - 1000);
}
