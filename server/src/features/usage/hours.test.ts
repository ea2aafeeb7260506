import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOf, daysBetween } from './calendar.ts';
import { rangeOf, usageView } from './contract.ts';
import { byDay, hoursOf, intervalsOf, totals, type StateChange } from './hours.ts';

const change = (clusterId: string, running: boolean, at: string): StateChange => ({ clusterId, running, at: new Date(at) });
const now = new Date('2026-04-01T12:00:00Z');

describe('running time (M05)', () => {
  test('counts from running to not running, and until now for what still runs', () => {
    const intervals = intervalsOf([change('a', true, '2026-04-01T01:00:00Z'), change('a', false, '2026-04-01T03:30:00Z'), change('b', true, '2026-04-01T11:00:00Z')], now.getTime());
    expect(intervals.map(({ clusterId, startMs, endMs }) => [clusterId, hoursOf(endMs - startMs)])).toEqual([['a', 2.5], ['b', 1]]);
  });
  test('a state said twice says nothing new', () => {
    const intervals = intervalsOf([change('a', true, '2026-04-01T01:00:00Z'), change('a', true, '2026-04-01T02:00:00Z'), change('a', false, '2026-04-01T03:00:00Z'), change('a', false, '2026-04-01T04:00:00Z')], now.getTime());
    expect(intervals.map(({ startMs, endMs }) => hoursOf(endMs - startMs))).toEqual([2]);
  });
  test('is cut at midnight of the organization’s time zone', () => {
    const changes = [change('a', true, '2026-03-28T22:00:00Z'), change('a', false, '2026-03-29T22:30:00Z')];
    const days = daysBetween('2026-03-28', '2026-03-30', clockOf('Europe/Stockholm'));
    expect(byDay(intervalsOf(changes, now.getTime()), days).map(({ date, spentMs }) => [date, hoursOf(spentMs.get('a') ?? 0)])).toEqual([['2026-03-28', 1], ['2026-03-29', 23], ['2026-03-30', 0.5]]);
  });
  test('the days add up to the intervals, whatever the time zone and the clocks do', () => {
    const zone = fc.constantFrom('UTC', 'Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago');
    const lengths = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 40 * 3600 }), fc.nat({ max: 60 * 3600 })), { maxLength: 12 });
    fc.assert(fc.property(zone, lengths, (timeZone, given) => {
      const days = daysBetween('2026-03-01', '2026-12-31', clockOf(timeZone));
      const at: Record<string, number> = {};
      const changes = given.flatMap(([clusterId, pauseSeconds, runSeconds]) => {
        const start = (at[clusterId] ?? days[0]!.startMs) + pauseSeconds * 1000;
        at[clusterId] = start + runSeconds * 1000;
        return [{ clusterId, running: true, at: new Date(start) }, { clusterId, running: false, at: new Date(at[clusterId]!) }];
      });
      const ordered = changes.toSorted((left, right) => left.clusterId.localeCompare(right.clusterId));
      const sum = [...totals(byDay(intervalsOf(ordered, days.at(-1)!.endMs), days)).values()].reduce((total, each) => total + each, 0);
      expect(sum).toBe(given.reduce((total, [, , runSeconds]) => total + runSeconds * 1000, 0));
    }));
  });
});

describe('the range that is read', () => {
  const clock = clockOf('Europe/Stockholm');
  test('is the last 30 days where nothing is said', () => {
    expect(rangeOf({}, clock, new Date('2026-04-01T22:30:00Z'))).toEqual({ from: '2026-03-04', to: '2026-04-02' });
  });
  test.each([
    [{ from: '2026-04-02', to: '2026-04-01' }, 'from'],
    [{ from: '2025-01-01', to: '2026-04-01' }, 'from'],
  ])('%o is refused by the field', (asked, field) => {
    expect(rangeOf(asked, clock, now)).toMatchObject({ wrong: { field } });
  });
  test('a single day and 400 days are read', () => {
    expect(rangeOf({ from: '2026-04-01', to: '2026-04-01' }, clock, now)).toEqual({ from: '2026-04-01', to: '2026-04-01' });
    expect(rangeOf({ from: '2025-02-26', to: '2026-04-01' }, clock, now)).toMatchObject({ from: '2025-02-26' });
  });
});

test('the view names the clusters with hours, terminated ones too, and every day', () => {
  const days = daysBetween('2026-03-31', '2026-04-01', clockOf('UTC'));
  const clusters = [{ clusterId: 'a', name: 'prod', terminated: true }, { clusterId: 'b', name: 'idle', terminated: false }];
  const view = usageView({ timeZone: 'UTC', from: '2026-03-31', to: '2026-04-01', days, clusters, changes: [change('a', true, '2026-03-31T22:00:00Z'), change('a', false, '2026-04-01T01:15:00Z')], now });
  expect(view).toEqual({
    timeZone: 'UTC', from: '2026-03-31', to: '2026-04-01', totalHours: 3.25,
    days: [{ date: '2026-03-31', clusters: [{ clusterId: 'a', hours: 2 }] }, { date: '2026-04-01', clusters: [{ clusterId: 'a', hours: 1.25 }] }],
    clusters: [{ clusterId: 'a', name: 'prod', terminated: true, hours: 3.25 }],
  });
});
