/** Ends what was started, last first, once; a second signal does not wait. */
export type Stopping = {
  /** Remembers how to end something that has just been started. */
  onStop(name: string, end: () => Promise<unknown> | unknown): void;
  stop(): Promise<void>;
};

/** @param limitMs how long one thing may take to end; then the next one is ended all the same */
export function createStopping(report: (message: string, error: unknown) => void, limitMs = 3000): Stopping {
  const ends: { name: string; end: () => Promise<unknown> | unknown }[] = [];
  let running: Promise<void> | null = null;
  const endAll = async () => {
    for (const { name, end } of ends.reverse()) {
      try {
        await within(limitMs, end());
      } catch (error) {
        report(`Could not stop ${name} cleanly`, error);
      }
    }
  };
  return { onStop: (name, end) => void ends.push({ name, end }), stop: () => (running ??= endAll()) };
}

/** A request or a job that hangs must not keep the database and the process from ending. */
export async function within<T>(limitMs: number, ending: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It did not end within ${limitMs} ms`)), limitMs);
  });
  return Promise.race([ending, late]).finally(() => clearTimeout(timer));
}
