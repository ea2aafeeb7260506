import { expect, test } from 'vitest';
import { newWorld } from '../../testing/world.ts';

test('sessions.sweep deletes what has expired and nothing else, twice over', async () => {
  const world = await newWorld();
  const { userId } = await world.person();
  const hash = (age: string) => `${userId} ${age}`;
  const proof = (age: string) => world.owner`
    insert into proof (id, purpose, user_id, token_hash, created_at, expires_at) values (gen_random_uuid(), 'verify-address', ${userId}, ${hash(age)}, now(), now() + ${age}::interval)`;
  for (const age of ['-8 days', '-6 days', '1 hour']) await proof(age);
  await world.owner`insert into session ("expiresAt", token, "updatedAt", "userId") values (now() - interval '1 second', ${hash('old session')}, now(), ${userId})`;
  await world.owner`insert into verification (identifier, value, "expiresAt") values (${hash('old code')}, '', now() - interval '1 second'), (${hash('new code')}, '', now() + interval '1 minute')`;
  const job = world.product.jobs.find(({ name }) => name === 'sessions.sweep')!;
  for (let turn = 0; turn < 2; turn++) {
    await job.run(world.product.work, 'all');
    const proofs = await world.owner<{ hash: string }[]>`select token_hash as hash from proof where user_id = ${userId} order by expires_at`;
    expect(proofs.map((row) => row.hash)).toEqual([hash('-6 days'), hash('1 hour')]);
    expect(await world.owner`select from session where "userId" = ${userId}`).toHaveLength(1);
    const codes = await world.owner<{ identifier: string }[]>`select identifier from verification where identifier like ${`${userId}%`}`;
    expect(codes.map(({ identifier }) => identifier)).toEqual([hash('new code')]);
  }
  await world.close();
});
