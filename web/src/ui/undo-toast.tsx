import { Button, Group, Text } from '@mantine/core';
import { showToast, unsay } from './toast.ts';

let count = 0;

/** Says what was done, and offers for ten seconds to take it back. Only for what truly can be. */
export function sayUndoable(sentence: string, undo: () => void): void {
  count += 1;
  const id = `undo-${count}`;
  const onUndo = () => {
    unsay(id);
    undo();
  };
  showToast({
    id, color: 'hop', role: 'status', autoClose: 10_000, withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" c="var(--mantine-color-text)" className="breakable">{sentence}</Text>
        <Button size="compact-sm" variant="default" onClick={onUndo} flex="none">Undo</Button>
      </Group>
    ),
  });
}
