import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { ApiKey } from '../../api/types.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { KeyShown } from './key-shown.tsx';
import { expiryIn, lifetimes } from './key-words.ts';
import { replaceApiKey } from './queries.ts';

const graces = [
  { value: '0', label: 'Ends at once' },
  { value: '1', label: 'Works for 1 more hour' },
  { value: '24', label: 'Works for 24 more hours' },
];

export function ReplaceKeyDialog({ organizationId, apiKey, onClose }: { organizationId: string; apiKey: ApiKey; onClose: () => void }) {
  useFocusReturn();
  const queries = useQueryClient();
  const [grace, setGrace] = useState('24');
  const [days, setDays] = useState('90');
  const replace = useMutation({
    mutationFn: () => replaceApiKey(organizationId, apiKey.id, { graceHours: Number(grace), expiresAt: expiryIn(days, new Date()) }),
    onSuccess: () => refresh(queries, organizationId, 'api-keys'),
    gcTime: 0,
  });
  return (
    <Modal opened onClose={onClose} returnFocus={false} closeOnClickOutside={!replace.data} title={`Replace “${apiKey.name}”`} size="lg">
      {replace.data ? (
        <KeyShown organizationId={organizationId} secret={replace.data.secret} replayed={replace.data.replayed} onDone={onClose} />
      ) : (
        <Stack gap="md">
          <Text size="sm">
            It gets a new secret and a new end; its name and what it may do stay.
            {apiKey.kind === 'organization' && !apiKey.holder.you && ' From then on it hangs on your membership instead of that of who made it.'}
          </Text>
          <Select label="The old secret" data={graces} value={grace} allowDeselect={false} onChange={(value) => setGrace(value ?? '24')} maw={280} />
          <Select label="The key ends after" data={lifetimes} value={days} allowDeselect={false} onChange={(value) => setDays(value ?? '90')} maw={280} />
          <ProblemAlert error={replace.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={onClose}>Cancel</Button>
            <Button loading={replace.isPending} onClick={() => replace.mutate()}>Replace the key</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
