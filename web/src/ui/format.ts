const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** "14:52", with the day in front when it is not today; in the reader's own time zone unless one is given. */
export function formatMoment(instant: string | Date, now: Date, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const time = new Intl.DateTimeFormat('en-GB', { ...clock, ...zone }).format(at);
  return day.format(at) === day.format(now) ? time : `${formatDay(at, timeZone)}, ${time}`;
}

/** "24 Nov 2026" */
export function formatDay(instant: string | Date, timeZone?: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...(timeZone ? { timeZone } : {}) }).format(new Date(instant));
}

/** "24 Nov 2026" of the day "2026-11-24", which is no instant. */
export const formatDate = (date: string): string => formatDay(`${date}T00:00:00Z`, 'UTC');

/** "24 Nov 2026, 14:52" */
export function formatInstant(instant: string | Date, timeZone?: string): string {
  const at = new Date(instant);
  return `${formatDay(at, timeZone)}, ${new Intl.DateTimeFormat('en-GB', { ...clock, ...(timeZone ? { timeZone } : {}) }).format(at)}`;
}

/** "in 6 days", "3 hours ago" */
export function formatDistance(instant: string | Date, now: Date): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 45) return seconds <= 0 ? 'just now' : 'in a moment';
  if (size < 3_570) return words.format(Math.round(seconds / 60), 'minute');
  if (size < 86_000) return words.format(Math.round(seconds / 3_600), 'hour');
  return words.format(Math.round(seconds / 86_400), 'day');
}

/** "3 hours ago", of what has happened: the reader's clock may be late, and what is on screen was formatted a while ago. */
export const formatAgo = (instant: string | Date, now: Date): string => formatDistance(new Date(Math.min(new Date(instant).getTime(), now.getTime())), now);

/** "12.5 h", and minutes below an hour. */
export function formatHours(hours: number): string {
  if (hours > 0 && hours < 1 / 60) return 'under 1 min';
  if (hours < 0.995) return `${Math.round(hours * 60)} min`;
  return `${new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(hours)} h`;
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const fullName = (person: { givenName: string; familyName: string }): string => `${person.givenName} ${person.familyName}`.trim();

const roleWords = { owner: 'Owner', administrator: 'Administrator', member: 'Member' } as const;
export const roleWord = (role: keyof typeof roleWords): string => roleWords[role];

/** "as an ordinary member", for sentences. */
export const asRole = (role: 'administrator' | 'member'): string => (role === 'administrator' ? 'as an administrator' : 'as an ordinary member');
