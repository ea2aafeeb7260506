import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { asTx, openPool, type Pool } from './pool.ts';

let server: Pool;
let owner: Pool;
beforeAll(async () => {
  const database = await testDatabase();
  server = openPool(database.server, { max: 2, name: 'test' });
  owner = openPool(database.owner, { max: 2, name: 'test' });
});
afterAll(async () => {
  await server.end();
  await owner.end();
});

describe('the roles of the database', () => {
  test('the server can read and add audit rows, and cannot change or remove one', async () => {
    const tx = asTx(server);
    await tx.query(`insert into audit (id, at, actor_kind, operation, subject, after) values (gen_random_uuid(), now(), 'system', 'a.b', 's', $1::jsonb)`, [{ kept: [1, 'two'] }]);
    const [row] = await tx.query<{ after: unknown }>(`select after from audit where subject = 's'`);
    expect(row?.after).toEqual({ kept: [1, 'two'] });
    await expect(tx.query(`update audit set subject = 't'`)).rejects.toThrow(/permission denied/);
    await expect(tx.query(`delete from audit`)).rejects.toThrow(/permission denied/);
  });

  test('the server cannot change tables, and the owner can', async () => {
    await expect(server.unsafe(`alter table organization add column more text`)).rejects.toThrow(/must be owner/);
    await expect(owner.unsafe(`alter table organization add column more text; alter table organization drop column more`)).resolves.toBeDefined();
  });

  test('the server role has neither superuser nor BYPASSRLS', async () => {
    const [role] = await server`select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false });
  });
});
