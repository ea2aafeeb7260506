import { Anchor, List, Skeleton, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { registrationQuery } from '../features/users/queries.ts';
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
  const registration = useQuery(registrationQuery);
  const isByInvitation = registration.data?.kind === 'invited';
  const firstAccountToken = new URLSearchParams(useSecretOfAddress()).get('first') ?? '';
  if (!firstAccountToken && registration.isPending) return <FocusedPage title="Register"><Skeleton height={96} /></FocusedPage>;
  if (!firstAccountToken && isByInvitation) return <ByInvitation />;
  return (
    <FocusedPage
      title="Register"
      lead={firstAccountToken ? `You make the first account of this instance.${isByInvitation ? ' Everybody after you comes by invitation.' : ''}` : 'For sharing Hopsworks clusters with your team.'}
      footer={<SignInLink />}
    >
      <RegisterForm key={firstAccountToken} onRegistered={onRegistered} {...(firstAccountToken ? { firstAccountToken } : { domains: registration.data?.domains ?? [] })} />
    </FocusedPage>
  );
}

const SignInLink = () => <>Registered already? <Anchor component={Link} to={paths.signIn}>Sign in</Anchor></>;

function ByInvitation() {
  return (
    <FocusedPage title="Accounts here are made by invitation" lead="Somebody who has an account here already invites you." footer={<SignInLink />}>
      <List type="ordered" spacing="xs">
        <List.Item>Ask a member of the organization you want to join to invite your e-mail address.</List.Item>
        <List.Item>Open the link in the mail that you get, and choose your name and password there.</List.Item>
      </List>
      <Text size="sm" c="dimmed">Is this your own new Hopyard? The link to its first account is printed where it was started.</Text>
    </FocusedPage>
  );
}
