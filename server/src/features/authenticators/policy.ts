import type { Actor } from '../../kernel/actor.ts';
import { all, type Verdict } from '../../kernel/verdict.ts';
import { mayChangeSignIn } from '../users/policy.ts';
import { canBegin, canConfirm, canUse, type Authenticator } from './authenticator.ts';

type Present = Pick<Authenticator, 'confirmedAt'> | null;

export const mayBegin = (actor: Actor, present: Present): Verdict => all(mayChangeSignIn(actor), canBegin(present));
export const mayConfirm = (actor: Actor, present: Present): Verdict => all(mayChangeSignIn(actor), canConfirm(present));
export const mayUse = (actor: Actor, present: Present): Verdict => all(mayChangeSignIn(actor), canUse(present));
