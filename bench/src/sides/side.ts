/** One of the servers that are compared. All answer the same paths, from databases with the same rows. */
export type Side = {
  name: string;
  /** Origin without a trailing slash. */
  url: string;
  pid: number;
  /** Waits until work that it does after its answers is done; answers how much is left when patience ends. */
  settle(): Promise<number>;
};
