import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { requestPasswordReset } from '../features/users/queries.ts';
import { paths, safeNext } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';

export function ForgotPasswordPage() {
  const [query] = useState(() => new URLSearchParams(window.location.search));
  const [email, setEmail] = useState(query.get('email') ?? '');
  const back = query.get('next');
  const request = useMutation({ mutationFn: () => requestPasswordReset(email) });
  return (
    <FocusedPage
      title={back ? 'Choose a new password' : 'Forgot your password?'} lead="You get a mail with a link to choose a new one."
      footer={<Anchor component={Link} to={back ? safeNext(back) : paths.signIn}>{back ? 'Back to where you were' : 'Back to sign-in'}</Anchor>}
    >
      {request.isSuccess ? (
        <Text role="status">If {email} is registered here, a mail with a link is on its way. It works once, for an hour.</Text>
      ) : (
        <form onSubmit={(event) => { event.preventDefault(); request.mutate(); }}>
          <Stack gap="md">
            <TextInput label="E-mail" type="email" autoComplete="username" required withAsterisk={false} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
            <ProblemAlert error={request.error} />
            <Button type="submit" loading={request.isPending} w="fit-content">
              Send the mail
            </Button>
          </Stack>
        </form>
      )}
    </FocusedPage>
  );
}
