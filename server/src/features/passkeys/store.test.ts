import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PasskeyId, UserId } from '../../kernel/id.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import * as passkeys from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const made = (userId: UserId, credentialId: string = newUuid()) => ({
  id: newUuid() as PasskeyId, userId, name: 'Laptop', credentialId, publicKey: 'key', counter: 0, transports: ['internal', 'hybrid'], createdAt: new Date(),
});

test('one key belongs to one person, and is found by its own id alone', async () => {
  const [tx, alice, bob] = [readerOf(world), await world.person(), await world.person()];
  const passkey = made(alice.userId);
  expect(await passkeys.insert(tx, passkey)).toBe(true);
  expect(await passkeys.insert(tx, made(bob.userId, passkey.credentialId))).toBe(false);
  expect(await passkeys.findByCredential(tx, passkey.credentialId)).toEqual({ ...passkey, lastUsedAt: null });
  expect(await passkeys.find(tx, bob.userId, passkey.id)).toBeNull();
  expect(await passkeys.find(tx, alice.userId, passkey.id)).toMatchObject({ name: 'Laptop' });
});

test('it is listed, named, used and removed by its person alone', async () => {
  const [tx, alice, bob] = [readerOf(world), await world.person(), await world.person()];
  const [one, two] = [made(alice.userId), made(alice.userId)];
  await passkeys.insert(tx, one);
  await passkeys.insert(tx, two);
  expect((await passkeys.list(tx, alice.userId, null, 10)).map(({ id }) => id)).toEqual([one.id, two.id]);
  expect((await passkeys.list(tx, alice.userId, one.id, 10)).map(({ id }) => id)).toEqual([two.id]);
  await passkeys.rename(tx, bob.userId, one.id, 'Mine');
  await passkeys.remove(tx, bob.userId, two.id);
  await passkeys.rename(tx, alice.userId, one.id, 'Phone');
  await passkeys.noteUse(tx, one.id, 5, new Date('2026-01-01T00:00:00Z'));
  expect(await passkeys.find(tx, alice.userId, one.id)).toMatchObject({ name: 'Phone', counter: 5, lastUsedAt: new Date('2026-01-01T00:00:00Z') });
  expect(await passkeys.count(tx, alice.userId)).toBe(2);
  await passkeys.remove(tx, alice.userId, one.id);
  expect(await passkeys.count(tx, alice.userId)).toBe(1);
});
