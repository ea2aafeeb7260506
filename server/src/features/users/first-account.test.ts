import { expect, test } from 'vitest';
import { newWorld, testSettings } from '../../testing/world.ts';

test('the token printed at the first start makes one account, and then nothing more', async () => {
  const world = await newWorld({ settings: { ...testSettings, registration: { kind: 'invited' } } });
  const register = (email: string, invitationToken?: string) =>
    world.request('users.register', null, { givenName: 'Alice', familyName: 'Adams', email, password: 'seven quiet otters juggle', ...(invitationToken ? { invitationToken } : {}) });
  const token = world.product.identity.firstAccountToken;
  expect(await register('nobody@example.org')).toMatchObject({ status: 403 });
  expect(await register('nobody@example.org', `${token.slice(1)}x`)).toMatchObject({ status: 403 });
  const both = await Promise.all([register('first@example.org', token), register('second@example.org', token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([202, 403]);
  expect(await register('third@example.org', token)).toMatchObject({ status: 403 });
  await world.close();
});
