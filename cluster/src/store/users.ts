import type { GroupName } from '../accounts.ts';
import type { Database } from './database.ts';

export type User = {
  id: number;
  username: string;
  /** Always lower case; compared exactly. */
  email: string;
  firstName: string;
  lastName: string;
  passwordHash: string | null;
  remoteType: 'OAUTH2' | null;
  /** `<clientId>.<subject>` of a remote account. */
  uuid: string | null;
  status: number;
  falseLogins: number;
  maxProjects: number;
  createdAt: string;
  roles: GroupName[];
  projectCount: number;
};

export type NewUser = Omit<User, 'id' | 'falseLogins' | 'projectCount'>;

const select = `select id, username, email, first_name as firstName, last_name as lastName, password_hash as passwordHash,
  remote_type as remoteType, uuid, status, false_logins as falseLogins, max_projects as maxProjects, created_at as createdAt,
  (select group_concat(role) from user_roles where user_id = users.id) as roles,
  (select count(*) from projects where owner_id = users.id) as projectCount from users`;

type Row = Omit<User, 'roles'> & { roles: string | null };

const fromRow = (row: Row): User => ({ ...row, roles: (row.roles?.split(',') ?? []) as GroupName[] });

const findBy =
  (column: 'id' | 'email' | 'username' | 'uuid') =>
  (database: Database, value: string | number): User | null => {
    const row = database.prepare(`${select} where ${column} = ?`).get(value) as Row | undefined;
    return row ? fromRow(row) : null;
  };

export const find = findBy('id');
export const findByEmail = findBy('email');
export const findByUsername = findBy('username');
export const findByUuid = findBy('uuid');

export function list(database: Database): User[] {
  return (database.prepare(`${select} order by id`).all() as unknown as Row[]).map(fromRow);
}

/** Returns the number of the new user. The checks of the tables stand behind the rules of the routes. */
export function insert(database: Database, user: NewUser): number {
  const { lastInsertRowid } = database
    .prepare(
      `insert into users (username, email, first_name, last_name, password_hash, remote_type, uuid, status, max_projects, created_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      user.username,
      user.email,
      user.firstName,
      user.lastName,
      user.passwordHash,
      user.remoteType,
      user.uuid,
      user.status,
      user.maxProjects,
      user.createdAt,
    );
  const id = Number(lastInsertRowid);
  replaceRoles(database, id, user.roles);
  return id;
}

type Changeable = Pick<User, 'firstName' | 'lastName' | 'passwordHash' | 'status' | 'falseLogins' | 'maxProjects'>;

const columns: Record<keyof Changeable, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  passwordHash: 'password_hash',
  status: 'status',
  falseLogins: 'false_logins',
  maxProjects: 'max_projects',
};

export function update(database: Database, id: number, change: Partial<Changeable>): void {
  for (const [key, value] of Object.entries(change)) database.prepare(`update users set ${columns[key as keyof Changeable]} = ? where id = ?`).run(value, id);
}

export function replaceRoles(database: Database, id: number, roles: readonly GroupName[]): void {
  database.prepare('delete from user_roles where user_id = ?').run(id);
  for (const role of new Set(roles)) database.prepare('insert into user_roles values (?, ?)').run(id, role);
}

export function remove(database: Database, id: number): void {
  database.prepare('delete from users where id = ?').run(id);
}

export function isUsernameTaken(database: Database, username: string): boolean {
  return database.prepare('select 1 from users where username = ?').get(username) !== undefined;
}

/** Sets status 4 for exactly this address, unless it has it; true when something changed. Never the other way. */
export function blockByEmail(database: Database, email: string, blocked: number): boolean {
  return database.prepare('update users set status = ? where email = ? and status <> ?').run(blocked, email, blocked).changes > 0;
}
