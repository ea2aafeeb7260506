import { expect, test } from 'vitest';
import type { MemberId } from '../../kernel/id.ts';
import { allowed, conflict } from '../../kernel/verdict.ts';
import type { Member } from './member.ts';
import { outcomeFor } from './several.ts';

const id = 'm' as MemberId;
const bob = { givenName: 'Bob', familyName: 'Brown' } as Member;

test('each of several is answered by name: done, refused with the sentence, or not there', () => {
  expect(outcomeFor(id, bob, () => allowed)).toEqual({ memberId: id, name: 'Bob Brown', outcome: 'done', because: null });
  expect(outcomeFor(id, bob, () => conflict('Nobody removes himself.'))).toEqual({ memberId: id, name: 'Bob Brown', outcome: 'refused', because: 'Nobody removes himself.' });
  expect(outcomeFor(id, undefined, () => allowed)).toMatchObject({ memberId: id, name: null, outcome: 'not-found' });
});
