import { Button, Divider, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconFingerprint } from '@tabler/icons-react';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { canSignInWithPasskey } from './browser-passkey.ts';
import { signInWithPasskey } from './queries.ts';

/** The other way in; nothing where there can be no passkeys. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: () => Promise<void> | void }) {
  const attempt = useMutation({
    mutationFn: async () => {
      await signInWithPasskey();
      await onSignedIn();
    },
  });
  if (!canSignInWithPasskey()) return null;
  return (
    <Stack gap="md">
      <Divider label="or" />
      <ProblemAlert error={attempt.error} />
      <Button variant="default" leftSection={<IconFingerprint size={18} aria-hidden="true" />} loading={attempt.isPending} onClick={() => attempt.mutate()} w="fit-content">
        Sign in with a passkey
      </Button>
    </Stack>
  );
}
