import { expect, it } from 'vitest';
import { batches } from './batches.ts';

it('many are sent a hundred at a time, and nobody is left out', () => {
  const many = Array.from({ length: 201 }, (_, index) => index);
  expect(batches(many).map(({ length }) => length)).toEqual([100, 100, 1]);
  expect(batches(many).flat()).toEqual(many);
  expect(batches([])).toEqual([]);
});
