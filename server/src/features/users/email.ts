/**
 * One normal form for each address, in which it is stored and compared everywhere (D03): small letters, compatible characters
 * united, and a domain in other alphabets as it travels (`xn--`). What could pass for another address is refused.
 */
import { fromPunycode, toPunycode } from './punycode.ts';

const longestEmail = 254;
const longestLabel = 63;
const prefix = 'xn--';

const united = (text: string): string => text.normalize('NFKC').trim().toLowerCase().normalize('NFKC');
const isPlain = (label: string): boolean => /^[\p{ASCII}]*$/u.test(label);
const isWord = (label: string): boolean => /^[\p{L}\p{M}\p{N}-]+$/u.test(label);

const normalLabel = (label: string): string => (isPlain(label) || !isWord(label) || label.length > longestLabel ? label : prefix + toPunycode(label));

/** The form in which addresses are stored and compared. What is no address stays none. */
export function normaliseEmail(email: string): string {
  const clean = united(email);
  const at = clean.lastIndexOf('@');
  return at < 0 ? clean : `${clean.slice(0, at)}@${clean.slice(at + 1).replaceAll('\u3002', '.').split('.').map(normalLabel).join('.')}`;
}

// Letters of every alphabet, and the signs that mailboxes use; nothing that is invisible, breaks a line or has a meaning in a header.
const localPart = /^(?!\.)(?!.*\.\.)[\p{L}\p{M}\p{N}_'+.-]*[\p{L}\p{M}\p{N}_+-]$/u;
const domainPart = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])$/;

const noAddress = 'This is not an e-mail address.';

/** A sentence, or null for an address in its normal form that can be written to. */
export function emailFault(email: string): string | null {
  if (email.length > longestEmail) return `An e-mail address has at most ${longestEmail} characters.`;
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if (at < 0 || !localPart.test(email.slice(0, at)) || !domainPart.test(domain)) return noAddress;
  const labels = domain.split('.');
  if (labels.some((label) => label.length > longestLabel)) return noAddress;
  const endsInLatin = !labels.at(-1)?.startsWith(prefix);
  return labels.filter((label) => label.startsWith(prefix)).map((label) => labelFault(label, endsInLatin)).find((fault) => fault !== null) ?? null;
}

function labelFault(label: string, endsInLatin: boolean): string | null {
  const letters = fromPunycode(label.slice(prefix.length));
  if (letters === null || united(letters) !== letters || normalLabel(letters) !== label) return noAddress;
  if (isMixed(letters)) return 'The domain of this e-mail address mixes letters of different alphabets, as forged addresses do. Type it yourself instead of copying it.';
  return endsInLatin && isDisguised(letters)
    ? 'The domain of this e-mail address is written in letters that only look like Latin ones, as forged addresses are. Type it yourself instead of copying it.'
    : null;
}

const alphabets = {
  latin: /\p{Script=Latin}/u, greek: /\p{Script=Greek}/u, cyrillic: /\p{Script=Cyrillic}/u, armenian: /\p{Script=Armenian}/u, hebrew: /\p{Script=Hebrew}/u,
  arabic: /\p{Script=Arabic}/u, georgian: /\p{Script=Georgian}/u, cherokee: /\p{Script=Cherokee}/u, devanagari: /\p{Script=Devanagari}/u, thai: /\p{Script=Thai}/u,
  han: /\p{Script=Han}/u, hiragana: /\p{Script=Hiragana}/u, katakana: /\p{Script=Katakana}/u, hangul: /\p{Script=Hangul}/u, bopomofo: /\p{Script=Bopomofo}/u,
} as const;
const inNone = /[\p{Script=Common}\p{Script=Inherited}]/u;
// How Japanese, Korean and Chinese are written; none of their signs looks like a Latin letter.
const together = [['latin', 'han', 'hiragana', 'katakana'], ['latin', 'han', 'hangul'], ['latin', 'han', 'bopomofo']];

function isMixed(label: string): boolean {
  const found = new Set<string>();
  for (const letter of label) {
    if (inNone.test(letter)) continue;
    found.add(Object.entries(alphabets).find(([, alphabet]) => alphabet.test(letter))?.[0] ?? 'another');
  }
  return found.size > 1 && !together.some((set) => [...found].every((alphabet) => set.includes(alphabet)));
}

/** A whole word of Cyrillic or Greek letters that each pass for a Latin one: asked where what follows is Latin. */
const isDisguised = (label: string): boolean => /^[асԁеһіјӏорԗԛѕтԝхуъьүҽпгѵѡѐѓќўї0-9-]+$/u.test(label) || /^[αγικνορυωϲϳ0-9-]+$/u.test(label);
