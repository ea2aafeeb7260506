import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { openPool, type Pool } from '../postgres/pool.ts';
import { createCookies } from './cookies.ts';
import { libraryOptions } from './library.ts';

let pool: Pool;
beforeAll(async () => void (pool = openPool((await testDatabase()).owner, { max: 2, name: 'test migrations' })));
afterAll(() => pool.end({ timeout: 1 }));

function optionsFor(schema: string) {
  const parts = { publicUrl: 'http://127.0.0.1:8080', secret: 'x'.repeat(20) + 'y'.repeat(20) };
  const options = libraryOptions({ ...parts, pool, cookies: createCookies(parts), accessOf: async () => ({ allowed: false, because: '' }), log: () => undefined });
  return schema === 'ours' ? options : { ...options, user: { additionalFields: { ...options.user.additionalFields, shoeSize: { type: 'number' as const, required: false } } } };
}

test('a migrated database is exactly what the sign-in library asks for', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations(optionsFor('ours'));
  expect([toBeCreated, toBeAdded]).toEqual([[], []]);
});

test('a field that is missing there would be noticed', async () => {
  const { toBeAdded } = await getMigrations(optionsFor('with one more'));
  expect(toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([['user', ['shoeSize']]]);
});

test('two accounts cannot have one address in two forms (D03)', async () => {
  const insert = (email: string) => pool`insert into "user" (name, email, "emailVerified", "givenName", "familyName") values ('A B', ${email}, false, 'A', 'B')`;
  await insert('one-form@example.org');
  await expect(insert('one-form@example.org')).rejects.toMatchObject({ code: '23505' });
  await expect(insert('One-Form@example.org')).rejects.toMatchObject({ code: '23514' });
  await expect(insert(' other-form@example.org')).rejects.toMatchObject({ code: '23514' });
});
