import { Button } from '@mantine/core';
import { SelectionBar } from '../../ui/selection-bar.tsx';

export type BulkDeed = 'promote' | 'demote' | 'suspend' | 'remove';

/** What can be done with everybody who is ticked. */
export function BulkBar({ count, onDeed, onClear }: { count: number; onDeed: (deed: BulkDeed) => void; onClear: () => void }) {
  return (
    <SelectionBar label="Selected members" count={count} onClear={onClear}>
      <Button size="compact-sm" variant="default" onClick={() => onDeed('promote')}>Make administrators…</Button>
      <Button size="compact-sm" variant="default" onClick={() => onDeed('demote')}>Make ordinary members…</Button>
      <Button size="compact-sm" variant="default" onClick={() => onDeed('suspend')}>Suspend…</Button>
      <Button size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={() => onDeed('remove')}>Remove…</Button>
    </SelectionBar>
  );
}
