/** What makes a password acceptable. Length and guessability only: no rules about kinds of characters. */

const shortestPassword = 10;
export const longestPassword = 128;

/** How hard a password is to guess, from 0 to 4; `hint` says why it is easy. `words` are the person's own. */
export type StrengthOf = (password: string, words: readonly string[]) => { score: number; hint: string | null };

type About = { email: string; givenName: string; familyName: string };

const requiredScore = 3;

/** The sentence that says what is wrong, or null. */
export function passwordFault(password: string, about: About, strengthOf: StrengthOf): string | null {
  if (password.length < shortestPassword) return `A password has at least ${shortestPassword} characters.`;
  if (password.length > longestPassword) return `A password has at most ${longestPassword} characters.`;
  const words = wordsAbout(about);
  if (words.some((word) => isMostly(password, word))) return 'The password is too close to your name or e-mail address.';
  const { score, hint } = strengthOf(password, words);
  if (score >= requiredScore) return null;
  return `This password is easy to guess. ${hint ?? 'A few unrelated words are easy to remember and hard to guess.'}`;
}

function wordsAbout({ email, givenName, familyName }: About): string[] {
  const [local = '', domain = ''] = email.split('@');
  return [email, local, domain, givenName, familyName, `${givenName}${familyName}`, `${givenName} ${familyName}`].filter((word) => word.length > 2);
}

/** True when little more than the word is left of the password. */
function isMostly(password: string, word: string): boolean {
  const plain = password.toLowerCase();
  const at = plain.indexOf(word.toLowerCase());
  return at >= 0 && plain.length - word.length < 4;
}
