/** Named faults that a test switches on per operation; off, and unreachable, unless the configuration allows them. */
import { z } from 'zod';

const faultSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']),
  /** A prefix of the path. */
  path: z.string().startsWith('/'),
  kind: z.enum(['delay', 'error-500', 'drop-after-commit', 'unauthorized', 'conflict', 'mail-fails']),
  /** How often it strikes; without it, until the list is replaced. */
  times: z.int().min(1).optional(),
  delayMs: z.int().min(0).max(120_000).optional(),
});

export const faultListSchema = z.array(faultSchema).max(100);
export type Fault = z.output<typeof faultSchema>;

export type Faults = ReturnType<typeof faultSwitches>;

export function faultSwitches() {
  let faults: Fault[] = [];
  return {
    list: (): readonly Fault[] => faults,
    replace: (next: readonly Fault[]): void => {
      faults = next.map((fault) => ({ ...fault }));
    },
    /** The first fault of one of these kinds for this operation; counts as one strike. */
    take: (method: string, path: string, kinds: readonly Fault['kind'][]): Fault | null => {
      const fault = faults.find((each) => each.method === method && path.startsWith(each.path) && kinds.includes(each.kind));
      if (!fault) return null;
      if (fault.times !== undefined) fault.times -= 1;
      if (fault.times === 0) faults = faults.filter((each) => each !== fault);
      return fault;
    },
  };
}
