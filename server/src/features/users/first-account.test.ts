import { describe, expect, test } from 'vitest';
import { newWorld, testSettings } from '../../testing/world.ts';

test('the token printed at the start makes accounts until one is confirmed, so that a mistyped address locks nobody out, and then nothing more', async () => {
  const world = await newWorld({ settings: { ...testSettings, registration: { kind: 'invited' } } });
  const register = (email: string, invitationToken?: string) =>
    world.request('users.register', null, { givenName: 'Alice', familyName: 'Adams', email, password: 'seven quiet otters juggle', ...(invitationToken ? { invitationToken } : {}) });
  const token = world.product.identity.firstAccountToken;
  expect(await register('nobody@example.org')).toMatchObject({ status: 403 });
  expect(await register('nobody@example.org', `${token.slice(1)}x`)).toMatchObject({ status: 403 });
  expect(await register('mistyped@example.org', token)).toMatchObject({ status: 202 });
  expect(await register('first@example.org', token)).toMatchObject({ status: 202 });
  await world.work();
  const link = world.transport.to('first@example.org')[0]?.text.match(/verify#(\S+)/)?.[1];
  expect(await world.request('users.verify', null, { token: link, password: 'seven quiet otters juggle' })).toMatchObject({ status: 200 });
  expect(await register('third@example.org', token)).toMatchObject({ status: 403, body: { detail: expect.stringContaining('exists already') } });
  await world.close();
});

describe('users.readRegistration', () => {
  test.each([
    [{ kind: 'open' }, { kind: 'open', domains: [] }],
    [{ kind: 'invited' }, { kind: 'invited', domains: [] }],
    [{ kind: 'domains', domains: ['example.org'] }, { kind: 'domains', domains: ['example.org'] }],
  ] as const)('200 tells everybody who may register, before a form is filled in: %j', async (registration, told) => {
    const world = await newWorld({ settings: { ...testSettings, registration } });
    expect(await world.request('users.readRegistration', null)).toEqual({ status: 200, body: told });
    await world.close();
  });
});
