import { describe, expect, it } from 'vitest';
import { headOf, sortedBy, type Sorted } from './sorting.ts';

const usual: Sorted<'name' | 'joined'> & { q: string } = { q: 'ada', sort: 'name', direction: 'ascending' };

describe('a list that is sorted by its heads', () => {
  it('turns round at the second click on a head, begins anew on another one, and keeps what is sought', () => {
    expect(sortedBy(usual, 'joined')).toEqual({ q: 'ada', sort: 'joined', direction: 'ascending' });
    expect(sortedBy(sortedBy(usual, 'joined'), 'joined').direction).toBe('descending');
    expect(sortedBy(sortedBy(usual, 'name'), 'joined').direction).toBe('ascending');
  });

  it('shows its direction on the head that it is sorted by alone', () => {
    const clicked: (typeof usual)[] = [];
    const head = headOf(usual, (view) => clicked.push(view));
    expect([head('Name', 'name').sorted, head('Joined', 'joined').sorted]).toEqual(['ascending', null]);
    head('Name', 'name').onSort();
    expect(clicked).toEqual([{ ...usual, direction: 'descending' }]);
  });
});
