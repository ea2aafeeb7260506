/** Dates of a time zone as plain numbers: milliseconds since 1970 and `YYYY-MM-DD`. */

const dayMs = 24 * 3_600_000;

/** A day and when it begins; the next one's beginning is its end. It is 23 to 25 hours long where clocks change. */
export type Day = { date: string; startMs: number; endMs: number };

/** What a clock on the wall shows there, as if it were UTC. */
type Clock = (instantMs: number) => number;

/** @param timeZone an IANA name */
export function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, calendar: 'gregory', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  return (instantMs) => {
    const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const milliseconds = ((instantMs % 1000) + 1000) % 1000;
    return daysSince1970(part('year'), part('month'), part('day')) * dayMs + (part('hour') * 3600 + part('minute') * 60 + part('second')) * 1000 + milliseconds;
  };
}

export const dateIn = (clock: Clock, instantMs: number): string => dateOf(Math.floor(clock(instantMs) / dayMs));

/** Calendar arithmetic: no time zone is involved. */
export const addDays = (date: string, count: number): string => dateOf(dayNumber(date) + count);

/** All days from `from` to `to`, both counted. */
export function daysBetween(from: string, to: string, clock: Clock): Day[] {
  const days: Day[] = [];
  const last = dayNumber(to);
  let startMs = startOfDay(dayNumber(from), clock);
  for (let day = dayNumber(from); day <= last; day++) {
    const endMs = startOfDay(day + 1, clock);
    days.push({ date: dateOf(day), startMs, endMs });
    startMs = endMs;
  }
  return days;
}

/** The first instant of that day there; where clocks go forward at midnight, midnight itself does not exist. */
function startOfDay(day: number, clock: Clock): number {
  const midnight = day * dayMs;
  const [before, after] = [midnight - dayMs, midnight + dayMs].map((instant) => clock(instant) - instant) as [number, number];
  if (before === after) return midnight - before;
  let [low, high] = [midnight - Math.max(before, after) - 1, midnight - Math.min(before, after)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clock(middle) >= midnight) high = middle;
    else low = middle;
  }
  return high;
}

const dayNumber = (date: string): number => Date.parse(date) / dayMs;

/** Unlike `Date.UTC`, takes a year before 100 for what it is. */
const daysSince1970 = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month - 1, day) / dayMs;

/** @param days since 1970-01-01 */
export const dateOf = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10);
