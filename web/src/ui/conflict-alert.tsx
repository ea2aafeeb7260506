import { Alert, Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';

type Props = { sentence: string; children?: ReactNode; busy: boolean; onApplyMine: () => void; onTakeNewer: () => void };

/** Somebody else was faster: the newer state beside one's own, and a choice between the two. */
export function ConflictAlert({ sentence, children, busy, onApplyMine, onTakeNewer }: Props) {
  return (
    <Alert color="amber" role="alert" title={sentence}>
      {children}
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" loading={busy} onClick={onApplyMine}>
          Apply mine
        </Button>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={onTakeNewer}>
          Take the newer
        </Button>
      </Group>
    </Alert>
  );
}
