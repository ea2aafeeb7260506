/**
 * A person with a sign-in. One address is one person, whatever its case (D03). Names reach clusters, which need both
 * and take at most 30 characters of each. What a person may do is never here: it is in the member rows.
 */
import type { UserId } from '../../kernel/id.ts';

export type User = {
  id: UserId;
  email: string;
  emailVerified: boolean;
  givenName: string;
  familyName: string;
};

export type NewUser = Omit<User, 'emailVerified'> & { emailVerified: boolean; passwordHash: string; createdAt: Date };

export const longestName = 30;

const marks = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu; // controls, direction and invisible characters
const addresses = /(?:\b[a-z][a-z0-9+.-]*:\/\/|\bwww\.)\S*/giu;
const dottedWords = /\.(?=\p{L}{2,})/gu;

/** Names stand in mails to others, so nothing in them may turn the text around or become a link. */
export const cleanPersonName = (name: string): string =>
  name.normalize('NFC').replace(marks, '').replace(addresses, ' ').replace(dottedWords, '. ').replace(/[<>/\\@]/g, ' ').replace(/\s+/g, ' ').trim();

export const fullName = ({ givenName, familyName }: Pick<User, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`.trim();

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);
