import { addressesIn, sameAddress } from './addresses.ts';

/** One person of "Invite several…": `problem` is what stands in the way, in words, from here or from the server. */
export type Invitee = { email: string; administrator: boolean; problem: string | null };

/** Adds what a text holds to a list; who is on it already stays as chosen. */
export function withAddresses(list: readonly Invitee[], text: string): { list: Invitee[]; found: number } {
  const known = new Set(list.map(({ email }) => sameAddress(email)));
  const found = addressesIn(text);
  const fresh = found.filter(({ email }) => !known.has(sameAddress(email)));
  return { list: [...list, ...fresh.map((one) => ({ ...one, administrator: false }))], found: found.length };
}

export const without = (list: readonly Invitee[], email: string): Invitee[] => list.filter((one) => one.email !== email);

export const changed = (list: readonly Invitee[], email: string, change: Partial<Invitee>): Invitee[] => list.map((one) => (one.email === email ? { ...one, ...change } : one));

export const sendable = (list: readonly Invitee[]): Invitee[] => list.filter(({ problem }) => problem === null);

const batchSize = 100;

/** The server takes so many at once. */
export function batches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) => items.slice(index * batchSize, (index + 1) * batchSize));
}
