import { Anchor, Button, Group, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { signOut } from '../api/auth.ts';
import { keys } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import type { OpenedInvitation } from '../api/types.ts';
import { AnswerButtons } from '../features/invitations/answer-buttons.tsx';
import { Quoted } from '../features/invitations/quoted.tsx';
import { openInvitation } from '../features/invitations/queries.ts';
import { selfQuery } from '../features/users/queries.ts';
import { RegisterForm } from '../features/users/register-form.tsx';
import { paths, signInThen } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { asRole, formatInstant, fullName } from '../ui/format.ts';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { sayDone } from '../ui/toast.ts';
import { useSecretOfAddress } from './secret-of-address.ts';
import { useAfterRegistration } from './register-page.tsx';

const kept = 'hopyard-invitation';

/** The secret of the link, kept for this tab while the person signs in or switches accounts. */
function useInvitationSecret(): string {
  const secret = useSecretOfAddress();
  if (secret) sessionStorage.setItem(kept, secret);
  return secret || (sessionStorage.getItem(kept) ?? '');
}

export function InvitationPage() {
  const token = useInvitationSecret();
  const opened = useQuery({ queryKey: ['opened-invitation', token], queryFn: () => openInvitation(token), enabled: token !== '', staleTime: 0, retry: false });

  if (!token) return <FocusedPage title="This link is not complete" lead="Open the link in the mail again, or copy all of it into the address bar." footer={<DashboardLink />} />;
  if (opened.error && asProblem(opened.error).status === 404) {
    return <FocusedPage title="This link leads to no invitation" lead="The invitation was sent again since, or the link is not whole. Open the newest mail about it, or ask for a new one." footer={<DashboardLink />} />;
  }
  if (opened.error) {
    return (
      <FocusedPage title="This invitation cannot be opened" footer={<DashboardLink />}>
        <ProblemAlert error={opened.error} onRetry={() => void opened.refetch()} />
      </FocusedPage>
    );
  }
  if (!opened.data) return <FocusedPage title="Your invitation"><Skeleton height={96} /></FocusedPage>;
  return <Opened key={token} invitation={opened.data} token={token} onChanged={() => void opened.refetch()} />;
}

const DashboardLink = () => <Anchor component={Link} to={paths.root}>Go to your dashboard</Anchor>;

function Opened({ invitation, token, onChanged }: { invitation: OpenedInvitation; token: string; onChanged: () => void }) {
  const inviter = `${fullName(invitation.invitedBy)} (${invitation.invitedBy.email})`;
  if (invitation.state === 'expired') {
    return <FocusedPage title="This invitation has expired" lead={<>It led to {invitation.organizationName} and ended on {formatInstant(invitation.expiresAt)}. Ask {inviter} to send it again.</>} footer={<DashboardLink />} />;
  }
  if (invitation.state === 'closed') {
    return <FocusedPage title="This invitation is no longer open" lead={<>It led to {invitation.organizationName}. It was answered, withdrawn, or replaced by a newer one. If you are not a member yet, ask {inviter} for a new one.</>} footer={<DashboardLink />} />;
  }
  return (
    <FocusedPage
      title={`Join ${invitation.organizationName}`}
      lead={<>{inviter} invites <strong>{invitation.email}</strong> {asRole(invitation.role)}. {invitation.role === 'administrator' ? 'You would manage members and clusters.' : 'You would use, start and stop its clusters.'} The invitation ends on {formatInstant(invitation.expiresAt)}.</>}
      footer={invitation.yours === null ? undefined : <DashboardLink />}
    >
      {invitation.message && <Quoted message={invitation.message} />}
      <Answer invitation={invitation} token={token} onChanged={onChanged} />
    </FocusedPage>
  );
}

function Answer({ invitation, token, onChanged }: { invitation: OpenedInvitation; token: string; onChanged: () => void }) {
  const router = useRouter();
  const afterRegistration = useAfterRegistration();
  if (invitation.yours === false) return <WrongAccount invitation={invitation} onSignedOut={onChanged} />;
  if (invitation.yours) return <AnswerButtons invitation={invitation} onAccepted={(slug) => router.history.push(paths.clusters(slug))} onRejected={onChanged} />;
  const signIn = () => router.history.push(`${signInThen(paths.invitation)}&email=${encodeURIComponent(invitation.email)}`);
  const form = (
    <RegisterForm
      invitation={{ token, email: invitation.email }}
      onRegistered={(outcome, person) => {
        afterRegistration(outcome, person);
        if (outcome === 'signed-in') sayDone(`Welcome. You have an organization of your own now; the invitation to ${invitation.organizationName} waits for your answer.`);
      }}
    />
  );
  if (invitation.registered === null) return <CopiedLink email={invitation.email} onSignIn={signIn} form={form} />;
  if (!invitation.registered) return form;
  return (
    <Group>
      <Button onClick={signIn}>Sign in to answer</Button>
    </Group>
  );
}

/** A link that somebody handed over does not say whether the address has an account: it may be in anybody's hands (D03). */
function CopiedLink({ email, onSignIn, form }: { email: string; onSignIn: () => void; form: ReactNode }) {
  const [registering, setRegistering] = useState(false);
  return (
    <>
      <Text size="sm" className="breakable">
        This link was handed to you and proves no address: to answer, sign in as <strong>{email}</strong>, or register with it and confirm it by the mail that we then send.
      </Text>
      <Group gap="xs">
        <Button onClick={onSignIn}>Sign in to answer</Button>
        {!registering && <Button variant="default" onClick={() => setRegistering(true)}>Register</Button>}
      </Group>
      {registering && form}
    </>
  );
}

function WrongAccount({ invitation, onSignedOut }: { invitation: OpenedInvitation; onSignedOut: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const self = useQuery(selfQuery);
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      queries.removeQueries({ queryKey: keys.self });
      if (!invitation.registered) return onSignedOut();
      queries.clear();
      router.history.push(`${signInThen(paths.invitation)}&email=${encodeURIComponent(invitation.email)}`);
    },
  });
  return (
    <>
      <Text className="breakable">
        You are signed in as <strong>{self.data?.email ?? 'somebody else'}</strong>, but the invitation is for <strong>{invitation.email}</strong>. Nothing has been used up. Switching signs you out here first.
      </Text>
      <ProblemAlert error={leave.error} />
      <Button loading={leave.isPending} onClick={() => leave.mutate()} w="fit-content">
        Switch account
      </Button>
    </>
  );
}
