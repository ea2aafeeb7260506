/** Processes that the benchmark starts, and ends by their own id. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { request } from 'undici';
import type { Ending } from './ending.ts';

export type Child = { pid: number };

export type Program = {
  name: string;
  /** Options of node, the script and its arguments. */
  words: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Answers 200 once the program serves. */
  readyUrl: string;
};

const startPatienceMs = 30_000;
const stopPatienceMs = 15_000;

/** Starts it under the present Node and waits until it serves. Throws with the program's last words when it does not. */
export async function startProgram({ name, words, environment, readyUrl }: Program, ending: Ending): Promise<Child> {
  // Detached: a Ctrl-C must reach only this program, which then ends the others in order.
  const child = spawn(process.execPath, words, { env: { ...inherited(), ...environment }, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  ending.add(() => endChild(child, ended));
  if (!(await serves(child, readyUrl))) throw new Error(`${name} did not start. ${said.join('').slice(-2000)}`);
  child.stderr.on('data', (text: string) => void process.stderr.write(`${name}: ${text}`));
  return { pid: child.pid ?? 0 };
}

/** Configuration of whoever runs the benchmark must not change what is measured. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function serves(child: ChildProcess, readyUrl: string): Promise<boolean> {
  const deadline = Date.now() + startPatienceMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const status = await request(readyUrl).then(async ({ statusCode, body }) => (await body.dump(), statusCode), () => 0);
    if (status === 200) return true;
    await wait(25);
  }
  return false;
}

async function endChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
  await ended;
  clearTimeout(impatience);
}

/** A port of the loopback address that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
