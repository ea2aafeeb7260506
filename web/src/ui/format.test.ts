import { describe, expect, it } from 'vitest';
import { formatAgo, formatDistance, formatHours, formatMoment, plural } from './format.ts';

describe('moments and amounts', () => {
  const now = new Date('2026-11-24T12:00:00Z');

  it('of today are a time, of another day have the day in front', () => {
    expect(formatMoment('2026-11-24T14:52:00Z', now, 'UTC')).toBe('14:52');
    expect(formatMoment('2026-11-25T14:52:00Z', now, 'UTC')).toBe('25 Nov 2026, 14:52');
  });

  it('far and near are said as people say them', () => {
    expect(formatDistance('2026-11-24T11:59:40Z', now)).toBe('just now');
    expect(formatDistance('2026-11-24T09:00:00Z', now)).toBe('3 hours ago');
    expect(formatDistance('2026-11-30T12:00:00Z', now)).toBe('in 6 days');
  });

  it('what has happened is never said to come, however late the reader’s clock is', () => {
    expect(formatAgo('2026-11-24T12:00:20Z', now)).toBe('just now');
    expect(formatAgo('2026-11-24T09:00:00Z', now)).toBe('3 hours ago');
  });

  it('small amounts are not shown as nothing', () => {
    expect(formatHours(0.01)).toBe('under 1 min');
    expect(formatHours(0.5)).toBe('30 min');
    expect(formatHours(12.46)).toBe('12.5 h');
    expect(formatHours(0)).toBe('0 min');
    expect(plural(1, 'person', 'people')).toBe('1 person');
  });
});
