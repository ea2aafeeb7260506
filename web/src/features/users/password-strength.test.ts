import { describe, expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';

describe('the strength of a password in words', () => {
  it('says how many characters are missing', () => {
    expect(passwordStrength('abc', [])).toEqual({ score: 0, words: '7 more characters needed' });
    expect(passwordStrength('abcdefghi', [])).toMatchObject({ words: '1 more character needed' });
  });

  it('finds the person’s own names in it', () => {
    expect(passwordStrength('alice-in-the-garden', ['Alice', 'Lindqvist']).score).toBe(1);
    expect(passwordStrength('walrus-in-the-garden', ['Alice', 'Lindqvist']).score).toBe(3);
  });

  it('is not fooled by length alone', () => {
    expect(passwordStrength('aaaaaaaaaaaaaaaaaaaa', []).score).toBe(1);
  });
});
