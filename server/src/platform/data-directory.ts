/** The folder in which everything of one instance lies. One process at a time; private to its user. */
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { readOrNull, writeWhole } from './files.ts';
import { LockHeldError, takeProcessLock, type ProcessLock } from './process-lock.ts';
import { listenerOf } from './processes.ts';

export interface DataDirectory {
  /** Absolute and without links. */
  path: string;
  /** For the embedded database (its data may lie elsewhere; this says where). */
  postgres: string;
  /** One folder per local cluster. */
  clusters: string;
  /** What the local mail catcher received. */
  mail: string;
  /** The master key, unless HOPYARD_SECRET is set. */
  secretFile: string;
  /**
   * The port to listen on under this name, free at this moment on `host`, and recorded. `wanted` 0 means any: the
   * recorded one, so that addresses stay the same from start to start. Throws PortTakenError; never picks another.
   */
  chosenPort(name: string, wanted: number, host?: string): Promise<number>;
  /** Lets the next process in. A crash does the same. */
  close(): void;
}

/** The port is in use; the message says by whom where the system tells. */
export class PortTakenError extends Error {
  readonly port: number;
  constructor(name: string, port: number) {
    const holder = listenerOf(port);
    const who = holder === null ? 'another program' : `process ${holder.pid} (${holder.command})`;
    super(`Port ${port}, wanted for ${name}, is in use by ${who}: stop that one or choose another port.`);
    this.name = 'PortTakenError';
    this.port = port;
  }
}

/** Makes the folder (mode 700) and holds it until `close` or the end of the process. Throws one sentence when another holds it. */
export function openDataDirectory(directory: string, { log }: { log: (message: string) => void }): DataDirectory {
  if (mkdirSync(directory, { recursive: true, mode: 0o700 }) !== undefined) log(`Keeping everything in ${path.resolve(directory)}`);
  const root = realpathSync(directory);
  chmodSync(root, 0o700);
  const lock = holdDirectory(root);
  const folder = (name: string): string => {
    const made = path.join(root, name);
    mkdirSync(made, { recursive: true, mode: 0o700 });
    return made;
  };
  // One at a time, or two callers would draw and record over each other.
  let turn: Promise<unknown> = Promise.resolve();
  return {
    path: root,
    postgres: folder('postgres'),
    clusters: folder('clusters'),
    mail: folder('mail'),
    secretFile: path.join(root, 'secret'),
    chosenPort: (name, wanted, host = '127.0.0.1') => {
      const chosen = turn.then(() => choosePort(path.join(root, 'ports.json'), name, { wanted, host }));
      turn = chosen.catch(() => undefined);
      return chosen;
    },
    close: () => lock.release(),
  };
}

function holdDirectory(root: string): ProcessLock {
  try {
    return takeProcessLock(path.join(root, 'process.lock'));
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    throw new Error(`Hopyard already runs on ${root}: process ${error.holder.pid}, since ${error.holder.since}. Stop that one first, or set HOPYARD_DATA_DIR to another folder.`);
  }
}

async function choosePort(file: string, name: string, { wanted, host }: { wanted: number; host: string }): Promise<number> {
  const recorded = readPorts(file);
  const drawn = wanted === 0 ? (recorded[name] ?? (await drawPort(host, new Set(Object.values(recorded))))) : wanted;
  if ((await listenOnce(drawn, host)) === null) throw new PortTakenError(name, drawn);
  if (recorded[name] !== drawn) writeWhole(file, `${JSON.stringify({ ...recorded, [name]: drawn }, null, 2)}\n`, 0o600);
  return drawn;
}

// A port that is recorded under another name may be free only because its owner has not started yet.
async function drawPort(host: string, recorded: ReadonlySet<number>): Promise<number> {
  for (let round = 0; round < 100; round += 1) {
    const port = await listenOnce(0, host);
    if (port !== null && !recorded.has(port)) return port;
  }
  throw new Error(`No free port was found on ${host}.`);
}

/** The port that could be bound, closed again; null when it is taken. Throws for an address that is not this machine's. */
function listenOnce(port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else if (error.code === 'EACCES') reject(new Error(`Port ${port} on ${host} needs more rights than this user has: choose one above 1023.`));
      else reject(new Error(`${host} cannot be listened on: ${error.message}.`));
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

function readPorts(file: string): Record<string, number> {
  const text = readOrNull(file);
  if (text === null) return {};
  try {
    return JSON.parse(text) as Record<string, number>;
  } catch {
    throw new Error(`${file} is damaged: repair it, or delete it to choose the ports anew.`);
  }
}
