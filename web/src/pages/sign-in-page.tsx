import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
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
      footer={<>New here? <Anchor component={Link} to={paths.register}>Register</Anchor></>}
    >
      <SignInForm email={query.get('email') ?? ''} oauthQuery={oauthQuery} onSignedIn={onSignedIn} />
    </FocusedPage>
  );
}
