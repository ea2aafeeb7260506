import type { Database } from './database.ts';

export type Project = { id: number; name: string; ownerId: number; createdAt: string };

const select = 'select id, name, owner_id as ownerId, created_at as createdAt from projects';

export const list = (database: Database): Project[] => database.prepare(`${select} order by id`).all() as unknown as Project[];

export const findByName = (database: Database, name: string): Project | null =>
  (database.prepare(`${select} where name = ?`).get(name) as Project | undefined) ?? null;

export const find = (database: Database, id: number): Project | null => (database.prepare(`${select} where id = ?`).get(id) as Project | undefined) ?? null;

export function insert(database: Database, project: Omit<Project, 'id'>): void {
  database.prepare('insert into projects (name, owner_id, created_at) values (?, ?, ?)').run(project.name, project.ownerId, project.createdAt);
}

export function remove(database: Database, id: number): void {
  database.prepare('delete from projects where id = ?').run(id);
}
