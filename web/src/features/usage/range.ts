export const ranges = { 'this-month': 'This month', 'last-month': 'Last month', 'last-30-days': 'Last 30 days' } as const;
export type Range = keyof typeof ranges;

const day = (year: number, month: number, date: number): string => new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** First and last day of a range, in the organization's time zone. */
export function daysOf(range: Range, now: Date, timeZone: string): { from: string; to: string } {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
  const [year = 0, month = 1, date = 1] = today.split('-').map(Number);
  if (range === 'this-month') return { from: day(year, month - 1, 1), to: today };
  if (range === 'last-month') return { from: day(year, month - 2, 1), to: day(year, month - 1, 0) };
  return { from: day(year, month - 1, date - 29), to: today };
}
