/** Why the runtime did not start, in a sentence that a person can act on. */
export type FailureCode =
  | 'configuration-wrong'
  | 'port-taken'
  | 'port-refused'
  | 'no-space'
  | 'database-damaged'
  | 'data-folder-in-use'
  | 'data-folder-wrong'
  | 'certificate-wrong'
  | 'unknown';

export class StartFailure extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');

/** `port` and `address` name what could not be listened on. */
export function describePortFailure(error: unknown, port: number, address: string): string {
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return `Port ${port} on ${address} is taken`;
  if (code === 'EACCES') return `Port ${port} on ${address} may not be opened by this user (numbers below 1024 need more rights)`;
  if (code === 'EADDRNOTAVAIL') return `Address ${address} is not an address of this machine`;
  return `Port ${port} on ${address} could not be opened (${code || String(error)})`;
}

const sqliteCodes: Record<number, [FailureCode, string]> = {
  5: ['data-folder-in-use', 'The data folder is in use by another process of this cluster. Stop that one first.'],
  11: ['database-damaged', 'The database file of the cluster is damaged. Restore it from a copy, or delete the cluster.'],
  13: ['no-space', 'No space is left for the database of the cluster. Free some, then start it again.'],
  26: ['database-damaged', 'The database file of the cluster is damaged. Restore it from a copy, or delete the cluster.'],
};

/** Turns what a start threw into a failure; the message never holds a secret. */
export function describeStartFailure(error: unknown): StartFailure {
  if (error instanceof StartFailure) return error;
  const code = codeOf(error);
  if (code === 'ENOSPC') return new StartFailure('no-space', 'No space is left in the data folder. Free some, then start it again.');
  if (code === 'ERR_SQLITE_ERROR' && error instanceof Error && 'errcode' in error && typeof error.errcode === 'number') {
    const known = sqliteCodes[error.errcode & 0xff];
    if (known) return new StartFailure(known[0], known[1]);
  }
  return new StartFailure('unknown', `The cluster could not start: ${error instanceof Error ? error.message : String(error)}`);
}
