import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { newUuid } from '../../platform/identifiers.ts';
import { openPool, type Pool } from '../../platform/postgres/pool.ts';

const migrations = path.join(import.meta.dirname, '../../../migrations');

async function apply(owner: Pool, which: (name: string) => boolean): Promise<void> {
  for (const name of readdirSync(migrations).filter((each) => each.endsWith('.sql') && which(each)).toSorted()) await owner.unsafe(readFileSync(path.join(migrations, name), 'utf8'));
}

test('rows that were written before there were pseudonyms lose their people, keep the rest, and wait for a seal', async () => {
  const host = inject('postgresSocket');
  const database = `hopyard_before_${process.pid}`;
  const maintenance = openPool({ host, user: 'hopyard', database: 'postgres' }, { max: 1, name: 'test' });
  await maintenance.unsafe(`create database ${database}`);
  const owner = openPool({ host, user: 'hopyard', database }, { max: 2, name: 'test' });
  try {
    await apply(owner, (name) => name < '0015');
    const [alice, organization, member] = [newUuid(), newUuid(), newUuid()];
    await owner`insert into "user" (id, name, email, "emailVerified", "givenName", "familyName") values (${alice}, 'Alice Adams', 'alice@example.org', true, 'Alice', 'Adams')`;
    await owner.begin(async (sql) => {
      await sql`insert into organization (id, slug, name, created_by, created_at) values (${organization}, 'here', 'Here', ${alice}, now())`;
      await sql`insert into member (id, organization_id, user_id, role, joined_at) values (${member}, ${organization}, ${alice}, 'owner', now())`;
    });
    const add = (operation: string, row: { organizationId: string | null; actor: string | null; subject: string; before: object | null; after: object | null }) =>
      owner`insert into audit (id, at, organization_id, actor_kind, actor_id, operation, subject, before, after)
        values (${newUuid()}, now(), ${row.organizationId}, ${row.actor ? 'user' : 'system'}, ${row.actor ?? 'clusters.reconcile'}, ${operation}, ${row.subject}, ${row.before as never}, ${row.after as never})`;
    await add('members.remove', { organizationId: organization, actor: alice, subject: member, before: { userId: newUuid(), email: 'bob@example.org', role: 'member' }, after: null });
    await add('users.updateSelf', { organizationId: null, actor: alice, subject: alice, before: { givenName: 'Alice' }, after: { givenName: 'Alicia' } });
    await add('clusters.observe', { organizationId: organization, actor: null, subject: newUuid(), before: { state: 'creating' }, after: { state: 'running', fault: null } });

    await apply(owner, (name) => name > '0015');
    const rows = await owner`select operation, actor_id, subject, before, after from audit order by id`;
    expect(rows).toMatchObject([
      { operation: 'members.remove', subject: member, before: { role: 'member' }, after: null },
      { operation: 'users.updateSelf', after: null },
      { operation: 'clusters.observe', actor_id: 'clusters.reconcile', before: { state: 'creating' }, after: { state: 'running', fault: null } },
    ]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`@|Alic|${alice}`));
    expect(await owner`select p.email from audit a join audit_person p on p.id::text = a.actor_id where a.operation = 'members.remove'`).toEqual([{ email: 'alice@example.org' }]);
    expect(await owner`select p.email from audit a join audit_person p on p.id::text = a.before ->> 'email'`).toEqual([{ email: 'bob@example.org' }]);
    expect(await owner`select from audit_unsealed`).toHaveLength(3);
  } finally {
    await owner.end({ timeout: 1 });
    await maintenance.unsafe(`drop database if exists ${database} with (force)`);
    await maintenance.end({ timeout: 1 });
  }
});
