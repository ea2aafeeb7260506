import { addressesIn, sameAddress } from './addresses.ts';

/** One person of "Invite several…": `problem` is what stands in the way, in words, from here or from the server; `isFinal` when trying again is no use. */
export type Invitee = { email: string; administrator: boolean; problem: string | null; isFinal: boolean };

/** Adds what a text holds to a list; who is on it already stays as chosen. */
export function withAddresses(list: readonly Invitee[], text: string): { list: Invitee[]; found: number } {
  const known = new Set(list.map(({ email }) => sameAddress(email)));
  const found = addressesIn(text);
  const fresh = found.filter(({ email }) => !known.has(sameAddress(email)));
  return { list: [...list, ...fresh.map((one) => ({ ...one, administrator: false, isFinal: one.problem !== null }))], found: found.length };
}

export const without = (list: readonly Invitee[], email: string): Invitee[] => list.filter((one) => one.email !== email);

export const changed = (list: readonly Invitee[], email: string, change: Partial<Invitee>): Invitee[] => list.map((one) => (one.email === email ? { ...one, ...change } : one));

export const sendable = (list: readonly Invitee[]): Invitee[] => list.filter(({ isFinal }) => !isFinal);

type Outcome = { email: string; outcome: string; sentence: string };

const invited = ['invited', 'replaced'];
const worthAnotherTry = ['no-seat', 'limited'];

export const isInvited = ({ outcome }: Outcome): boolean => invited.includes(outcome);

/** Who was invited goes off the list; who was not stays, with the server's reason. */
export function afterSending(list: readonly Invitee[], outcomes: readonly Outcome[]): Invitee[] {
  const byEmail = new Map(outcomes.map((outcome) => [outcome.email, outcome]));
  return list.flatMap((invitee) => {
    const outcome = byEmail.get(invitee.email);
    if (!outcome) return [invitee];
    return isInvited(outcome) ? [] : [{ ...invitee, problem: outcome.sentence, isFinal: !worthAnotherTry.includes(outcome.outcome) }];
  });
}
