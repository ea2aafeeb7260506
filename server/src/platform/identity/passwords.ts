/** Hashes and guessability of passwords. */
import { createRequire } from 'node:module';
import type * as core from '@zxcvbn-ts/core';
import type * as commonLanguage from '@zxcvbn-ts/language-common';
import type * as englishLanguage from '@zxcvbn-ts/language-en';
import { verifyPassword as verify } from 'better-auth/crypto';
import type { StrengthOf } from '../../features/users/password.ts';

export { hashPassword } from 'better-auth/crypto';

export const verifyPassword = (passwordHash: string, password: string): Promise<boolean> => verify({ hash: passwordHash, password });

// The work grows with the square of the length, on the thread of all requests; whose first part is strong, is strong.
const judgedCharacters = 24;

// Loaded when somebody first chooses a password: the dictionaries are a fifth of an idle server's memory.
const load = createRequire(import.meta.url);

function build(): core.ZxcvbnFactory {
  const { ZxcvbnFactory: Factory } = load('@zxcvbn-ts/core') as typeof core;
  const common = load('@zxcvbn-ts/language-common') as typeof commonLanguage;
  const english = load('@zxcvbn-ts/language-en') as typeof englishLanguage;
  return new Factory({ dictionary: { ...common.dictionary, ...english.dictionary }, graphs: common.adjacencyGraphs, translations: english.translations });
}

/** The dictionaries are built at the first use, once. */
export function createStrengthOf(): StrengthOf {
  let built: core.ZxcvbnFactory | undefined;
  return (password, words) => {
    built ??= build();
    const { score, feedback } = built.check(password.slice(0, judgedCharacters), [...words, 'hopyard', 'hopsworks']);
    const hint = feedback.warning?.trim();
    return { score, hint: hint ? (/[.!?]$/.test(hint) ? hint : `${hint}.`) : null };
  };
}
