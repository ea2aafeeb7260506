/** Measures one operation on all sides in turns, and sums it up. */
import { callFor, type Sample } from './load/closed-model.ts';
import { openCaller, type Caller } from './load/connection.ts';
import { cpuSecondsOf } from './machine.ts';
import type { Operation } from './operations.ts';
import type { Side } from './sides/side.ts';
import { median, percentile, rounded } from './statistics.ts';

export type Effort = { connections: number; warmUpMs: number; sampleMs: number; repeats: number };

type Measured = Sample & { cpuSeconds: number | null };

export type Summary = {
  /** Answers per second: the median of the repeats, and the least and the most. */
  perSecond: number;
  spread: [number, number];
  p50Ms: number;
  p99Ms: number;
  /** Of the side's own process, without PostgreSQL. */
  cpuMsPerAnswer: number | null;
  bytesPerAnswer: number;
  /** The most that was still to be done when patience after a sample ended. Above 0, it ran on beside the next side's sample. */
  unsettled: number;
};

export type Run = { sides: readonly Side[]; effort: Effort; cookieOf: (sessionToken: string) => string; say: (message: string) => void };

/** Throws when an answer is not 2xx, or when two sides answer one request differently. */
export async function compare(operation: Operation, { sides, effort, cookieOf, say }: Run): Promise<Map<string, Summary>> {
  const turns = new Map(sides.map(({ name }) => [name, 0]));
  const nextOf = ({ name }: Side) => () => {
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return operation.exchange(turn);
  };
  const callers = new Map(sides.map((side) => [side.name, Array.from({ length: effort.connections }, () => openCaller(side, cookieOf))]));
  const callersOf = ({ name }: Side): Caller[] => callers.get(name) ?? [];
  const measured = new Map<string, Measured[]>(sides.map(({ name }) => [name, []]));
  const unsettled = new Map<string, number>();
  try {
    await checkAgreement(operation, sides, (side) => callersOf(side)[0]?.call(nextOf(side)()));
    for (const side of sides) await callFor(callersOf(side), effort.warmUpMs, nextOf(side));
    for (let repeat = 0; repeat < effort.repeats; repeat++) {
      for (const side of sides) {
        const sample = await measure(side, () => callFor(callersOf(side), effort.sampleMs, nextOf(side)));
        measured.get(side.name)?.push(sample);
        say(`  ${operation.name} ${side.name} ${Math.round(sample.answers / sample.seconds)}/s`);
        unsettled.set(side.name, Math.max(unsettled.get(side.name) ?? 0, await side.settle()));
      }
    }
  } finally {
    await Promise.all([...callers.values()].flat().map((caller) => caller.close()));
  }
  return new Map(sides.map(({ name }) => [name, summed(measured.get(name) ?? [], unsettled.get(name) ?? 0)]));
}

async function checkAgreement(operation: Operation, sides: readonly Side[], call: (side: Side) => Promise<{ status: number; body: string }> | undefined): Promise<void> {
  const [first, ...others] = await Promise.all(sides.map(async (side) => ({ name: side.name, ...(await call(side)) })));
  for (const other of others) {
    if (first?.body && other.body && first.status === other.status && operation.agree(JSON.parse(first.body), JSON.parse(other.body))) continue;
    throw new Error(`${operation.name}: the sides answer differently.\n${first?.name} ${first?.status} ${first?.body}\n${other.name} ${other.status} ${other.body}`);
  }
}

async function measure(side: Side, load: () => Promise<Sample>): Promise<Measured> {
  const before = cpuSecondsOf(side.pid);
  const sample = await load();
  const after = cpuSecondsOf(side.pid);
  return { ...sample, cpuSeconds: before === null || after === null ? null : after - before };
}

function summed(samples: readonly Measured[], unsettled: number): Summary {
  const rates = samples.map(({ answers, seconds }) => answers / seconds);
  const latencies = samples.flatMap(({ latenciesMs }) => latenciesMs);
  const total = (pick: (sample: Measured) => number) => samples.reduce((sum, sample) => sum + pick(sample), 0);
  const answers = total((sample) => sample.answers);
  const knowsCpu = samples.every(({ cpuSeconds }) => cpuSeconds !== null);
  return {
    perSecond: Math.round(median(rates)),
    spread: [Math.round(Math.min(...rates)), Math.round(Math.max(...rates))],
    p50Ms: rounded(percentile(latencies, 0.5)),
    p99Ms: rounded(percentile(latencies, 0.99)),
    cpuMsPerAnswer: knowsCpu ? rounded((total(({ cpuSeconds }) => cpuSeconds ?? 0) * 1000) / answers) : null,
    bytesPerAnswer: Math.round(total(({ bytes }) => bytes) / answers),
    unsettled,
  };
}
