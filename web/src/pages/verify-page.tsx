import { Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { verify } from '../features/users/queries.ts';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { useSecretOfAddress } from './secret-of-address.ts';

export function VerifyPage() {
  const token = useSecretOfAddress();
  if (!token) {
    return <FocusedPage title="This link is not complete" lead="Open the link in the mail again, or copy all of it into the address bar." footer={<Anchor component={Link} to={paths.signIn}>Sign in</Anchor>} />;
  }
  return <Verify key={token} token={token} />;
}

function Verify({ token }: { token: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => verify(password ? { token, password } : { token }),
    onSuccess: () => {
      queries.clear();
      router.history.push(paths.root);
    },
  });
  const code = attempt.error ? asProblem(attempt.error).code : null;
  const [askPassword, setAskPassword] = useState(false);
  if (code === 'password-needed' && !askPassword) setAskPassword(true);

  return (
    <FocusedPage
      title="Confirm your address"
      lead={askPassword ? 'This is not the browser you registered with. Enter the password you chose at registration, so that nobody else can confirm in your place.' : 'Press the button and you are in.'}
      footer={<>Link too old? <Anchor component={Link} to={paths.signIn}>Sign in</Anchor> and ask for a new mail there.</>}
    >
      <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(); }}>
        <Stack gap="md">
          {askPassword && (
            <PasswordInput label="Password" autoComplete="current-password" required withAsterisk={false} autoFocus value={password} onChange={(event) => setPassword(event.currentTarget.value)} />
          )}
          {(code !== 'password-needed' || password) && <ProblemAlert error={attempt.error} />}
          <Button type="submit" loading={attempt.isPending} w="fit-content">
            Confirm and go to the dashboard
          </Button>
        </Stack>
      </form>
    </FocusedPage>
  );
}
