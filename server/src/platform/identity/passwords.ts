/** Hashes and guessability of passwords. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { verifyPassword as verify } from 'better-auth/crypto';
import type { StrengthOf } from '../../features/users/password.ts';

export { hashPassword } from 'better-auth/crypto';

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => verify({ hash: passwordHash, password });

// The work grows with the square of the length, on the thread of all requests; whose first part is strong, is strong.
const judgedCharacters = 24;

/** The dictionaries are built at the first use, once. */
export function createStrengthOf(): StrengthOf {
  let built: ZxcvbnFactory | undefined;
  return (password, words) => {
    built ??= new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
      translations: english.translations,
    });
    const { score, feedback } = built.check(password.slice(0, judgedCharacters), [...words, 'hopyard', 'hopsworks']);
    const hint = feedback.warning?.trim();
    return { score, hint: hint ? (/[.!?]$/.test(hint) ? hint : `${hint}.`) : null };
  };
}
