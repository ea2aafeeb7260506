/** What went wrong, as the card says it, and when it is tried again. Only sentences that were written to be shown leave here. */
import { HopsworksError, Unreachable } from '../cluster-accounts/hopsworks.ts';
import { DriverFault } from './driver.ts';

/** Raised where a step was not done for a reason that is already in words. */
export class Held extends Error {}

/** `next` is null for what is tried again by itself. */
export function explain(error: unknown): { message: string; next: string | null } {
  if (error instanceof DriverFault) return { message: error.message, next: error.next };
  if (error instanceof HopsworksError || error instanceof Unreachable || error instanceof Held) return { message: error.message, next: null };
  return { message: 'Something unexpected went wrong; the log of the server says what.', next: null };
}

/** For the log alone, and only of what nobody foresaw; the foreseen are sentences already. */
export function detailsOf(error: unknown): { error?: string } {
  const isForeseen = error instanceof DriverFault || error instanceof HopsworksError || error instanceof Unreachable || error instanceof Held;
  if (isForeseen) return {};
  return { error: error instanceof Error ? `${error.name}: ${error.message}` : 'not an error' };
}

const waits = [2_000, 5_000, 15_000, 60_000] as const;
const longestWaitMs = 300_000;

/** @param attempts how many tries have failed so far, the last one included */
export const waitMs = (attempts: number): number => waits[attempts - 1] ?? longestWaitMs;
