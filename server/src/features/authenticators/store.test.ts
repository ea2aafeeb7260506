import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import * as authenticators from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

async function begun() {
  const { userId } = await world.person();
  await authenticators.begin(readerOf(world), userId, 'sealed', new Date());
  return userId;
}

describe('the authenticator of a person', () => {
  test('is replaced until it is confirmed, and not afterwards', async () => {
    const [tx, userId] = [readerOf(world), await begun()];
    expect(await authenticators.begin(tx, userId, 'another', new Date())).toBe(true);
    expect(await authenticators.confirm(tx, userId, 7, new Date())).toBe(true);
    expect(await authenticators.confirm(tx, userId, 8, new Date())).toBe(false);
    expect(await authenticators.begin(tx, userId, 'third', new Date())).toBe(false);
    expect(await authenticators.find(tx, userId)).toMatchObject({ secret: 'another' });
    await authenticators.remove(tx, userId);
    expect(await authenticators.find(tx, userId)).toBeNull();
  });

  test('takes each code once, however many ask at once', async () => {
    const [tx, userId] = [readerOf(world), await begun()];
    await authenticators.confirm(tx, userId, 7, new Date());
    expect(await authenticators.useStep(tx, userId, 7)).toBe(false);
    const answers = await Promise.all(Array.from({ length: 8 }, () => authenticators.useStep(tx, userId, 8)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await authenticators.useStep(tx, userId, 9)).toBe(true);
  });

  test('has recovery codes that are good once each, and only the newest ones', async () => {
    const [tx, userId] = [readerOf(world), await begun()];
    await authenticators.replaceRecoveryCodes(tx, userId, ['one', 'two']);
    const answers = await Promise.all(Array.from({ length: 8 }, () => authenticators.useRecoveryCode(tx, userId, 'one', new Date())));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await authenticators.countRecoveryCodes(tx, userId)).toBe(1);
    await authenticators.replaceRecoveryCodes(tx, userId, ['three']);
    expect(await authenticators.useRecoveryCode(tx, userId, 'two', new Date())).toBe(false);
    expect(await authenticators.useRecoveryCode(tx, await begun(), 'three', new Date())).toBe(false);
    expect(await authenticators.useRecoveryCode(tx, userId, 'three', new Date())).toBe(true);
  });
});
