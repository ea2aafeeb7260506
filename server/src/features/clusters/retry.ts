/** When to try again what a cluster or a machine did not do. */
const waits = [2_000, 5_000, 15_000, 60_000] as const;
const longestWaitMs = 300_000;

/** @param attempts how many tries have failed so far, the last one included */
export const waitMs = (attempts: number): number => waits[attempts - 1] ?? longestWaitMs;
