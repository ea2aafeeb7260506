import { expect, test } from 'vitest';
import type { MemberId } from '../../kernel/id.ts';
import { allowed, conflict } from '../../kernel/verdict.ts';
import type { Member } from './member.ts';
import { changeEach } from './several.ts';

const ids = ['bob', 'carol', 'dave', 'gone', 'bob'] as MemberId[];
const found = ['bob', 'carol', 'dave'].map((id) => ({ id, givenName: id, familyName: 'X' }) as Member);

test('each of several is asked about and answered once, by name, and only who may be is changed', async () => {
  const changed: string[] = [];
  const outcomes = await changeEach(ids, found, {
    ask: ({ id }) => (id === 'carol' ? conflict('You cannot remove yourself. Leave the organization instead.') : allowed),
    change: async ({ id }) => (changed.push(id), id !== 'dave'),
  });
  expect(outcomes).toEqual([
    { memberId: 'bob', name: 'bob X', outcome: 'done', because: null },
    { memberId: 'carol', name: 'carol X', outcome: 'refused', because: 'You cannot remove yourself. Leave the organization instead.' },
    { memberId: 'dave', name: 'dave X', outcome: 'unchanged', because: null },
    { memberId: 'gone', name: null, outcome: 'not-found', because: expect.stringMatching(/\.$/) },
  ]);
  expect(changed).toEqual(['bob', 'dave']);
});
