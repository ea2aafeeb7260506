import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';
import { useFocusReturn } from './use-focus-return.ts';

type Props = {
  title: string;
  /** Says the deed and the thing: "Terminate prod". */
  action: string;
  children: ReactNode;
  busy: boolean;
  error: unknown;
  onCancel: () => void;
  onConfirm: () => void;
  /** While what will happen is still being read. */
  waiting?: boolean;
};

/** Asks before something that cannot be undone. The focus begins on Cancel and returns to where it was. */
export function ConfirmDialog({ title, action, children, busy, error, onCancel, onConfirm, waiting = false }: Props) {
  useFocusReturn();
  return (
    <Modal opened onClose={onCancel} returnFocus={false} title={title} size="md" styles={{ title: { fontWeight: 640, overflowWrap: 'anywhere' } }}>
      <Stack gap="md">
        {children}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onCancel}>
            Cancel
          </Button>
          <Button color="brick.6" loading={busy} disabled={waiting} onClick={onConfirm} maw="100%" h="auto" mih={36} py={6} styles={{ label: { whiteSpace: 'normal' } }}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
