import { Anchor, Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { signIn, type Outcome } from '../../api/auth.ts';
import { asProblem } from '../../api/problem.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFields } from '../../ui/use-fields.ts';
import { ResendVerification } from './resend-verification.tsx';

type Props = {
  email: string;
  /** The signed query of a cluster's log-in that this sign-in continues. */
  oauthQuery: string | null;
  onSignedIn: (outcome: Outcome) => void;
};

export function SignInForm({ email, oauthQuery, onSignedIn }: Props) {
  const form = useFields({ email, password: '' });
  const attempt = useMutation({
    mutationFn: (login: typeof form.values) => signIn(login, oauthQuery),
    onSuccess: onSignedIn,
  });
  const unverified = attempt.error && asProblem(attempt.error).code === 'address-not-verified';
  return (
    <form onSubmit={(event) => { event.preventDefault(); attempt.mutate(form.values); }}>
      <Stack gap="md">
        <TextInput label="E-mail" type="email" autoComplete="username" required withAsterisk={false} {...form.field('email')} />
        <PasswordInput label="Password" autoComplete="current-password" required withAsterisk={false} {...form.field('password')} />
        <ProblemAlert error={attempt.error} />
        {unverified && <ResendVerification email={form.values.email} />}
        <Group justify="space-between">
          <Button type="submit" loading={attempt.isPending}>
            Sign in
          </Button>
          <Anchor component={Link} to={paths.forgotPassword} fz="sm">
            Forgot your password?
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}
