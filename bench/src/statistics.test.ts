import { describe, expect, it } from 'vitest';
import { median, percentile, rounded } from './statistics.ts';

describe('statistics', () => {
  it('has the middle value as median, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('gives a percentile that was really measured', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100]);
    expect(percentile([7], 0.5)).toBe(7);
  });

  it('rounds to the digits that count', () => {
    expect([rounded(1234.5), rounded(0.012345), rounded(0.81249, 2)]).toEqual([1230, 0.0123, 0.81]);
  });
});
