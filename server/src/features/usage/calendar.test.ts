import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, clockOf, dateIn, dateOf, daysBetween } from './calendar.ts';

const zones = ['UTC', 'Europe/Stockholm', 'America/New_York', 'America/Santiago', 'America/Havana', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Auckland', 'Africa/Casablanca'];
const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2050, 0, 1) });

describe('dates as numbers', () => {
  test('are those of the Gregorian calendar', () => {
    expect([-25_567, -1, 0, 11_016, 47_540].map(dateOf)).toEqual(['1900-01-01', '1969-12-31', '1970-01-01', '2000-02-29', '2100-02-28']);
    fc.assert(fc.property(fc.integer({ min: -50_000, max: 100_000 }), (days) => {
      expect(addDays(dateOf(days), 1)).toBe(dateOf(days + 1));
    }));
  });
  test('of the first centuries stay there', () => {
    const [day] = daysBetween('0050-02-01', '0050-02-01', clockOf('UTC'));
    expect(day).toEqual({ date: '0050-02-01', startMs: Date.parse('0050-02-01'), endMs: Date.parse('0050-02-02') });
  });
  test('count across months, years and leap days', () => {
    expect([addDays('2028-02-28', 1), addDays('2027-02-28', 1), addDays('2026-12-31', 1), addDays('2026-03-01', -1)]).toEqual(['2028-02-29', '2027-03-01', '2027-01-01', '2026-02-28']);
  });
});

describe('days of a time zone', () => {
  test.each([
    ['2026-03-29', 'Europe/Stockholm', 23], ['2026-10-25', 'Europe/Stockholm', 25], ['2026-03-28', 'Europe/Stockholm', 24],
    ['2026-03-08', 'America/New_York', 23], ['2026-11-01', 'America/New_York', 25], ['2026-10-04', 'Australia/Lord_Howe', 23.5], ['2026-09-06', 'America/Santiago', 23], ['2026-04-04', 'America/Santiago', 25],
  ])('%s in %s is %d hours long', (date, zone, hours) => {
    const [day] = daysBetween(date, date, clockOf(zone));
    expect((day!.endMs - day!.startMs) / 3_600_000).toBe(hours);
  });
  test('follow each other without gap or overlap, and begin where the date begins', () => {
    for (const zone of zones) {
      const clock = clockOf(zone);
      const days = daysBetween('2026-01-01', '2027-01-02', clock);
      expect(days).toHaveLength(367);
      days.slice(1).forEach((day, index) => expect(day.startMs).toBe(days[index]!.endMs));
      for (const { date, startMs } of days) expect([dateIn(clock, startMs), dateIn(clock, startMs - 1)]).toEqual([date, addDays(date, -1)]);
    }
  });
  test('the date of any instant is the day that holds it', () => {
    fc.assert(fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
      const clock = clockOf(zone);
      const date = dateIn(clock, instant);
      const [day] = daysBetween(date, date, clock);
      expect(day!.startMs <= instant && instant < day!.endMs).toBe(true);
    }), { numRuns: 300 });
  });
});
