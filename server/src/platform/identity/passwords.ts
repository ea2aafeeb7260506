/** Hashes and guessability of passwords. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { verifyPassword as verify } from 'better-auth/crypto';
import type { StrengthOf } from '../../features/users/password.ts';

export { hashPassword } from 'better-auth/crypto';

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => verify({ hash: passwordHash, password });

/** Builds its dictionaries once, at the start. */
export function createStrengthOf(): StrengthOf {
  const estimator = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  });
  return (password, words) => {
    const { score, feedback } = estimator.check(password, [...words, 'hopyard', 'hopsworks']);
    const hint = feedback.warning?.trim();
    return { score, hint: hint ? (/[.!?]$/.test(hint) ? hint : `${hint}.`) : null };
  };
}
