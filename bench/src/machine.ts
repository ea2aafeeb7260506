/** What a measurement was made on, and whether somebody else was using it. */
import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

export type Machine = { cpus: number; loadAverage: number; busy: boolean; node: string; postgres: string };

/** Of the last minute, before anything was started. More than a quarter of the processors in use counts as busy. */
export function describeMachine(postgres: string, loadAverage: number): Machine {
  const cpus = availableParallelism();
  return { cpus, loadAverage, busy: loadAverage > cpus / 4, node: process.versions.node, postgres };
}

export const loadAverageNow = (): number => Number((loadavg()[0] ?? 0).toFixed(2));

const ticksPerSecond = 100; // USER_HZ of every Linux

/** Processor seconds that a process has used, itself alone; null where the system does not tell. */
export function cpuSecondsOf(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return null;
  }
}
