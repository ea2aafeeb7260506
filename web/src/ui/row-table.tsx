import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './row-table.module.css';

type Props = { caption: string; columns: string[]; hiddenHeads?: string[]; children: ReactNode };

/** A table whose rows become cards on a phone; cells name their column with `data-column` where that is needed there. */
export function RowTable({ caption, columns, hiddenHeads = [], children }: Props) {
  return (
    <Table className={classes['table'] ?? ''} verticalSpacing={10} horizontalSpacing="sm" aria-label={caption}>
      <Table.Thead>
        <Table.Tr>
          {columns.map((column) => (
            <Table.Th key={column} scope="col">
              {hiddenHeads.includes(column) ? <VisuallyHidden>{column}</VisuallyHidden> : column}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
