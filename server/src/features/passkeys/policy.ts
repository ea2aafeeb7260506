import type { Actor } from '../../kernel/actor.ts';
import { all, allowed, conflict, type Allowance, type Verdict } from '../../kernel/verdict.ts';
import { mayChangeSignIn } from '../users/policy.ts';
import { canHold } from './passkey.ts';

/** Passkeys are bound to the name at which this instance is reached; at some addresses there can be none. */
export const canExist = (possible: Allowance): Verdict => (possible === true ? allowed : conflict(possible));

export const mayAdd = (actor: Actor, { possible, count }: { possible: Allowance; count: number }): Verdict => all(mayChangeSignIn(actor), canExist(possible), canHold(count));
