import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { plural } from './format.ts';
import classes from './outcome-dialog.module.css';
import { useFocusReturn } from './use-focus-return.ts';

export type Outcome = { id: string; name: string; isDone: boolean; sentence: string };

/** What became of each of many, in words. */
export function OutcomeDialog({ what, outcomes, onClose }: { what: string; outcomes: Outcome[]; onClose: () => void }) {
  useFocusReturn();
  const failed = outcomes.filter(({ isDone }) => !isDone).length;
  return (
    <Modal opened onClose={onClose} returnFocus={false} title={failed === 0 ? `${what}: done` : `${what}: ${failed} of ${outcomes.length} not done`} size="md">
      <Stack gap="md">
        <Text size="sm" role="status">
          {failed === 0 ? `All ${plural(outcomes.length, 'change was made', 'changes were made')}.` : `${plural(outcomes.length - failed, 'change was made', 'changes were made')}, ${failed} could not be.`}
        </Text>
        <ul className={`${classes['outcomes']} breakable`} tabIndex={0} aria-label="Results">
          {outcomes.toSorted((a, b) => Number(a.isDone) - Number(b.isDone)).map(({ id, name, isDone, sentence }) => (
            <li key={id} data-failed={!isDone || undefined}>
              {isDone ? <IconCheck size={16} aria-label="done" /> : <IconAlertTriangle size={16} aria-label="not done" />}
              <span><strong>{name}</strong>: {sentence}</span>
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button data-autofocus onClick={onClose}>Close</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
