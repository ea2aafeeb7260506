import { Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem, fieldErrors } from '../api/problem.ts';
import { NewPasswordField } from '../features/users/new-password-field.tsx';
import { resetPassword } from '../features/users/queries.ts';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { sayDone } from '../ui/toast.ts';
import { useSecretOfAddress } from './secret-of-address.ts';

export function ResetPasswordPage() {
  const token = useSecretOfAddress();
  if (!token) {
    return <FocusedPage title="This link is not complete" lead="Open the link in the mail again, or copy all of it into the address bar." footer={<Anchor component={Link} to={paths.forgotPassword}>Ask for a new mail</Anchor>} />;
  }
  return <ResetPassword key={token} token={token} />;
}

function ResetPassword({ token }: { token: string }) {
  const router = useRouter();
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => resetPassword({ token, password }),
    onSuccess: () => {
      sayDone('The new password is set. Sign in with it.');
      router.history.push(paths.signIn);
    },
  });
  return (
    <FocusedPage title="Choose a new password" lead="Setting it signs you out everywhere else." footer={<>Link too old? <Anchor component={Link} to={paths.forgotPassword}>Ask for a new mail</Anchor></>}>
      <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
        <Stack gap="md">
          <NewPasswordField
            label="New password" personal={[]} value={password} onChange={(event) => setPassword(event.currentTarget.value)}
            error={attempt.error ? fieldErrors(asProblem(attempt.error))['password'] : undefined}
          />
          <ProblemAlert error={attempt.error} />
          <Button type="submit" loading={attempt.isPending} w="fit-content">
            Set the password
          </Button>
        </Stack>
      </form>
    </FocusedPage>
  );
}
