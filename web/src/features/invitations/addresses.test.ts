import { describe, expect, it } from 'vitest';
import { addressesIn } from './addresses.ts';

const emails = (text: string) => addressesIn(text).map(({ email }) => email);

describe('addresses in what somebody pastes', () => {
  it('are found in lists however they are separated', () => {
    expect(emails('ada@example.org, bob@example.org;carol@example.org\n\tdan@example.org')).toEqual(['ada@example.org', 'bob@example.org', 'carol@example.org', 'dan@example.org']);
  });

  it('are found in any column of a CSV file, and its headings and names are not taken for addresses', () => {
    expect(emails('Name,Team,E-mail\n"Lovelace, Ada",Engines,"ada@example.org"\nBob,Yard,bob@example.org\n')).toEqual(['ada@example.org', 'bob@example.org']);
  });

  it('are taken out of what mail programs write around them', () => {
    expect(emails('Ada Lovelace <ada@example.org>, mailto:bob@example.org. (carol@example.org)')).toEqual(['ada@example.org', 'bob@example.org', 'carol@example.org']);
  });

  it('are one where only their case differs, and two where a tag does (D03)', () => {
    expect(emails('Ada@Example.org ada@example.org ada+hops@example.org')).toEqual(['Ada@Example.org', 'ada+hops@example.org']);
  });

  it('are kept with a sentence when they cannot be addresses, so that nobody is forgotten', () => {
    expect(addressesIn('ada@example bob@@example.org good@example.org')).toEqual([
      { email: 'ada@example', problem: 'This is not an e-mail address.' },
      { email: 'bob@@example.org', problem: 'This is not an e-mail address.' },
      { email: 'good@example.org', problem: null },
    ]);
    expect(addressesIn(`${'a'.repeat(250)}@example.org`)[0]?.problem).toContain('254');
  });

  it('may be international', () => {
    expect(addressesIn('ana@españa.example')[0]?.problem).toBeNull();
  });
});
