import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

type Props = { label: string; count: number; children: ReactNode; onClear: () => void };

/** What can be done with everything that is ticked; stays in sight while one scrolls. */
export function SelectionBar({ label, count, children, onClear }: Props) {
  return (
    <div className={classes['bar']} role="region" aria-label={label}>
      <Text size="sm" fw={600} role="status">
        {count} selected:
      </Text>
      {children}
      <Button size="compact-sm" variant="subtle" color="gray" ml="auto" onClick={onClear}>
        Clear the selection
      </Button>
    </div>
  );
}
