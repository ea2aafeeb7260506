import { describe, expect, it } from 'vitest';
import { sharesOf } from './shares.ts';
import { hourTicks, tickWords } from './ticks.ts';

describe('shares', () => {
  it('add up to 100 where rounding each would not', () => {
    expect(sharesOf([1, 1, 1])).toEqual([34, 33, 33]);
    expect(sharesOf([0.004, 0.002])).toEqual([67, 33]);
    expect(sharesOf([7, 0])).toEqual([100, 0]);
  });

  it('of nothing are nothing', () => {
    expect(sharesOf([0, 0])).toEqual([0, 0]);
  });
});

describe('ticks of an axis of hours', () => {
  it('are whole minutes or whole hours and reach the highest bar', () => {
    expect(hourTicks(0.2).map(tickWords)).toEqual(['0', '5 min', '10 min', '15 min']);
    expect(hourTicks(1.4).map(tickWords)).toEqual(['0', '30 min', '1 h', '1 h 30 min']);
    expect(hourTicks(24).map(tickWords)).toEqual(['0', '6 h', '12 h', '18 h', '24 h']);
    expect(hourTicks(0)).toHaveLength(2);
  });

  it('stay few, however much ran', () => {
    for (const highest of [0.001, 0.5, 3.3, 61, 700, 24_000]) {
      const ticks = hourTicks(highest);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
    }
  });
});
