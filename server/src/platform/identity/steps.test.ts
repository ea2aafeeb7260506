import { afterAll, beforeAll, expect, test } from 'vitest';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import { endSteps, findStep, finishStep, insertStep, sweepSteps } from './steps.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const now = new Date();
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

test('a step is known by its cookie, for its purpose, for ten minutes, and finished once', async () => {
  const [tx, { userId }] = [readerOf(world), await world.person()];
  const token = await insertStep(tx, { purpose: 'second-step', userId, challenge: null }, now);
  expect(await findStep(tx, 'second-step', `${token}x`, now)).toBeNull();
  expect(await findStep(tx, 'passkey-new', token, now)).toBeNull();
  expect(await findStep(tx, 'second-step', token, later(11))).toBeNull();
  const step = await findStep(tx, 'second-step', token, later(9));
  expect(step).toMatchObject({ userId, challenge: null });
  expect(step!.id).not.toContain(token);
  const finished = await Promise.all([1, 2, 3].map(() => finishStep(tx, step!.id)));
  expect(finished.filter(Boolean)).toHaveLength(1);
});

test('a second browser does not end the first one’s step; a new password ends both', async () => {
  const [tx, { userId }] = [readerOf(world), await world.person()];
  const tokens = [await insertStep(tx, { purpose: 'second-step', userId, challenge: null }, now), await insertStep(tx, { purpose: 'second-step', userId, challenge: null }, now)];
  for (const token of tokens) expect(await findStep(tx, 'second-step', token, now)).not.toBeNull();
  await endSteps(tx, userId);
  for (const token of tokens) expect(await findStep(tx, 'second-step', token, now)).toBeNull();
});

test('what has expired is swept, and nothing else', async () => {
  const [tx, { userId }] = [readerOf(world), await world.person()];
  const [old, young] = [await insertStep(tx, { purpose: 'passkey-sign-in', userId: null, challenge: 'a' }, now), await insertStep(tx, { purpose: 'second-step', userId, challenge: null }, later(5))];
  await sweepSteps(tx, later(11));
  expect(await findStep(tx, 'passkey-sign-in', old, now)).toBeNull();
  expect(await findStep(tx, 'second-step', young, now)).not.toBeNull();
});
