import { describe, expect, test } from 'vitest';
import type { Role } from '../../kernel/actor.ts';
import { canAssign } from './assign.ts';

const roles: Role[] = ['owner', 'administrator', 'member'];
const presents: (Role | null)[] = [null, ...roles];

/** giver, present role, next role: everything that is allowed. What is not listed is refused. */
const permitted = new Set([
  'owner: nobody -> administrator', 'owner: nobody -> member', 'owner: administrator -> administrator', 'owner: administrator -> member',
  'owner: member -> administrator', 'owner: member -> member',
  'administrator: nobody -> administrator', 'administrator: nobody -> member', 'administrator: administrator -> administrator',
  'administrator: administrator -> member', 'administrator: member -> administrator', 'administrator: member -> member',
  'member: nobody -> member',
]);

const ladder = roles.flatMap((giver) => presents.flatMap((present) => roles.map((next) => ({ giver, present, next }))));
const named = ladder.map((step) => ({ ...step, step: `${step.giver}: ${step.present ?? 'nobody'} -> ${step.next}` }));

describe('canAssign', () => {
  test.each(named)('$step', ({ giver, present, next, step }) => {
    expect(canAssign(giver, present, next).ok).toBe(permitted.has(step));
  });

  test('nobody makes an owner, not even the owner (D02)', () => {
    for (const giver of roles) for (const present of presents) expect(canAssign(giver, present, 'owner')).toMatchObject({ kind: 'forbidden' });
  });

  test('nobody gives the owner another role (D02)', () => {
    for (const giver of roles) for (const next of roles) expect(canAssign(giver, 'owner', next)).toMatchObject({ kind: 'forbidden' });
  });

  test('an ordinary member who may invite is told that he cannot invite administrators (M14)', () => {
    expect(canAssign('member', null, 'administrator')).toEqual({ ok: false, kind: 'forbidden', because: 'Only the owner and administrators may invite administrators.' });
  });
});
