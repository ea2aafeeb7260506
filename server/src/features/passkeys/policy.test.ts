import { expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { memberOf } from '../../testing/actors.ts';
import { mostPasskeys } from './passkey.ts';
import { canExist, mayAdd } from './policy.ts';

const person = memberOf('o' as OrganizationId, 'member');
const key = { ...person, key: { id: 'k', name: 'robot', kind: 'personal', scopes: ['read'] } } as unknown as typeof person;

test('a person adds passkeys, and an API key never does', () => {
  expect(mayAdd(person, { possible: true, count: 0 })).toEqual({ ok: true });
  expect(mayAdd(key, { possible: true, count: 0 })).toMatchObject({ ok: false, kind: 'forbidden' });
});

test('there are none where the address allows none, and the sentence says why', () => {
  expect(canExist(true)).toEqual({ ok: true });
  expect(mayAdd(person, { possible: 'Because.', count: 0 })).toEqual({ ok: false, kind: 'conflict', because: 'Because.' });
  expect(mayAdd(person, { possible: true, count: mostPasskeys })).toMatchObject({ ok: false, kind: 'conflict' });
});
