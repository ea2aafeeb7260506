/** Signing in with address and password, also on the way to a cluster; and signing out. The second step is an operation of ours. */
import { z } from 'zod';
import { problem } from '../../kernel/problem.ts';
import type { Tx } from '../../kernel/scope.ts';
import { parseJson } from '../json.ts';
import { addressBlock, count, giveBack, tooMany, type Window } from '../rate-limit.ts';
import { basePath, type Library } from './library.ts';
import { json, refusal, type Incoming, type Outgoing } from './mount.ts';
import { verifyPassword } from './passwords.ts';
import type { SecondStep } from './second-step.ts';

const SignIn = z.strictObject({
  email: z.string().max(320),
  password: z.string().min(1).max(1000),
  /** The signed query of the sign-in page, when a cluster waits. */
  oauth_query: z.string().max(8000).optional(),
});

const minute = 60;
const perAccount: Window = { max: 10, windowSeconds: 15 * minute };
const perAddress: Window = { max: 100, windowSeconds: 15 * minute };

const refusals = {
  INVALID_EMAIL_OR_PASSWORD: problem(401, 'wrong-credentials', 'This address and this password do not belong together.'),
  EMAIL_NOT_VERIFIED: problem(403, 'address-not-verified', 'This address has not been confirmed yet.', { next: 'Open the link in the mail, or have it sent again.' }),
  expired: problem(400, 'sign-in-expired', 'This page has waited too long.', { next: 'Go back to the cluster and log in again.' }),
};

const Resume = z.strictObject({ oauth_query: z.string().min(1).max(8000) });

type Parts = {
  library: Library;
  secondStep: SecondStep;
  reader: Tx;
  normaliseEmail(email: string): string;
  clock(): Date;
  /** Passes on where the cluster's browser goes, if it may. */
  release(url: string): Promise<string>;
};

export const signIn = ({ library, secondStep, reader, normaliseEmail, clock, release }: Parts) => async (incoming: Incoming): Promise<Outgoing> => {
  const input = SignIn.safeParse(parseJson(incoming.body));
  if (!input.success) return refusal(problem(400, 'invalid-input', 'Enter your e-mail address and your password.'));
  const email = normaliseEmail(input.data.email);
  // An address of an impossible form has no account; it is answered like any other without one.
  const known = z.email().safeParse(email).success ? email : 'nobody@nowhere.invalid';
  const now = clock();
  const account = `sign-in:email:${email}`;
  const tries = [await count(reader, `sign-in:address:${addressBlock(incoming.address)}`, perAddress, now), await count(reader, account, perAccount, now)];
  const waits = tries.flatMap((tried) => (tried.allowed ? [] : [tried.retryAfterSeconds]));
  if (waits.length > 0) {
    const { problem: refused, retryAfterSeconds } = tooMany(Math.max(...waits));
    return refusal(refused, { 'retry-after': String(retryAfterSeconds) });
  }
  const answer = (await halfway(secondStep, known, input.data.password, now)) ?? (await answerOf(await library.handler(forward(incoming, { ...input.data, email: known })), release));
  if (answer.status !== refusals.INVALID_EMAIL_OR_PASSWORD.status) await giveBack(reader, account, perAccount, now);
  return answer;
};

/** For an account with a second step: no session yet, only the mark by which this browser is known again. Null for any other. */
async function halfway({ find, begin }: SecondStep, email: string, password: string, now: Date): Promise<Outgoing | null> {
  const account = await find(email);
  if (!account) return null;
  if (!(await verifyPassword(account.passwordHash, password))) return refusal(refusals.INVALID_EMAIL_OR_PASSWORD);
  return json({ redirect: false, url: null, secondStep: true }, [await begin(account.userId, now)]);
}

/** After a second step or a passkey: where the cluster's log-in goes on. */
export const resume = ({ library, release }: Pick<Parts, 'library' | 'release'>) => async (incoming: Incoming): Promise<Outgoing> => {
  const input = Resume.safeParse(parseJson(incoming.body));
  if (!input.success) return refusal(problem(400, 'invalid-input', 'There is no log-in to go on with.'));
  const response = await library.handler(forward(incoming, input.data));
  return response.status === 401 ? refusal(problem(401, 'not-signed-in', 'Sign in first.')) : answerOf(response, release);
};

function forward({ url, headers }: Incoming, body: unknown): Request {
  headers.set('accept', 'application/json');
  headers.set('content-type', 'application/json');
  return new Request(new URL(`${basePath}${url.pathname.slice(basePath.length)}`, url), { method: 'POST', headers, body: JSON.stringify(body) });
}

async function answerOf(response: Response, release: Parts['release']): Promise<Outgoing> {
  const said = parseJson(await response.text()) as { code?: string; error?: string; redirect?: boolean; url?: string } | null;
  const code = said?.code;
  if (code === 'INVALID_EMAIL_OR_PASSWORD' || code === 'EMAIL_NOT_VERIFIED') return refusal(refusals[code]);
  if (said?.error === 'invalid_signature') return refusal(refusals.expired);
  if (!response.ok) return refusal(problem(500, 'internal-error', 'Signing in did not work. Try again.'));
  // The library's own answer holds the session's secret, which no script may read.
  const url = said?.redirect && said.url ? await release(said.url) : null;
  return json({ redirect: url !== null, url }, response.headers.getSetCookie());
}

export const signOut = (library: Library, signedOut: (incoming: Incoming) => Promise<void>) => async (incoming: Incoming): Promise<Outgoing> => {
  const response = await library.handler(forward(incoming, {}));
  await signedOut(incoming);
  return response.ok ? json({}, response.headers.getSetCookie()) : refusal(problem(500, 'internal-error', 'Signing out did not work. Try again.'));
};

/** Who is signed in, without the session's secret. */
export const getSession = (library: Library) => async ({ url, headers }: Incoming): Promise<Outgoing> => {
  const response = await library.handler(new Request(url, { headers }));
  const said = parseJson(await response.text()) as { session: { id: string; expiresAt: string }; user: Record<string, unknown> } | null;
  if (!response.ok || !said) return json(null, response.headers.getSetCookie());
  const { id, email, givenName, familyName } = said.user;
  return json({ session: { id: said.session.id, expiresAt: said.session.expiresAt }, user: { id, email, givenName, familyName } }, response.headers.getSetCookie());
};
