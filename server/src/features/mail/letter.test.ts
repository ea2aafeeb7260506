import { describe, expect, test } from 'vitest';
import { letter, type Letter } from './letter.ts';
import { withoutLinks } from './plain.ts';

const invitation = (more: Partial<Letter> = {}): Letter => ({
  to: 'bob@example.org',
  subject: 'Alice Adams invites you to Acme',
  heading: 'Join Acme',
  paragraphs: ['Alice Adams (alice@example.org) invites you as a member of Acme.'],
  action: { label: 'See the invitation', url: 'https://hopyard.example.org/invitations#secret-1' },
  footnote: 'You get this letter because your address was entered at Hopyard.',
  organizationId: null,
  invitationId: null,
  ...more,
});

/** What a mail reader would make clickable in running text. */
const clickable = /(?:https?:\/\/|www\.)[a-z0-9]\S*|(?<![@\w.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b/gi;

describe('letter', () => {
  test('an ordinary letter says everything in both parts and keeps its one link whole', () => {
    const mail = letter(invitation());
    expect(mail).toMatchObject({ to: 'bob@example.org', subject: 'Alice Adams invites you to Acme' });
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('Alice Adams (alice@example.org) invites you as a member of Acme.');
      expect(part).toContain('https://hopyard.example.org/invitations#secret-1');
      expect(part).toContain('You get this letter because');
    }
    expect(mail.html).toContain('<a href="https://hopyard.example.org/invitations#secret-1"');
  });

  test('a letter without an action has no link at all', () => {
    const { action: _, ...rest } = invitation();
    expect(letter(rest).html).not.toContain('<a ');
  });

  test('markup in a name is shown as typed and acts nowhere', () => {
    const name = `<img src=x onerror=alert(1)> & "Eve" 'O`;
    const { html, text } = letter(invitation({ heading: name, paragraphs: [name], action: { label: name, url: 'https://h.example/?a=1&b=' } }));
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Eve&quot; &#39;O');
    expect(html).toContain('href="https://h.example/?a=1&amp;b="');
    expect(text).toContain(name);
  });

  test('line breaks in a name end neither the subject nor a line of the text part', () => {
    const name = 'Eve\r\nBcc: all@example.org\u2028x\u0000';
    const mail = letter(invitation({ to: 'bob@example.org\r\nBcc: all@example.org', subject: `${name} invites you`, paragraphs: [name] }));
    expect(mail.subject).toBe('Eve Bcc: all@example.org x invites you');
    expect(mail.to).not.toMatch(/[\r\n]/);
    expect(mail.text).toContain('\n\nEve Bcc: all@example.org x\n\n');
  });

  test('direction marks, invisible characters and half characters in a name are taken out', () => {
    const mail = letter(invitation({ subject: '\u202Eecila\u202C\u200B \uD800', paragraphs: ['\u2067x\u2069\uFEFF'] }));
    expect(mail.subject).toBe('ecila \uFFFD');
    expect(mail.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
  });

  test('a name in another script, with joiners and accents, stays what it was', () => {
    const name = 'José نیم‌فاصله 👩‍💻';
    expect(letter(invitation({ paragraphs: [name] })).text).toContain(name);
  });

  test('a name that looks like an address becomes no link in either part', () => {
    const name = 'Win at https://evil.example/login or www.evil.example or evil.example';
    const mail = letter(invitation({ subject: name, paragraphs: [name] }));
    const own = 'https://hopyard.example.org/invitations#secret-1';
    expect(mail.text.match(clickable)).toEqual([own]);
    expect(mail.subject.match(clickable)).toBeNull();
    const visible = mail.html.replaceAll(/<[^>]*>/g, ' ');
    expect(visible.match(clickable)).toEqual([own]);
  });

  test('a link that is no web address is refused, a local one is not', () => {
    const withUrl = (url: string) => () => letter(invitation({ action: { label: 'Open', url } }));
    for (const url of ['javascript:alert(1)', 'https://a.example/" onclick="x', 'https://a.example/\r\nx', '//a.example']) expect(withUrl(url)).toThrow('http');
    expect(withUrl('http://127.0.0.1:8080/verify#abc_-1')).not.toThrow();
  });

  test('numbers, abbreviations at the end and mail addresses are left alone', () => {
    const line = 'Version 2.6.0 runs. Ask (alice@example.org), or bob@example.org.';
    expect(withoutLinks(line)).toBe(line);
  });
});
