import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/keys.ts';
import { asProblem, fieldErrors } from '../../api/problem.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { createOrganization } from './queries.ts';

export function NewOrganizationDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (slug: string) => void }) {
  useFocusReturn();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const create = useMutation({
    mutationFn: () => createOrganization(name),
    onSuccess: async ({ slug, name: given }) => {
      await queries.invalidateQueries({ queryKey: keys.self });
      sayDone(`${given} is created, and yours.`);
      onClose();
      onCreated(slug);
    },
  });
  return (
    <Modal opened onClose={onClose} returnFocus={false} title="New organization">
      <form onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            You own it. It has members, clusters and cloud accounts of its own.
          </Text>
          <TextInput
            label="Name" required withAsterisk={false} maxLength={80} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)}
            error={create.error ? fieldErrors(asProblem(create.error))['name'] : undefined}
          />
          <ProblemAlert error={create.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
