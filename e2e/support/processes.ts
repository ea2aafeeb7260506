/** Stopping and ending single processes, by their ids alone. Linux only, as are these journeys. */
import { readdirSync, readFileSync } from 'node:fs';

/** Whatever still runs and was started by `pid` itself. */
export function childrenOf(pid: number): { pid: number; command: string }[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const parent = Number(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) \S+ /s, '').split(' ')[0]);
      return parent === pid ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

/** The database that a server of ours started: its first process and those it serves people with. */
export function postgresOf(serverPid: number): { main: number; all: number[]; serving: number[] } {
  const main = childrenOf(serverPid).find(({ command }) => command.includes('postgres -D'))!.pid;
  const children = childrenOf(main);
  return { main, all: [main, ...children.map(({ pid }) => pid)], serving: children.filter(({ command }) => command.includes('hopyard_server') || command.includes('[local]')).map(({ pid }) => pid) };
}

export function signal(pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGKILL'): void {
  for (const pid of pids) process.kill(pid, name);
}
