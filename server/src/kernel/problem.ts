import type { Verdict } from './verdict.ts';

/** An RFC 9457 problem document, as every refusal is served. */
export type Problem = {
  status: number;
  /** Stable, for programs. */
  code: string;
  title: string;
  /** A sentence to a person; the dashboard shows it unchanged. */
  detail: string;
  /** What to do next, where there is something to do. */
  next?: string;
  fields?: { field: string; message: string }[];
  /** When to try again; also sent as the header Retry-After. */
  retryAfterSeconds?: number;
};

const titles: Record<number, string> = {
  400: 'Bad request', 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found', 409: 'Conflict',
  412: 'Changed meanwhile', 413: 'Too large', 415: 'Wrong content type', 422: 'Key used otherwise', 428: 'Version required', 429: 'Too many requests', 500: 'Internal error', 503: 'Not available',
};

export function problem(status: number, code: string, detail: string, more: Pick<Problem, 'next' | 'fields'> = {}): Problem {
  return { status, code, title: titles[status] ?? 'Error', detail, ...more };
}

/** For what is not there, and alike for what belongs to another organization. */
export const notFound = (): Problem => problem(404, 'not-found', 'There is no such thing here, or it is not yours to see.');

/** D11: who has a row here and no authority is told so, once and plainly. */
export const suspendedHere = (): Problem =>
  problem(403, 'suspended', 'Your membership of this organization is suspended.', { next: 'Ask its owner or one of its administrators to reinstate you. Your other organizations are not concerned.' });

export const versionRequired = (): Problem =>
  problem(428, 'version-required', 'This change must say which version it was made for.', { next: 'Send the version that you read as the header If-Match.' });

export const changedMeanwhile = (): Problem =>
  problem(412, 'changed-meanwhile', 'Somebody changed this meanwhile, so your change was not made.', { next: 'Look at what it is now, and change it again if you still want to.' });

export const keyUsedOtherwise = (): Problem =>
  problem(422, 'idempotency-key-reused', 'This Idempotency-Key came before with another request.', { next: 'Use a new key for each request, and the same one only to send the same request again.' });

export const tooManyRequests = (detail: string, retryAfterSeconds: number): Problem => ({ ...problem(429, 'too-many-requests', detail), retryAfterSeconds });

export const invalidInput = (fields: { field: string; message: string }[]): Problem => problem(400, 'invalid-input', 'Some fields are missing or wrong.', { fields });

/** Thrown by `run` for what only the database can tell, such as a name that was taken meanwhile. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(refused: Problem) {
    super(refused.detail);
    this.problem = refused;
  }
}

/** Throws the refusal that a verdict means; `run` asks so for what can be known only there, such as a limit that is counted. */
export function refuseUnless(verdict: Verdict): void {
  if (!verdict.ok) throw new Refusal(problem(verdict.kind === 'forbidden' ? 403 : 409, verdict.kind, verdict.because));
}
