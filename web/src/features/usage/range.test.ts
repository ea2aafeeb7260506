import { describe, expect, it } from 'vitest';
import { chartOf, othersKey } from './chart-rows.ts';
import { daysOf } from './range.ts';

describe('the days of a range', () => {
  it('are those of the organization’s time zone (M05)', () => {
    const now = new Date('2026-11-30T23:30:00Z');
    expect(daysOf('this-month', now, 'UTC')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(daysOf('this-month', now, 'Europe/Stockholm')).toEqual({ from: '2026-12-01', to: '2026-12-01' });
  });

  it('of last month are whole, over the turn of the year too', () => {
    expect(daysOf('last-month', new Date('2027-01-15T12:00:00Z'), 'UTC')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(daysOf('last-month', new Date('2028-03-31T12:00:00Z'), 'UTC')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  });

  it('of the last 30 days are 30', () => {
    expect(daysOf('last-30-days', new Date('2026-03-05T12:00:00Z'), 'UTC')).toEqual({ from: '2026-02-04', to: '2026-03-05' });
  });
});

describe('the rows of the chart', () => {
  const clusters = ['a', 'b', 'c', 'd'].map((clusterId, index) => ({ clusterId, name: clusterId.toUpperCase(), hours: 40 - index * 10, terminated: false }));
  const days = [{ date: '2026-11-01', clusters: [{ clusterId: 'a', hours: 4 }, { clusterId: 'c', hours: 2 }, { clusterId: 'd', hours: 1 }] }, { date: '2026-11-02', clusters: [] }];

  it('put the clusters beyond the colours together without losing an hour', () => {
    const { series, rows } = chartOf({ clusters, days }, 3);
    expect(series.map(({ name }) => name)).toEqual(['A', 'B', '2 others']);
    expect(rows[0]).toEqual({ date: '2026-11-01', a: 4, b: 0, [othersKey]: 3 });
  });

  it('keep days on which nothing ran', () => {
    expect(chartOf({ clusters, days }, 7).rows[1]).toMatchObject({ date: '2026-11-02', a: 0 });
  });
});
