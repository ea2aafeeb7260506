import { NativeSelect } from '@mantine/core';
import type { Direction, Sorted } from './sorting.ts';

type Props<Sort extends string> = { choices: readonly (Sorted<Sort> & { label: string })[]; sorted: Sorted<Sort>; onSort: (sorted: Sorted<Sort>) => void };

const valueOf = ({ sort, direction }: Sorted): `${string} ${Direction}` => `${sort} ${direction}`;

/** On a phone the heads of a table are not shown: there this sorts. */
export function SortSelect<Sort extends string>({ choices, sorted, onSort }: Props<Sort>) {
  const onChange = (value: string) => {
    const chosen = choices.find((choice) => valueOf(choice) === value);
    if (chosen) onSort({ sort: chosen.sort, direction: chosen.direction });
  };
  return (
    <NativeSelect
      aria-label="Sort by" hiddenFrom="sm" data={choices.map((choice) => ({ value: valueOf(choice), label: choice.label }))} value={valueOf(sorted)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
