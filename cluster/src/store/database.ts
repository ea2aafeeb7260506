import { DatabaseSync } from 'node:sqlite';
import { createHash } from 'node:crypto';
import { StartFailure } from '../failure.ts';

export type Database = DatabaseSync;

const schema = `
create table identity (cluster_id text not null) strict;
create table users (
  id integer primary key autoincrement,
  username text not null unique check (length(username) = 8),
  email text not null unique check (length(email) <= 150),
  first_name text not null check (length(first_name) between 1 and 30),
  last_name text not null check (length(last_name) between 1 and 30),
  password_hash text,
  remote_type text check (remote_type in ('OAUTH2')),
  uuid text unique check (length(uuid) <= 128),
  status integer not null check (status between 0 and 7),
  false_logins integer not null default 0,
  max_projects integer not null,
  created_at text not null,
  check ((uuid is null) = (remote_type is null))
) strict;
create table user_roles (
  user_id integer not null references users on delete cascade,
  role text not null,
  primary key (user_id, role)
) strict, without rowid;
create table api_keys (
  user_id integer not null references users on delete cascade,
  name text not null,
  prefix text not null unique,
  salt text not null,
  secret_hash text not null,
  scopes text not null,
  created_at text not null,
  primary key (user_id, name)
) strict, without rowid;
create table variables (name text primary key, value text not null, visibility text not null, hide integer not null) strict, without rowid;
create table oauth_clients (
  id integer primary key autoincrement,
  client_id text not null unique,
  provider_name text not null unique,
  settings text not null
) strict;
create table projects (
  id integer primary key autoincrement,
  name text not null unique collate nocase,
  owner_id integer not null references users on delete restrict,
  created_at text not null
) strict;
create table letters (id integer primary key autoincrement, address text not null, subject text not null, sent_at text not null) strict;
`;

/** User numbers of two clusters start far apart, so that mixing clusters up is noticed. */
function firstUserId(clusterId: string): number {
  return 10_000 + (createHash('sha256').update(clusterId).digest().readUInt32BE() % 90_000) * 1000;
}

/** Runs `work` in one transaction: all of it or nothing. */
export function within<Result>(database: Database, work: () => Result): Result {
  database.exec('begin immediate');
  try {
    const result = work();
    database.exec('commit');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

/**
 * Opens the file, checks it, and on the very first start makes tables and `firstContent` in one transaction:
 * a first start that was cut off has left no tables and is simply done again.
 * Throws `StartFailure` or the error of SQLite. One process only: the file stays locked.
 */
export function openDatabase(file: string, clusterId: string, firstContent: (database: Database) => void): Database {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // NORMAL: a killed process loses nothing; only a power cut can lose the last writes.
    database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on');
    const [check] = database.prepare('pragma quick_check(1)').all();
    if (check?.['quick_check'] !== 'ok')
      throw new StartFailure('database-damaged', 'The database file of the cluster is damaged. Restore it from a copy, or delete the cluster.');
    const version = database.prepare('pragma user_version').get()?.['user_version'];
    if (version === 0) within(database, () => fill(database, clusterId, firstContent));
    const owner = database.prepare('select cluster_id from identity').get()?.['cluster_id'];
    if (owner !== clusterId)
      throw new StartFailure('data-folder-wrong', `The data folder belongs to another cluster (${String(owner)}). Give this one its own folder.`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function fill(database: Database, clusterId: string, firstContent: (database: Database) => void): void {
  database.exec(schema);
  database.prepare('insert into identity values (?)').run(clusterId);
  database.prepare("insert into sqlite_sequence (name, seq) values ('users', ?)").run(firstUserId(clusterId) - 1);
  firstContent(database);
  database.exec('pragma user_version = 1');
}
