export const shortestPassword = 10;

export type Strength = { score: 0 | 1 | 2 | 3; words: string };

const everyday = ['password', 'passwort', 'qwerty', 'letmein', 'welcome', 'hopsworks', 'hopyard', 'abcdef', '12345', 'iloveyou', 'admin'];

/**
 * A first impression while typing; the server has the last word. `personal` are words that a stranger
 * would try first, such as the names.
 */
export function passwordStrength(password: string, personal: readonly string[]): Strength {
  const missing = shortestPassword - password.length;
  if (missing > 0) return { score: 0, words: `${missing} more ${missing === 1 ? 'character' : 'characters'} needed` };
  const lower = password.toLowerCase();
  const known = [...personal.map((word) => word.toLowerCase()).filter((word) => word.length > 2), ...everyday].find((word) => lower.includes(word));
  if (known) return { score: 1, words: `Easy to guess: it contains “${known}”` };
  const distinct = new Set(lower).size;
  if (distinct < 6) return { score: 1, words: 'Easy to guess: few different characters' };
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  if (password.length >= 16 || (password.length >= 12 && kinds >= 3)) return { score: 3, words: 'Strong' };
  return { score: 2, words: 'Fair. A longer one, such as four unrelated words, is stronger' };
}
