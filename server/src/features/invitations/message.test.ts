import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CreateInvitation } from './contract.ts';
import { invitationLetter } from './letters.ts';
import { cleanMessage } from './message.ts';
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';

const letterWith = (message: string | null) => invitationLetter(
  {
    id: 'i' as InvitationId, organizationId: 'o' as OrganizationId, organizationName: 'Acme', email: 'bob@example.org', role: 'member', message,
    invitedBy: { givenName: 'Alice', familyName: 'Adams' }, expiresAt: new Date('2026-03-08T12:00:00Z'),
  },
  { publicUrl: 'https://hopyard.example.org', token: 'secret-of-the-mailbox' },
);

test.each([
  ['Hello Bob', 'Hello Bob'],
  ['  one \r\n\r\n\r\n\r\n two\t three ', 'one\n\ntwo three'],
  ['a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
  ['\u202eabc\u202c \u2066x\u2069\u200b\ufeff', 'abc x'],
  ['naïve 李 👩‍👩‍👧 नमस्ते', 'naïve 李 👩‍👩‍👧 नमस्ते'],
  [' \n\u200b ', null],
  ['', null],
])('the message %j is kept as %j', (typed, kept) => expect(cleanMessage(typed)).toBe(kept));

test('whatever was typed, what is kept has no control, no direction mark, and stays the same when it is cleaned again', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
    const kept = cleanMessage(typed) ?? '';
    expect(kept).not.toMatch(/[^\P{Cc}\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]/u);
    expect(cleanMessage(kept) ?? '').toBe(kept);
  }));
});

test('500 characters are taken, counted after cleaning, and one more is not', () => {
  const parse = (message: string) => CreateInvitation.safeParse({ organizationId: crypto.randomUUID(), email: 'bob@example.org', message });
  expect(parse(` ${'x'.repeat(500)}\u200b\n`).data?.message).toBe('x'.repeat(500));
  expect(parse('x'.repeat(501)).error?.issues).toMatchObject([{ path: ['message'], message: 'A message has at most 500 characters.' }]);
  expect(parse('x'.repeat(5000)).error?.issues).toMatchObject([{ message: 'A message has at most 500 characters.' }]);
});

test('the letter quotes it as the words of who invites, in both parts; without one nothing is quoted', () => {
  const { text, html } = letterWith('Welcome!\n<b>Bold</b> & "you"');
  expect(text).toContain('Alice Adams writes:\n> Welcome!\n> <b>Bold</b> & "you"\n\nSee the invitation:');
  expect(html).toContain('Alice Adams writes:');
  expect(html).toContain('Welcome!<br>&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;you&quot;</blockquote>');
  expect(letterWith(null).text).not.toContain('writes:');
});

test('nothing in it becomes a link, not even a mail address: the only link is ours (M07)', () => {
  const { text, html } = letterWith('See https://evil.example/login or www.evil.example,\nmailto:eve@evil.example eve@evil.example HTTP://EVIL.EXAMPLE evil.example/a?b=c');
  for (const part of [text, html]) {
    const withoutOurs = part.replaceAll('https://hopyard.example.org/invitation#secret-of-the-mailbox', '');
    expect(withoutOurs.match(/(?:https?:\/\/|www\.)[a-z0-9]\S*|[\w.+-]+@[\w-]+\.[a-z]+|\b[a-z0-9-]+\.(?:example)\b/gi)).toBeNull();
  }
  expect(html.match(/<a /g)).toHaveLength(1);
});
