/** Addresses in whatever people paste: a list, a column of a table, "Ada Lovelace <ada@example.org>", a CSV file. */

export type FoundAddress = { email: string; problem: string | null };

const between = /[\s,;|"'<>()[\]]+/u;
const wellFormed = /^[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+$/u;
const longest = 254;

/** Two spellings of one mailbox are one (D03). */
export const sameAddress = (email: string): string => email.normalize('NFKC').trim().toLowerCase();

function problemOf(email: string): string | null {
  if (email.length > longest) return `An address has at most ${longest} characters.`;
  return wellFormed.test(email) ? null : 'This is not an e-mail address.';
}

/** Each address once, in the order of the text; what has no @ is a name or a heading and no address. */
export function addressesIn(text: string): FoundAddress[] {
  const found = new Map<string, FoundAddress>();
  for (const word of text.split(between)) {
    const email = word.replace(/^mailto:/i, '').replace(/^[.:]+|[.:]+$/g, '');
    if (!email.includes('@') || found.has(sameAddress(email))) continue;
    found.set(sameAddress(email), { email, problem: problemOf(email) });
  }
  return [...found.values()];
}
