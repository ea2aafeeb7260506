import { NativeSelect } from '@mantine/core';

type Props = { choices: { value: string; label: string }[]; value: string; onSort: (value: string) => void };

/** On a phone the heads of a table are not shown: there this sorts. */
export const SortSelect = ({ choices, value, onSort }: Props) => (
  <NativeSelect aria-label="Sort by" hiddenFrom="sm" data={choices} value={value} onChange={(event) => onSort(event.currentTarget.value)} />
);
