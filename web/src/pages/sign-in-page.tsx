import { Anchor } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { registrationQuery } from '../features/users/queries.ts';
import { withAddressAt } from '../features/users/registration-sentence.ts';
import { SignInForm } from '../features/users/sign-in-form.tsx';
import { paths, safeNext } from '../paths.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { leaveFor } from './leave-site.ts';

/** The query as it came: the cluster's log-in is signed over it, so not a character may change. */
const queryAtStart = window.location.pathname === paths.signIn ? window.location.search.slice(1) : '';

function clusterOf(query: URLSearchParams): string {
  try {
    return new URL(query.get('redirect_uri') ?? '').host;
  } catch {
    return '';
  }
}

export function SignInPage() {
  const router = useRouter();
  const queries = useQueryClient();
  const [raw] = useState(() => {
    const now = window.location.search.slice(1);
    return new URLSearchParams(now).get('sig') === new URLSearchParams(queryAtStart).get('sig') && queryAtStart ? queryAtStart : now;
  });
  const query = new URLSearchParams(raw);
  const oauthQuery = query.has('client_id') ? raw : null;

  const onSignedIn = (continueAt: string | null) => {
    queries.clear();
    if (continueAt) leaveFor(continueAt);
    else router.history.push(safeNext(query.get('next')));
  };

  return (
    <FocusedPage
      title="Sign in"
      lead={oauthQuery ? `Sign in to continue to the cluster ${clusterOf(query) ? `at ${clusterOf(query)}` : ''}.` : 'Welcome back.'}
      footer={<NewHere />}
    >
      <SignInForm email={query.get('email') ?? ''} oauthQuery={oauthQuery} onSignedIn={onSignedIn} />
    </FocusedPage>
  );
}

/** How a stranger gets an account, once that is known. */
function NewHere() {
  const registration = useQuery(registrationQuery);
  if (registration.isPending) return 'New here?';
  if (registration.data?.kind === 'invited') return <>New here? Accounts are made <Anchor component={Link} to={paths.register}>by invitation</Anchor>.</>;
  const there = withAddressAt(registration.data?.domains ?? []);
  return <>New here? <Anchor component={Link} to={paths.register}>Register</Anchor>{there && ` ${there}.`}</>;
}
