import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Email } from '../users/contract.ts';
import { CreateInvitation } from './contract.ts';
import { canAnswer, canChange, expiryOf, shownState, type InvitationState } from './invitation.ts';

const sentAt = new Date('2026-03-01T12:00:00Z');
const expiresAt = expiryOf(sentAt);
const justBefore = new Date(expiresAt.getTime() - 1);
const states: InvitationState[] = ['pending', 'accepted', 'rejected', 'withdrawn', 'replaced', 'ended'];
const final = states.filter((state) => state !== 'pending');

describe('an invitation', () => {
  test('is open for exactly seven days (D03)', () => {
    expect(expiresAt.toISOString()).toBe('2026-03-08T12:00:00.000Z');
    expect(canAnswer({ state: 'pending', expiresAt }, justBefore)).toEqual({ ok: true });
    expect(canAnswer({ state: 'pending', expiresAt }, expiresAt)).toMatchObject({ ok: false, kind: 'conflict', because: 'This invitation has expired. Ask for a new one.' });
  });

  test.each(final)('that is %s is closed for good, expired or not, and says why', (state) => {
    for (const now of [justBefore, expiresAt]) {
      expect(shownState({ state, expiresAt }, now)).toBe('closed');
      const verdict = canAnswer({ state, expiresAt }, now);
      expect(verdict).toMatchObject({ ok: false, kind: 'conflict' });
      expect(verdict.ok ? '' : verdict.because).not.toContain('expired');
    }
    expect(canChange({ state })).toMatchObject({ ok: false, kind: 'conflict' });
  });

  test('gives a different reason for each way it closed', () => {
    const reasons = final.map((state) => canAnswer({ state, expiresAt }, justBefore)).map((verdict) => (verdict.ok ? 'allowed' : verdict.because));
    expect(new Set(reasons).size).toBe(final.length);
  });

  test('that expired can still be sent again or withdrawn (M09)', () => {
    expect(shownState({ state: 'pending', expiresAt }, expiresAt)).toBe('expired');
    expect(canChange({ state: 'pending' })).toEqual({ ok: true });
  });
});

describe('the address of an invitation', () => {
  const casing = fc.tuple(fc.constantFrom('bob@example.org', 'anna.maria+team@data.example.com'), fc.infiniteStream(fc.boolean()))
    .map(([address, upper]) => [address, [...address].map((sign) => (upper.next().value ? sign.toUpperCase() : sign)).join('')] as const);
  const spaces = fc.constantFrom('', ' ', '\t', '\n ');

  test('is one whatever its case and the spaces around it (D03)', () => {
    fc.assert(fc.property(casing, spaces, spaces, ([address, typed], before, after) => {
      expect(Email.parse(`${before}${typed}${after}`)).toBe(address);
    }));
  });

  test('keeps a tag apart', () => expect(Email.parse('bob+x@example.org')).not.toBe(Email.parse('bob@example.org')));

  test.each(['', 'bob', 'bob@', '@example.org', 'bob@example', 'bob @example.org', 'a@b@c.org', 'bob@example.org\r\nBcc: eve@example.org', '<b>@example.org', `${'a'.repeat(288)}@example.org`])(
    '%j is refused with a sentence', (typed) => {
      const parsed = Email.safeParse(typed);
      expect(parsed.success).toBe(false);
      for (const issue of parsed.error?.issues ?? []) expect(issue.message).toMatch(/e-mail address/);
    });

  test('254 characters pass', () => {
    const domain = `${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.org`;
    const longest = `${'a'.repeat(254 - domain.length - 1)}@${domain}`;
    expect(longest).toHaveLength(254);
    expect(Email.safeParse(longest).success).toBe(true);
    expect(Email.safeParse(`a${longest}`).success).toBe(false);
  });

  test('nothing but address and the Admin box is taken (M07)', () => {
    const organizationId = crypto.randomUUID();
    expect(CreateInvitation.parse({ organizationId, email: 'bob@example.org' }).administrator).toBe(false);
    expect(CreateInvitation.safeParse({ organizationId, email: 'bob@example.org', role: 'owner' }).success).toBe(false);
    expect(CreateInvitation.safeParse({ organizationId, email: 'bob@example.org', administrator: 'yes' }).success).toBe(false);
  });
});
