/** How a list is sorted, as its address says it and the heads of its table show it. */
import type { SortableHead } from './row-table.tsx';

export type Direction = 'ascending' | 'descending';
export type Sorted<Sort extends string = string> = { sort: Sort; direction: Direction };

/** A click on the head of a column: sort by it, or turn round what is sorted by it already. */
export const sortedBy = <View extends Sorted>(view: View, sort: View['sort']): View =>
  ({ ...view, sort, direction: view.sort === sort && view.direction === 'ascending' ? 'descending' : 'ascending' });

export const headOf = <View extends Sorted>(view: View, onView: (view: View) => void) => (label: string, sort: View['sort']): SortableHead =>
  ({ label, sorted: view.sort === sort ? view.direction : null, onSort: () => onView(sortedBy(view, sort)) });
