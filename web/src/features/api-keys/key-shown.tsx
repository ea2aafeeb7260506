import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { CopyValue } from '../../ui/copy-value.tsx';
import { curlExample } from './key-words.ts';

type Props = { organizationId: string; secret: string | null; replayed?: string | undefined; onDone: () => void };

/** The only time that a key is shown. */
export function KeyShown({ organizationId, secret, replayed, onDone }: Props) {
  return (
    <Stack gap="md">
      {secret === null ? (
        <Alert color="gray">{replayed ?? 'The key was shown already.'}</Alert>
      ) : (
        <>
          <Text size="sm">Copy the key now and keep it where your program reads its secrets. It is not shown again, not even to you.</Text>
          <CopyValue value={secret} what="the key" />
          <div>
            <Text size="sm" mb={4}>Try it:</Text>
            <CopyValue value={curlExample(window.location.origin, organizationId, secret)} what="the example" />
          </div>
        </>
      )}
      <Group justify="flex-end"><Button data-autofocus onClick={onDone}>I have copied it</Button></Group>
    </Stack>
  );
}
