import { Table, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSort } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './row-table.module.css';

/** A head that sorts: `sorted` is null where the table is sorted by another column. */
export type SortableHead = { label: string; sorted: 'ascending' | 'descending' | null; onSort: () => void };

type Props = {
  caption: string;
  columns: (string | SortableHead)[];
  hiddenHeads?: string[];
  /** A column in front that is no value: a check box for each row. */
  leading?: ReactNode;
  children: ReactNode;
};

/** A table whose rows become cards on a phone; cells name their column with `data-column` where that is needed there. */
export function RowTable({ caption, columns, hiddenHeads = [], leading, children }: Props) {
  return (
    <Table className={classes['table'] ?? ''} verticalSpacing={10} horizontalSpacing="sm" aria-label={caption}>
      <VisuallyHidden component="caption">{caption}</VisuallyHidden>
      <Table.Thead>
        <Table.Tr>
          {leading !== undefined && <Table.Td className={classes['leading'] ?? ''}>{leading}</Table.Td>}
          {columns.map((column) => (typeof column === 'string' ? (
            <Table.Th key={column} scope="col">
              {hiddenHeads.includes(column) ? <VisuallyHidden>{column}</VisuallyHidden> : column}
            </Table.Th>
          ) : <SortingHead key={column.label} {...column} />))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

const arrows = { ascending: IconArrowUp, descending: IconArrowDown };

function SortingHead({ label, sorted, onSort }: SortableHead) {
  const Arrow = sorted ? arrows[sorted] : IconArrowsSort;
  return (
    <Table.Th scope="col" {...(sorted ? { 'aria-sort': sorted } : {})}>
      <UnstyledButton onClick={onSort} className={classes['sort'] ?? ''} data-sorted={sorted !== null || undefined}>
        {label}
        <Arrow size={14} aria-hidden="true" />
      </UnstyledButton>
      <span className={classes['plain']}>{label}</span>
    </Table.Th>
  );
}
