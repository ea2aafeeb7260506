import { noAnswer, problemFrom } from './problem.ts';

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST', credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body),
  }).catch(() => Promise.reject(noAnswer()));
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemFrom(response, answer);
  return answer;
}

/** Where a sign-in leads: to the second step, or on (`continueAt` is the address at which a cluster's log-in goes on). */
export type Outcome = { secondStep: true } | { secondStep: false; continueAt: string | null };

type Answer = { redirect?: boolean; url?: string; secondStep?: boolean } | null;
const nextOf = (answer: Answer): string | null => (answer?.redirect && answer.url ? answer.url : null);

/** Signs in. `oauthQuery` is the signed query of a cluster that sent the person here. */
export async function signIn(login: { email: string; password: string }, oauthQuery: string | null): Promise<Outcome> {
  const answer = (await post('/api/auth/sign-in/email', oauthQuery ? { ...login, oauth_query: oauthQuery } : login)) as Answer;
  return answer?.secondStep ? { secondStep: true } : { secondStep: false, continueAt: nextOf(answer) };
}

/** After a second step or a passkey: where the cluster's log-in goes on, or null when no cluster waits. */
export const resume = async (oauthQuery: string | null): Promise<string | null> =>
  oauthQuery ? nextOf((await post('/api/auth/resume', { oauth_query: oauthQuery })) as Answer) : null;

export const signOut = (): Promise<unknown> => post('/api/auth/sign-out', {});
