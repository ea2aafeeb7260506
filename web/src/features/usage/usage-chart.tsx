import '@mantine/core/styles/ColorSwatch.css';
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import type { Usage } from '../../api/types.ts';
import { formatHours } from '../../ui/format.ts';
import { chartOf } from './chart-rows.ts';
import { hourTicks, tickWords } from './ticks.ts';

/** Distinct in both schemes and for the colour-blind; the table below says the same in words. */
const colors = ['#5d9440', '#d99a2b', '#3d7f96', '#b8523a', '#7d68ad', '#9aa84a', '#8d9683'];

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Empty for what is no day: the chart asks for the label of nothing too. */
const shortDay = (date: string): string => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? dayFormat.format(new Date(`${date}T00:00:00Z`)) : '');

export function UsageChart({ usage }: { usage: Usage }) {
  const { series, rows } = chartOf(usage, colors.length);
  const ticks = hourTicks(Math.max(0, ...usage.days.map(({ clusters }) => clusters.reduce((sum, { hours }) => sum + hours, 0))));
  return (
    <div role="img" aria-label={`Cluster hours by day, ${shortDay(usage.from)} to ${shortDay(usage.to)}: ${formatHours(usage.totalHours)} in all. The tables below hold the figures.`}>
      <BarChart
        h={280} type="stacked" data={rows} dataKey="date" withLegend legendProps={{ verticalAlign: 'bottom' }} tickLine="none" gridAxis="x"
        valueFormatter={formatHours} xAxisProps={{ tickFormatter: shortDay, minTickGap: 24 }} yAxisProps={{ width: 76, ticks, domain: [0, ticks.at(-1) ?? 1], tickFormatter: tickWords }}
        series={series.map(({ key, name }, index) => ({ name: key, label: name, color: colors[index] ?? '#8d9683' }))}
        maxBarWidth={36} tooltipProps={{ labelFormatter: (label: unknown) => shortDay(String(label)) }}
      />
    </div>
  );
}
