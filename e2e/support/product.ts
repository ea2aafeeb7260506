/** The built product as a person starts it, on its own data folder and free ports; ended by its process id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');

export type Product = {
  url: string;
  mailboxUrl: string;
  dataFolder: string;
  /** Of the server; not of its database or clusters. */
  pid(): number;
  /** What it printed so far. */
  output(): string;
  /** Ctrl-C, as a person would; resolves with what it printed. */
  stop(): Promise<string>;
  start(): Promise<void>;
  /** Stops the server and the clusters that outlive it, and removes the data. */
  dispose(): Promise<void>;
};

function launch(environment: Record<string, string>, onOutput: (text: string) => void): ChildProcess {
  const child = spawn(process.execPath, ['server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/root', LOG_LEVEL: 'warn',
      NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/hopyard'), ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => onOutput(chunk.toString()));
  return child;
}

/** A start that is expected to refuse: its exit code and what it printed. One that comes up is ended and has no code. */
export async function attemptStart(environment: Record<string, string>): Promise<{ code: number | null; printed: string }> {
  let printed = '';
  const child = launch(environment, (text) => (printed += text));
  const ended = new Promise((resolve) => child.once('close', resolve));
  await until(() => child.exitCode !== null || printed.includes('Ctrl-C stops it'), 60_000, () => printed);
  const { exitCode: code } = child;
  if (code === null) child.kill('SIGINT');
  await ended;
  return { code, printed };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * @param environment read at every start, so that a test may change it in between
 * @param host by which people reach it: passkeys need a name
 */
export async function startProduct(environment: Record<string, string> = {}, host: '127.0.0.1' | 'localhost' = '127.0.0.1'): Promise<Product> {
  const data = mkdtempSync(path.join(tmpdir(), 'hopyard-journey-'));
  const [port, mailboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()];
  const url = `http://${host}:${port}`;
  let child: ChildProcess | null = null;
  let printed = '';

  async function start(): Promise<void> {
    printed = '';
    const ports = { PORT: String(port), MAILBOX_PORT: String(mailboxPort), MAILBOX_SMTP_PORT: String(smtpPort) };
    const started = launch({ HOPYARD_DATA_DIR: data, ...ports, ...(host === 'localhost' ? { PUBLIC_URL: url } : {}), ...environment }, (text) => (printed += text));
    child = started;
    await until(() => printed.includes('Ctrl-C stops it') || started.exitCode !== null, 60_000, () => printed);
    if (started.exitCode !== null) throw new Error(`The product did not start:\n${printed}`);
  }

  async function stop(): Promise<string> {
    const running = child;
    if (running && running.exitCode === null) {
      running.kill('SIGINT');
      await until(() => running.exitCode !== null, 20_000, () => printed);
    }
    child = null;
    return printed;
  }

  await start();
  return {
    url,
    mailboxUrl: `http://127.0.0.1:${mailboxPort}`,
    dataFolder: data,
    pid: () => child?.pid ?? 0,
    output: () => printed,
    start, stop,
    async dispose() {
      await stop();
      endClusters(path.join(data, 'clusters'));
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export async function until(holds: () => boolean | Promise<boolean>, limitMs: number, describe: () => string): Promise<void> {
  for (const began = Date.now(); !(await holds()); ) {
    if (Date.now() - began > limitMs) throw new Error(`Not within ${limitMs} ms:\n${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Clusters outlive the server by design; here they end with the test. Only a process that runs on this very folder is ended. */
function endClusters(folder: string): void {
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('run.json'))) {
    const { pid } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { pid: number };
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)) process.kill(pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  }
}
