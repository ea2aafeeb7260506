import { expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { memberOf } from '../../testing/actors.ts';
import { mayBegin, mayConfirm, mayUse } from './policy.ts';

const person = memberOf('o' as OrganizationId, 'member');
const key = { ...person, key: { id: 'k', name: 'robot', kind: 'personal', scopes: ['read'] } } as unknown as typeof person;
const on = { confirmedAt: new Date() };

test('a person decides about two-step sign-in, and an API key never does', () => {
  expect([mayBegin(person, null), mayConfirm(person, { confirmedAt: null }), mayUse(person, on)].map(({ ok }) => ok)).toEqual([true, true, true]);
  for (const verdict of [mayBegin(key, null), mayConfirm(key, { confirmedAt: null }), mayUse(key, on), mayBegin({ kind: 'anonymous' }, null)]) {
    expect(verdict).toMatchObject({ ok: false, kind: 'forbidden' });
  }
});

test('who is asked before when: a key learns nothing about the state', () => {
  expect(mayBegin(key, on)).toMatchObject({ kind: 'forbidden' });
  expect(mayBegin(person, on)).toMatchObject({ kind: 'conflict' });
});
