import { Checkbox, Table } from '@mantine/core';
import type { Allowance } from '../api/types.ts';
import classes from './select-cell.module.css';

type Props = { name: string; allowed: Allowance; checked: boolean; onToggle: () => void };

/** The check box of a row; a phone has no room for it, and does one thing at a time. */
export function SelectCell({ name, allowed, checked, onToggle }: Props) {
  return (
    <Table.Td className={classes['cell'] ?? ''}>
      {allowed === true ? (
        <Checkbox size="sm" aria-label={`Select ${name}`} checked={checked} onChange={onToggle} />
      ) : (
        <Checkbox size="sm" aria-label={`Select ${name}: ${allowed}`} title={allowed} checked={false} readOnly aria-disabled="true" onChange={() => undefined} opacity={0.45} />
      )}
    </Table.Td>
  );
}

type AllProps = { all: boolean; some: boolean; onToggle: () => void };

export const SelectAll = ({ all, some, onToggle }: AllProps) => <Checkbox size="sm" aria-label="Select all that are shown" checked={all} indeterminate={some} onChange={onToggle} />;
