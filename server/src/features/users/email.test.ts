import { domainToASCII, domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Email } from './contract.ts';
import { normaliseEmail } from './email.ts';
import { fromPunycode, toPunycode } from './punycode.ts';

const faultOf = (typed: string) => Email.safeParse(typed).error?.issues.map(({ message }) => message) ?? [];

describe('the normal form of an address (D03)', () => {
  const letters = fc.constantFrom('b', 'o', 'B', 'Ｏ', 'ö', 'Ö', 'é', 'e\u0301', 'ﬁ', 'я', 'Я', 'σ', 'Σ', 'ß', '7', '-x');
  const word = fc.array(letters, { minLength: 1, maxLength: 12 }).map((all) => `a${all.join('')}z`);
  const address = fc.tuple(word, word).map(([local, domain]) => `${local}@${domain}.example`);
  const recased = (text: string, upper: readonly boolean[]) => [...text].map((letter, index) => (upper[index % upper.length] ? letter.toUpperCase() : letter.toLowerCase())).join('');

  test('is its own normal form', () => {
    fc.assert(fc.property(address, (typed) => {
      expect(normaliseEmail(normaliseEmail(typed))).toBe(normaliseEmail(typed));
    }));
  });

  test('is one whatever the case, the spaces around it and the composition of its letters', () => {
    const plain = fc.tuple(fc.stringMatching(/^[a-z0-9]{1,10}$/), fc.stringMatching(/^[a-zöéя]{1,10}$/)).map(([local, domain]) => `${local}@${domain}.example`);
    fc.assert(fc.property(plain, fc.array(fc.boolean(), { minLength: 1 }), fc.constantFrom('', ' ', '\t', '\n ', '\u00a0'), fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (typed, upper, space, form) => {
      expect(normaliseEmail(`${space}${recased(typed, upper).normalize(form)}${space}`)).toBe(normaliseEmail(typed));
    }));
  });

  test.each([
    ['Bob@BÜCHER.example', 'bob@xn--bcher-kva.example'],
    ['bob@xn--bcher-kva.example', 'bob@xn--bcher-kva.example'],
    ['bob@bu\u0308cher.example', 'bob@xn--bcher-kva.example'],
    ['bob＠ｅxample．org', 'bob@example.org'],
    ['用户@例え。テスト', '用户@xn--r8jz45g.xn--zckzah'],
    ['Jörg@example.org', 'jörg@example.org'],
  ])('of %j is %j', (typed, stored) => {
    expect(normaliseEmail(typed)).toBe(stored);
    expect(Email.parse(typed)).toBe(stored);
  });
});

describe('a domain in another alphabet', () => {
  test.each(['bob@пример.example', 'bob@пример.рф', 'bob@bücher.example', 'bob@例え.example', 'bob@日本aoki.example', 'bob@παράδειγμα.example', 'bob@한국.example', 'bob@דוגמה.example', 'bob@сосо.рф'])(
    '%j is taken, for it is written in one', (typed) => expect(faultOf(typed)).toEqual([]));

  test.each(['bob@exаmple.org', 'bob@examplе.com', 'bob@googlе.example', 'bob@αpple.example', 'bob@xn--exmple-4nf.org', 'bob@mail.exаmple.org', 'bob@гoogle.рф'])(
    '%j is refused, for it mixes alphabets', (typed) => expect(faultOf(typed)).toEqual([expect.stringContaining('mixes letters of different alphabets')]));

  test.each(['bob@аррӏе.com', 'bob@xn--80ak6aa92e.com'])('%j is refused, for it only looks Latin', (typed) => expect(faultOf(typed)).toEqual([expect.stringContaining('only look like Latin ones')]));

  test.each(['bob@xn--a.org', 'bob@xn--abc-.org', 'bob@xn--99999999999.org', 'bob@xn--BCHER-KVA\u200b.org', `bob@${'ü'.repeat(64)}.org`])('%j is no address', (typed) => expect(faultOf(typed)).toEqual(['This is not an e-mail address.']));
});

describe('what could act in a mail', () => {
  test.each(['bob\u0000@example.org', 'bob@example.org\u0000', 'bob\r\n@example.org', 'bob@exa\nmple.org', 'bob\u202e@example.org', 'bo\u200bb@example.org', 'bob@example.org\u2028x', 'bob,eve@example.org', '"bob"@example.org', 'bob@[127.0.0.1]', 'bob@example.org>'])(
    '%j is no address', (typed) => expect(faultOf(typed)).toEqual(['This is not an e-mail address.']));

  test('254 characters are taken, counted as the address travels; one more is not', () => {
    const of = (length: number) => `${'a'.repeat(length - '@example.org'.length)}@example.org`;
    expect(faultOf(of(254))).toEqual([]);
    expect(faultOf(of(255))).toEqual(['An e-mail address has at most 254 characters.']);
    expect(faultOf(`${'a'.repeat(220)}@${'ü'.repeat(20)}.example`)).toEqual(['An e-mail address has at most 254 characters.']);
  });
});

describe('punycode', () => {
  const label = fc.array(fc.constantFrom(...'abcz09äöüßéñ', ...'яжпри', ...'例えテスト中文', ...'한국', '𠮷', '😀'), { minLength: 1, maxLength: 20 }).map((all) => all.join('')).filter((text) => /[^\p{ASCII}]/u.test(text));
  test('is read back as it was written', () => {
    fc.assert(fc.property(label, (text) => {
      expect(fromPunycode(toPunycode(text))).toBe(text);
    }));
  });
  test.each(['bücher', 'пример', '例え', 'テスト', '한국', 'café', 'münchen-ost', 'παράδειγμα'])('%j is as everybody else writes it', (text) => {
    expect(`xn--${toPunycode(text)}`).toBe(domainToASCII(text));
    expect(domainToUnicode(`xn--${toPunycode(text)}`)).toBe(text);
  });
  test('takes no nonsense', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => {
      const read = fromPunycode(text);
      expect(read === null || typeof read === 'string').toBe(true);
    }));
    expect([fromPunycode(''), fromPunycode('abc-'), fromPunycode('Ü'), fromPunycode('99999999')]).toEqual([null, null, null, null]);
  });
});
