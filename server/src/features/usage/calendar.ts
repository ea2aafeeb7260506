/** Dates of a time zone as plain numbers: milliseconds since 1970 and `YYYY-MM-DD`. */

export const dayMs = 24 * 3_600_000;

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

function dayNumber(date: string): number {
  const [year, month, day] = date.split('-').map(Number);
  return daysSince1970(year ?? 1970, month ?? 1, day ?? 1);
}

/** Days of the Gregorian calendar, counted in 400-year eras that begin in March, so that the leap day comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** @param days since 1970-01-01 */
export function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
