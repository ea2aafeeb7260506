/** Cluster hours by day, from the recorded changes of state (M05). */
import type { Day } from './calendar.ts';

export type StateChange = { clusterId: string; running: boolean; at: Date };
export type UsageCluster = { clusterId: string; name: string; terminated: boolean };
export type Interval = { clusterId: string; startMs: number; endMs: number };

/**
 * From running to not running; what still runs counts until `nowMs`. Changes that repeat the state say nothing new.
 * @param changes oldest first within each cluster
 */
export function intervalsOf(changes: readonly StateChange[], nowMs: number): Interval[] {
  const intervals: Interval[] = [];
  const runningSince = new Map<string, number>();
  for (const { clusterId, running, at } of changes) {
    const since = runningSince.get(clusterId);
    if (running && since === undefined) runningSince.set(clusterId, at.getTime());
    if (!running && since !== undefined) {
      intervals.push({ clusterId, startMs: since, endMs: at.getTime() });
      runningSince.delete(clusterId);
    }
  }
  for (const [clusterId, since] of runningSince) if (since < nowMs) intervals.push({ clusterId, startMs: since, endMs: nowMs });
  return intervals;
}

export type DayUsage = { date: string; spentMs: Map<string, number> };

/** The milliseconds of each cluster on each day. */
export function byDay(intervals: readonly Interval[], days: readonly Day[]): DayUsage[] {
  return days.map(({ date, startMs, endMs }) => {
    const spentMs = new Map<string, number>();
    for (const interval of intervals) {
      const overlap = Math.min(interval.endMs, endMs) - Math.max(interval.startMs, startMs);
      if (overlap > 0) spentMs.set(interval.clusterId, (spentMs.get(interval.clusterId) ?? 0) + overlap);
    }
    return { date, spentMs };
  });
}

export function totals(days: readonly DayUsage[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const { spentMs } of days) for (const [clusterId, spent] of spentMs) total.set(clusterId, (total.get(clusterId) ?? 0) + spent);
  return total;
}

/** Hours with four decimals, so that what is shown for the days adds up to what is shown in all. */
export const hoursOf = (spentMs: number): number => Math.round(spentMs / 360) / 10_000;
