import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UpdateOrganization, CreateOrganization } from './contract.ts';
import { cleanName, isTimeZone, nameFor, slugFor } from './organization.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 120 });
const slugOfTheTable = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/; // the check of migration 0002
const suffix = fc.stringMatching(/^[0-9a-f]{6}$/);

describe('slugFor', () => {
  test('gives for any name a word that the table and a URL accept (D01)', () => {
    fc.assert(fc.property(text, suffix, (name, end) => {
      const slug = slugFor(name, end);
      expect(slug).toMatch(slugOfTheTable);
      expect(encodeURIComponent(slug)).toBe(slug);
      expect(slug.endsWith(end)).toBe(true);
    }));
  });

  test.each([
    ["Alice's organization", 'alices-organization-0a1b2c'],
    ['Älvsjö Öl & Bröd', 'alvsjo-ol-brod-0a1b2c'],
    ['东京', '0a1b2c'],
    ['--- ---', '0a1b2c'],
    ['x'.repeat(80), `${'x'.repeat(36)}-0a1b2c`],
  ])('%s becomes %s', (name, slug) => expect(slugFor(name, '0a1b2c')).toBe(slug));
});

describe('cleanName', () => {
  test('is stable: a clean name stays as it is', () => {
    fc.assert(fc.property(text, (name) => { expect(cleanName(cleanName(name))).toBe(cleanName(name)); }));
  });

  test('leaves no control, direction or doubled space character in any name', () => {
    const nasty = fc.array(fc.oneof(fc.constantFrom('\u202e', '\u0000', '\r\n', '\u200b', '\u2028', '\u2066', '\t', '  '), text)).map((parts) => parts.join(''));
    fc.assert(fc.property(nasty, (name) => {
      expect(cleanName(name)).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/u);
      expect(cleanName(name)).not.toMatch(/\s\s|^\s|\s$/);
    }));
  });

  test('keeps an ordinary name', () => expect(cleanName(' Data  Platform\u202eTeam ')).toBe('Data Platform Team'));
});

test('a new organization is named after the given name (M02)', () => expect(nameFor('Alice')).toBe("Alice's organization"));

describe('the time zone', () => {
  test.each(['UTC', 'Europe/Stockholm', 'America/Argentina/Buenos_Aires'])('%s is one', (name) => expect(isTimeZone(name)).toBe(true));
  test.each(['', 'Mars/Base', 'Stockholm time', '../etc/passwd', '+01:00', '-0530', '+01'])('"%s" is none: only names mean the same to everybody', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe('the wire of a name', () => {
  test('80 characters pass, 81 and an empty one do not', () => {
    expect(CreateOrganization.safeParse({ name: 'x'.repeat(80) }).success).toBe(true);
    expect(CreateOrganization.safeParse({ name: 'x'.repeat(81) }).success).toBe(false);
    expect(CreateOrganization.safeParse({ name: ' \u200b ' }).success).toBe(false);
  });

  test('what is not a field of it is refused, not dropped', () => {
    expect(CreateOrganization.safeParse({ name: 'A', createdBy: 'someone' }).success).toBe(false);
    expect(UpdateOrganization.safeParse({ organizationId: crypto.randomUUID(), slug: 'mine' }).success).toBe(false);
    expect(UpdateOrganization.safeParse({ organizationId: crypto.randomUUID(), name: 'A' }).success).toBe(true);
  });
});
