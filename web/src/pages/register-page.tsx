import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { RegisterForm } from '../features/users/register-form.tsx';
import { paths } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { useSecretOfAddress } from './secret-of-address.ts';

/** Where registering leads: straight in when the address is known to be the person's, otherwise to the mailbox. */
export function useAfterRegistration() {
  const router = useRouter();
  const queries = useQueryClient();
  return (outcome: 'check-mail' | 'signed-in', person: { email: string }) => {
    queries.clear();
    router.history.push(outcome === 'signed-in' ? paths.root : `${paths.checkMail}?email=${encodeURIComponent(person.email)}`);
  };
}

export function RegisterPage() {
  const onRegistered = useAfterRegistration();
  const firstAccountToken = new URLSearchParams(useSecretOfAddress()).get('first') ?? '';
  return (
    <FocusedPage
      title="Register"
      lead={firstAccountToken ? 'You make the first account of this instance. Everybody after you comes by invitation.' : 'For sharing Hopsworks clusters with your team.'}
      footer={<>Registered already? <Anchor component={Link} to={paths.signIn}>Sign in</Anchor></>}
    >
      <RegisterForm key={firstAccountToken} onRegistered={onRegistered} {...(firstAccountToken ? { firstAccountToken } : {})} />
    </FocusedPage>
  );
}
