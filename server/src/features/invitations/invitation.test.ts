import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Email } from '../users/contract.ts';
import { CreateInvitation } from './contract.ts';
import { canAnswer, canChange, canCopyLink, shownState, type InvitationState } from './invitation.ts';

const states: InvitationState[] = ['pending', 'accepted', 'rejected', 'withdrawn', 'replaced', 'ended'];
const final = states.filter((state) => state !== 'pending');

describe('an invitation', () => {
  test('is answered until it has expired (D03)', () => {
    expect(canAnswer({ state: 'pending', expired: false })).toEqual({ ok: true });
    expect(canAnswer({ state: 'pending', expired: true })).toMatchObject({ ok: false, kind: 'conflict', because: 'This invitation has expired. Ask for a new one.' });
  });

  test.each(final)('that is %s is closed for good, expired or not, and says why', (state) => {
    for (const expired of [false, true]) {
      expect(shownState({ state, expired })).toBe('closed');
      const verdict = canAnswer({ state, expired });
      expect(verdict).toMatchObject({ ok: false, kind: 'conflict' });
      expect(verdict.ok ? '' : verdict.because).not.toContain('expired');
    }
    expect(canChange({ state })).toMatchObject({ ok: false, kind: 'conflict' });
  });

  test('gives a different reason for each way it closed', () => {
    const reasons = final.map((state) => canAnswer({ state, expired: false })).map((verdict) => (verdict.ok ? 'allowed' : verdict.because));
    expect(new Set(reasons).size).toBe(final.length);
  });

  test('that expired can still be sent again or withdrawn (M09)', () => {
    expect(shownState({ state: 'pending', expired: true })).toBe('expired');
    expect(canChange({ state: 'pending' })).toEqual({ ok: true });
  });

  test('has a link to copy only while somebody could accept it', () => {
    expect(canCopyLink({ state: 'pending', expired: false })).toEqual({ ok: true });
    expect(canCopyLink({ state: 'pending', expired: true })).toMatchObject({ kind: 'conflict', because: 'This invitation has expired. Send it again, then copy a link.' });
    for (const state of final) expect(canCopyLink({ state, expired: false })).toMatchObject({ kind: 'conflict' });
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
