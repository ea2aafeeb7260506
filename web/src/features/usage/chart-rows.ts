import type { Usage } from '../../api/types.ts';

export const othersKey = 'others';
export type Series = { key: string; name: string };
export type ChartRow = { date: string } & Record<string, number | string>;

/** The busiest clusters each get a colour; the rest are one. Days without use stay in, so that the axis is time. */
export function chartOf(usage: Pick<Usage, 'days' | 'clusters'>, most: number): { series: Series[]; rows: ChartRow[] } {
  const byHours = [...usage.clusters].sort((a, b) => b.hours - a.hours);
  const named = byHours.length > most ? byHours.slice(0, most - 1) : byHours;
  const own = new Set(named.map(({ clusterId }) => clusterId));
  const series = named.map(({ clusterId, name }) => ({ key: clusterId, name }));
  if (byHours.length > named.length) series.push({ key: othersKey, name: `${byHours.length - named.length} others` });
  const rows = usage.days.map(({ date, clusters }) => {
    const row: ChartRow = { date };
    for (const { key } of series) row[key] = 0;
    for (const { clusterId, hours } of clusters) {
      const key = own.has(clusterId) ? clusterId : othersKey;
      row[key] = Math.round((Number(row[key] ?? 0) + hours) * 10_000) / 10_000;
    }
    return row;
  });
  return { series, rows };
}
