/** Ends what was started, last first and once, whatever fails meanwhile. */
export type Ending = {
  add(step: () => Promise<unknown> | unknown): void;
  /** A second call waits for the first. */
  end(): Promise<void>;
};

export function createEnding(say: (message: string) => void): Ending {
  const steps: (() => Promise<unknown> | unknown)[] = [];
  let running: Promise<void> | null = null;
  const endAll = async () => {
    for (const step of steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        say(`Could not clean up: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  return { add: (step) => void steps.push(step), end: () => (running ??= endAll()) };
}
