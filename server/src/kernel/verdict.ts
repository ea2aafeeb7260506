import { z } from 'zod';

/**
 * The answer to "may they?" and "can it?".
 *
 * `forbidden` is about who asks and becomes 403; `conflict` is about the state
 * of the thing and becomes 409. Both carry the sentence the dashboard shows.
 */
export type Verdict = { ok: true } | { ok: false; kind: 'forbidden' | 'conflict'; because: string };

export const allowed: Verdict = { ok: true };
export const forbidden = (because: string): Verdict => ({ ok: false, kind: 'forbidden', because });
export const conflict = (because: string): Verdict => ({ ok: false, kind: 'conflict', because });

/** The first refusal wins, so list "who" before "when". */
export function all(...verdicts: Verdict[]): Verdict {
  return verdicts.find((verdict) => !verdict.ok) ?? allowed;
}

/** `true`, or the sentence to show beside the disabled button. */
export const Allowance = z.union([z.literal(true), z.string()]);
export type Allowance = z.output<typeof Allowance>;

export const allowance = (verdict: Verdict): Allowance => (verdict.ok ? true : verdict.because);
