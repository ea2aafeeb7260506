/** Ends what was started, last first, once; a second signal does not wait. */
export type Stopping = {
  /** Remembers how to end something that has just been started. */
  onStop(name: string, end: () => Promise<unknown> | unknown): void;
  stop(): Promise<void>;
};

export function createStopping(report: (message: string, error: unknown) => void): Stopping {
  const ends: { name: string; end: () => Promise<unknown> | unknown }[] = [];
  let running: Promise<void> | null = null;
  const endAll = async () => {
    for (const { name, end } of ends.reverse()) {
      try {
        await end();
      } catch (error) {
        report(`Could not stop ${name} cleanly`, error);
      }
    }
  };
  return { onStop: (name, end) => void ends.push({ name, end }), stop: () => (running ??= endAll()) };
}
