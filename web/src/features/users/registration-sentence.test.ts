import { expect, it } from 'vitest';
import { withAddressAt } from './registration-sentence.ts';

it('says which addresses can register, and nothing where all can', () => {
  expect(withAddressAt(['example.org', 'example.com'])).toBe('with an address at example.org or example.com');
  expect(withAddressAt([])).toBeUndefined();
});
