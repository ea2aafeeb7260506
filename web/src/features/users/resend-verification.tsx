import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { resendVerification } from './queries.ts';

/** Sends the verification mail again, and says so. */
export function ResendVerification({ email }: { email: string }) {
  const resend = useMutation({ mutationFn: () => resendVerification(email) });
  if (resend.isSuccess) {
    return (
      <Text size="sm" role="status">
        If {email} still waits for its confirmation, a new mail is on its way. Only the newest link works.
      </Text>
    );
  }
  return (
    <>
      <ProblemAlert error={resend.error} />
      <Button variant="default" loading={resend.isPending} onClick={() => resend.mutate()} w="fit-content">
        Send the mail again
      </Button>
    </>
  );
}
