import { z } from 'zod';
import type { Actor, Person } from './actor.ts';
import type { OrganizationId } from './id.ts';
import type { Operation } from './operation.ts';
import type { Scope } from './scope.ts';
import type { Verdict } from './verdict.ts';

/**
 * Who gets as far as the policy. `member` means a row in the organization of the path;
 * everybody else is told 404 there.
 */
export type Access = 'public' | 'signed-in' | 'member' | 'cluster';

/**
 * A write says what it locks. `organization`: everything that changes membership or what it depends on.
 * `membership`: the actor's own row, shared, so that a removal waits for it or it sees the removal.
 * `own`: rows of the caller alone, outside any organization.
 */
type Reading = { method: 'GET' | 'POST'; reads: true; access: Access };
type Writing =
  | { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; access: 'member'; locks: 'organization' | 'membership' }
  | { method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; access: 'public' | 'signed-in' | 'cluster'; locks: 'organization' | 'own' };

/** The rate limits an endpoint counts against, besides the general one per address block. `cluster`: the one whose key came with it; `step`: the account that a browser gave the password of. */
export type Limit = { name: string; per: 'address' | 'user' | 'email' | 'cluster' | 'step'; max: number; windowSeconds: number };

type Sentence<Input extends z.ZodType, Output extends z.ZodType, Subject> = {
  operation: Operation;
  path: `/${string}`;
  summary: string;
  status?: 200 | 201 | 202 | 204;
  limits?: readonly Limit[];
  /** Content types of an answer that is a `TextStream`. */
  media?: readonly string[];
  /** The most bytes that the body may have, where it is less than for any other request. */
  bodyLimit?: number;
  input: Input;
  output: Output;
  /** For `locks: 'organization'` where the path does not name one: null for an actor whom it does not concern, who then waits for nothing. */
  organizationOf?(scope: Scope, input: z.output<Input>): Promise<OrganizationId | null>;
  /** Where a change must name the version it was made for (If-Match): 428 without one, 412 with an older one. */
  versionOf?(subject: NoInfer<Subject>): number;
  /** Fields of the answer that are shown once: what is kept for a repeated request has null there (see `shownOnce`). */
  secrets?: readonly string[];
  /** `null` answers 404: outside the actor's organization a thing does not exist. */
  load(scope: Scope, input: z.output<Input>): Promise<Subject | null>;
  allow(actor: Actor, subject: NoInfer<Subject>, input: z.output<Input>): Verdict;
  run(scope: Scope, subject: NoInfer<Subject>, input: z.output<Input>): Promise<z.input<Output>>;
};

/** For the answer of an endpoint with `secrets`: a repeated request with the same Idempotency-Key is told instead of shown. */
export const shownOnce = { secret: z.string().nullable(), replayed: z.string().optional() };

/** The input of what is asked without a word, and the answer to what leaves nothing to say. */
export const Nothing = z.strictObject({});
export const Done = z.object({});

/** The `load` of what concerns one's own account. */
export const loadPerson = async ({ actor }: Scope): Promise<Person | null> => (actor.kind === 'user' ? actor : null);

/** The `load` of what concerns the whole organization of the path: the actor's membership there was read before. */
export const loadOrganizationId = async (_scope: Scope, { organizationId }: { organizationId: string }): Promise<OrganizationId> => organizationId as OrganizationId;

/**
 * One HTTP operation. Reads as a sentence: load the subject, ask whether it is
 * allowed, run. All three are required keys, so an endpoint that forgets its
 * permission check does not compile, nor does a write that locks nothing.
 */
export type Endpoint<Input extends z.ZodType, Output extends z.ZodType, Subject> = Sentence<Input, Output, Subject> & (Reading | Writing);

export type AnyEndpoint = Endpoint<z.ZodType, z.ZodType, never>;

export function endpoint<Input extends z.ZodType, Output extends z.ZodType, Subject>(
  spec: Endpoint<Input, Output, Subject>,
): AnyEndpoint {
  return spec as unknown as AnyEndpoint; // safe: the dispatcher feeds each spec only what its own load returned
}
