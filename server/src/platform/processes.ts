/** What the operating system says about other processes. Linux answers from /proc; elsewhere only liveness is known. */
import { readdirSync, readlinkSync } from 'node:fs';
import { readOrNull } from './files.ts';

/** Distinguishes a process from a later one with the same pid; null when none (or only a zombie) has that pid. */
export function processMark(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return isSignallable(pid) && readOrNull('/proc/self/stat') === null ? 'alive' : null;
  // The name in parentheses may itself hold spaces and parentheses, so fields are counted from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${bootId()}:${fields[19] ?? ''}`;
}

/** The command as a person would recognise it, at most 80 characters; arguments may hold secrets, so only two are shown. */
function commandOf(pid: number): string {
  const words = argumentsOf(pid);
  const shown = words.length > 0 ? words.slice(0, 2).join(' ') : (readOrNull(`/proc/${pid}/comm`)?.trim() ?? '');
  return shown.length > 80 ? `${shown.slice(0, 79)}…` : shown;
}

/** Live processes that work in this directory or were started with it as an argument. */
export function processesUsing(directory: string): number[] {
  return allPids().filter(
    (pid) => (workingDirectoryOf(pid) === directory || argumentsOf(pid).includes(directory)) && processMark(pid) !== null,
  );
}

/** The process that listens on a TCP port, when this user may see it. */
export function listenerOf(port: number): { pid: number; command: string } | null {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(table, port)));
  if (inodes.size === 0) return null;
  const pid = allPids().find((candidate) => socketsOf(candidate).some((inode) => inodes.has(inode)));
  return pid === undefined ? null : { pid, command: commandOf(pid) };
}

function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (readOrNull(table) ?? '').split('\n').map((line) => line.trim().split(/\s+/));
  return rows.filter((row) => row[1]?.endsWith(suffix) && row[3] === '0A').map((row) => row[9] ?? '');
}

function socketsOf(pid: number): string[] {
  const links = quietly(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return links.flatMap((fd) => {
    const target = quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`)) ?? '';
    return target.startsWith('socket:[') ? [target.slice(8, -1)] : [];
  });
}

function allPids(): number[] {
  return (quietly(() => readdirSync('/proc')) ?? []).filter((name) => /^\d+$/.test(name)).map(Number);
}

function argumentsOf(pid: number): string[] {
  return (readOrNull(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((word) => word !== '');
}

function workingDirectoryOf(pid: number): string | null {
  return quietly(() => readlinkSync(`/proc/${pid}/cwd`));
}

function bootId(): string {
  return readOrNull('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
}

function isSignallable(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Processes end while they are being looked at; what cannot be read is not there.
function quietly<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch {
    return null;
  }
}
