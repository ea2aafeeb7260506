import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
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
  /** False for what can be taken back: then the button is no warning. */
  destructive?: boolean;
  /** What must be typed exactly before it can be confirmed, and how the field is called. */
  typed?: { label: string; exactly: string };
};

/** Asks before something with consequences. The focus begins on Cancel and returns to where it was. */
export function ConfirmDialog({ title, action, children, busy, error, onCancel, onConfirm, waiting = false, destructive = true, typed }: Props) {
  useFocusReturn();
  const [text, setText] = useState('');
  const isTyped = !typed || text.trim() === typed.exactly;
  return (
    <Modal opened onClose={onCancel} returnFocus={false} title={title} size="md">
      <Stack gap="md">
        {children}
        {typed && <TextInput label={typed.label} autoComplete="off" value={text} onChange={(event) => setText(event.currentTarget.value)} />}
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onCancel}>
            Cancel
          </Button>
          <Button {...(destructive ? { color: 'brick.6' } : {})} loading={busy} disabled={waiting || !isTyped} onClick={onConfirm} maw="100%" h="auto" mih={36} py={6} styles={{ label: { whiteSpace: 'normal' } }}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
