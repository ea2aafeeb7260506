import { z } from 'zod';
import { OrganizationPath } from '../organizations/contract.ts';
import { addDays, dateIn, type Day } from './calendar.ts';
import { byDay, hoursOf, intervalsOf, totals, type StateChange, type UsageCluster } from './hours.ts';

export const ReadUsage = OrganizationPath.extend({
  /** Both days count, in the organization's time zone. Default: the last 30 days. */
  from: z.iso.date('A day looks like 2026-03-31.').optional(),
  to: z.iso.date('A day looks like 2026-03-31.').optional(),
});

export const UsageView = z.object({
  timeZone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  totalHours: z.number(),
  days: z.array(z.object({ date: z.iso.date(), clusters: z.array(z.object({ clusterId: z.string(), hours: z.number() })) })),
  clusters: z.array(z.object({ clusterId: z.string(), name: z.string(), hours: z.number(), terminated: z.boolean() })),
});
export type UsageView = z.input<typeof UsageView>;

const mostDays = 400;
const usualDays = 30;

type Range = { from: string; to: string } | { wrong: { field: string; message: string } };

/** The last 30 days where nothing is said; at most 400. */
export function rangeOf(asked: { from?: string | undefined; to?: string | undefined }, clock: (instantMs: number) => number, now: Date): Range {
  const to = asked.to ?? dateIn(clock, now.getTime());
  const from = asked.from ?? addDays(to, 1 - usualDays);
  if (from > to) return { wrong: { field: 'from', message: 'The first day is after the last one.' } };
  if (addDays(from, mostDays) <= to) return { wrong: { field: 'from', message: `At most ${mostDays} days can be read at once.` } };
  return { from, to };
}

type Facts = { timeZone: string; from: string; to: string; days: readonly Day[]; clusters: readonly UsageCluster[]; changes: readonly StateChange[]; now: Date };

/** Every day of the range; of clusters those with hours. */
export function usageView({ timeZone, from, to, days, clusters, changes, now }: Facts): UsageView {
  const spent = byDay(intervalsOf(changes, now.getTime()), days);
  const total = totals(spent);
  return {
    timeZone, from, to,
    totalHours: hoursOf([...total.values()].reduce((sum, each) => sum + each, 0)),
    days: spent.map(({ date, spentMs }) => ({ date, clusters: [...spentMs].map(([clusterId, each]) => ({ clusterId, hours: hoursOf(each) })) })),
    clusters: clusters.flatMap((cluster) => (total.has(cluster.clusterId) ? [{ ...cluster, hours: hoursOf(total.get(cluster.clusterId) ?? 0) }] : [])),
  };
}
