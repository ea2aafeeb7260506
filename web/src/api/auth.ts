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

/**
 * Signs in. `oauthQuery` is the signed query of a cluster that sent the person here;
 * then the answer is the address at which that log-in goes on, otherwise null.
 */
export async function signIn(login: { email: string; password: string }, oauthQuery: string | null): Promise<string | null> {
  const answer = await post('/api/auth/sign-in/email', oauthQuery ? { ...login, oauth_query: oauthQuery } : login);
  const { redirect, url } = (answer ?? {}) as { redirect?: boolean; url?: string };
  return redirect && url ? url : null;
}

export const signOut = (): Promise<unknown> => post('/api/auth/sign-out', {});
