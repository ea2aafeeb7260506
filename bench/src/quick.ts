/** The quick form: the product against the floor, under a minute. */
import { createCookies } from '../../server/src/platform/identity/cookies.ts';
import { compare, type Effort, type Summary } from './comparison.ts';
import { prepareData } from './database.ts';
import type { Ending } from './ending.ts';
import { describeMachine, loadAverageNow, type Machine } from './machine.ts';
import { operations, quickPlan, type Operation } from './operations.ts';
import { startFloor } from './sides/floor.ts';
import { startHopyard } from './sides/hopyard.ts';
import { rounded } from './statistics.ts';

const budgetMs = 60_000;
/** For what follows a sample: letters that are still being delivered, and cleaning up. */
const reserveMs = 18_000;

/** Three samples of 1.2 s and a second to warm up, less where the machine was slow to get this far. */
function effortWithin(leftMs: number, measurements: number): Effort {
  const repeats = 3;
  const shareMs = (leftMs - reserveMs) / measurements / (repeats + 1);
  const sampleMs = Math.round(Math.min(1200, Math.max(300, shareMs)));
  return { connections: 16, warmUpMs: Math.min(1000, sampleMs), sampleMs, repeats };
}

export type QuickOptions = { chosen: readonly Operation[]; profileFolder: string | null; say: (message: string) => void; ending: Ending };

type OperationReport = {
  hopyard: number; floor: number; ratio: number; p50Ms: number; p99Ms: number;
  sides: Record<string, Summary>;
};

export type QuickReport = { quick: true; operations: Record<string, OperationReport>; machine: Machine; seconds: number };

export function chooseOperations(name: string | undefined): readonly Operation[] {
  const chosen = name === undefined ? operations : operations.filter((operation) => operation.name === name);
  if (chosen.length === 0) throw new Error(`There is no operation ${name}: choose ${operations.map((operation) => operation.name).join(', ')}.`);
  return chosen;
}

export async function runQuick({ chosen, profileFolder, say, ending }: QuickOptions): Promise<QuickReport> {
  const startedAt = performance.now();
  const loadAverage = loadAverageNow();
  say(`Load average ${loadAverage}`);
  say('Seeding: 2,000 organizations of 20 members, one of 1,000, one of 10,000');
  const data = await prepareData(quickPlan, ending);
  const machine = describeMachine(data.postgresVersion, loadAverage);
  if (machine.busy) say('Warning: this machine is busy. The ratios mean little; run it again when it is idle.');

  say('Starting both sides');
  const hopyard = await startHopyard(data, profileFolder, ending);
  const floor = await startFloor(data, ending);

  const cookies = createCookies({ publicUrl: hopyard.url, secret: data.sessionSecret });
  const cookieOf = (sessionToken: string): string => cookies.session(sessionToken).split(';')[0] ?? '';
  const sides = [hopyard, floor];
  const effort = effortWithin(budgetMs - (performance.now() - startedAt), chosen.length * sides.length);
  const reports: [string, OperationReport][] = [];
  for (const operation of chosen) reports.push([operation.name, reportOf(await compare(operation, { sides, effort, cookieOf, say }))]);
  return { quick: true, operations: Object.fromEntries(reports), machine, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

function reportOf(summaries: Map<string, Summary>): OperationReport {
  const [ours, floor] = [summaries.get('hopyard'), summaries.get('floor')];
  if (!ours || !floor) throw new Error('A side was not measured.');
  return {
    hopyard: ours.perSecond, floor: floor.perSecond, ratio: rounded(ours.perSecond / floor.perSecond),
    p50Ms: ours.p50Ms, p99Ms: ours.p99Ms, sides: Object.fromEntries(summaries),
  };
}
