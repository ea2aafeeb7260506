import { afterEach, expect, test } from 'vitest';
import { openDatabaseDoor, type DatabaseDoor } from '../../testing/database-door.ts';
import { testDatabase } from '../../testing/database.ts';
import { poll } from '../../testing/poll.ts';
import { openPool, type Pool } from './pool.ts';

let pool: Pool;
let door: DatabaseDoor | undefined;
afterEach(async () => {
  await pool.end({ timeout: 1 });
  await door?.close();
});

async function poolBehindDoor() {
  const { server } = await testDatabase();
  door = await openDatabaseDoor(server.host);
  return (pool = openPool({ ...server, host: door.host }, { max: 1, name: 'test pool' }));
}

// With postgres.js as it is published each of these ends the process, waits for ever or loses the transaction: docs/decisions/0007.

test('a held connection whose server went away refuses the next statement, and the process lives', async () => {
  await poolBehindDoor();
  const held = await pool.reserve();
  await held`select 1`;
  await door!.shut();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(held`select 1`).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(held`select 1`).rejects.toThrow();
  await door!.open();
  held.release();
  expect([...(await pool`select 1 as one`)]).toEqual([{ one: 1 }]);
});

test('a statement of a transaction whose connection went away is never run outside it, even when the connection is back', async () => {
  await poolBehindDoor();
  let answer: unknown;
  const work = pool.begin(async (sql) => {
    await sql`select 1`;
    await door!.shut();
    await door!.open();
    await pool`select 1`.catch(() => 'lost'); // the same connection, connected again
    answer = await sql`create table written_outside ()`.catch((error: unknown) => error);
  });
  await expect(work).rejects.toThrow();
  await poll(async () => answer instanceof Error, 2000);
  expect([...(await pool`select to_regclass('written_outside') as found`)]).toEqual([{ found: null }]);
});

test('a connection that was lost with words unsent is used again', async () => {
  await poolBehindDoor();
  await pool`select 1`;
  for (let round = 0; round < 20; round++) {
    const asked = Array.from({ length: 3 }, () => pool`select 1`.catch(() => 'lost'));
    await door!.shut();
    await Promise.all(asked);
    const waiting = pool`select 1`.catch(() => 'lost');
    await door!.open();
    await waiting;
    expect([...(await pool`select 1 as one`)]).toEqual([{ one: 1 }]);
  }
});
