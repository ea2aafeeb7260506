import { describe, expect, test } from 'vitest';
import type { Actor, KeyFacts } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { memberOf } from '../../testing/actors.ts';
import { mayChangeSignIn, mayRegister } from './policy.ts';
import { canUse, expiryOf } from './proof.ts';

const nothing = { isInvited: false, first: null };
const invited = { isInvited: true, first: null };
const first = { isInvited: false, first: 'free' } as const;

describe('registering', () => {
  test('is open to everybody where it is open', () => expect(mayRegister({ kind: 'open' }, 'bob@example.org', nothing).ok).toBe(true));

  test('takes an invitation, or the first token, where it is by invitation', () => {
    expect(mayRegister({ kind: 'invited' }, 'bob@example.org', nothing)).toMatchObject({ ok: false, kind: 'forbidden' });
    expect(mayRegister({ kind: 'invited' }, 'bob@example.org', invited).ok).toBe(true);
    expect(mayRegister({ kind: 'invited' }, 'bob@example.org', first).ok).toBe(true);
  });

  test('takes an address of a domain exactly, where it is for domains', () => {
    const registration = { kind: 'domains', domains: ['example.org', 'Example.COM'] } as const;
    for (const email of ['bob@example.org', 'bob@example.com']) expect(mayRegister(registration, email, nothing).ok).toBe(true);
    for (const email of ['bob@sub.example.org', 'bob@notexample.org', 'bob@example.org.evil.example']) {
      expect(mayRegister(registration, email, invited)).toMatchObject({ ok: false, because: 'Accounts here are for addresses at example.org, Example.COM.' });
    }
  });
});

describe('a mailed link', () => {
  const made = new Date('2030-01-01T10:00:00Z');
  const after = (minutes: number) => new Date(made.getTime() + minutes * 60_000);
  const proof = (purpose: 'verify-address' | 'reset-password', usedAt: Date | null = null) => ({ purpose, usedAt, expiresAt: expiryOf(purpose, made) });

  test('works for a day to verify, for an hour to reset', () => {
    expect(canUse(proof('verify-address'), after(24 * 60 - 1)).ok).toBe(true);
    expect(canUse(proof('verify-address'), after(24 * 60))).toMatchObject({ ok: false, because: expect.stringContaining('expired') });
    expect(canUse(proof('reset-password'), after(59)).ok).toBe(true);
    expect(canUse(proof('reset-password'), after(60))).toMatchObject({ ok: false, because: expect.stringContaining('expired') });
  });

  test('works once', () => {
    expect(canUse(proof('verify-address', after(1)), after(2))).toMatchObject({ ok: false, because: expect.stringContaining('already been used') });
  });
});

test('how somebody signs in is changed by the person, never with an API key', () => {
  const person = memberOf('o' as OrganizationId, 'owner');
  expect(mayChangeSignIn(person)).toEqual({ ok: true });
  const key = { id: 'k', name: 'robot', kind: 'personal', scopes: ['read'] } as unknown as KeyFacts;
  for (const actor of [{ ...person, key } as Actor, { kind: 'anonymous' } as const]) expect(mayChangeSignIn(actor)).toMatchObject({ ok: false, kind: 'forbidden' });
});
