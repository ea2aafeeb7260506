import { Anchor } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { resume, type Outcome } from '../api/auth.ts';
import { SecondStepForm } from '../features/authenticators/second-step-form.tsx';
import { PasskeySignIn } from '../features/passkeys/passkey-sign-in.tsx';
import { registrationQuery } from '../features/users/queries.ts';
import { withAddressAt } from '../features/users/registration-sentence.ts';
import { SignInForm } from '../features/users/sign-in-form.tsx';
import { paths, safeNext } from '../paths.ts';
import { plural } from '../ui/format.ts';
import { FocusedPage } from '../ui/focused-page.tsx';
import { sayDone } from '../ui/toast.ts';
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

  const [step, setStep] = useState<'first' | 'second'>('first');

  const goOn = (continueAt: string | null) => {
    queries.clear();
    if (continueAt) leaveFor(continueAt);
    else router.history.push(safeNext(query.get('next')));
  };
  const onPassword = (outcome: Outcome) => (outcome.secondStep ? setStep('second') : goOn(outcome.continueAt));
  const onSecondStep = async (recoveryCodesLeft: number | null) => {
    goOn(await resume(oauthQuery));
    if (recoveryCodesLeft !== null) sayDone(`${plural(recoveryCodesLeft, 'recovery code is', 'recovery codes are')} left. New ones are made in Settings, Security.`);
  };

  if (step === 'second') {
    return (
      <FocusedPage title="One more step" lead="Your password is right. Now show that it is you." footer={<Anchor component="button" type="button" onClick={() => setStep('first')}>Sign in as somebody else</Anchor>}>
        <SecondStepForm onSignedIn={onSecondStep} onBegin={() => setStep('first')} />
      </FocusedPage>
    );
  }
  return (
    <FocusedPage
      title="Sign in"
      lead={oauthQuery ? `Sign in to continue to the cluster ${clusterOf(query) ? `at ${clusterOf(query)}` : ''}.` : 'Welcome back.'}
      footer={<NewHere />}
    >
      <SignInForm email={query.get('email') ?? ''} oauthQuery={oauthQuery} onSignedIn={onPassword} />
      <PasskeySignIn onSignedIn={async () => goOn(await resume(oauthQuery))} />
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
