import type { Actor } from './actor.ts';
import type { DomainEvent } from './event.ts';
import type { OrganizationId } from './id.ts';
import type { JobName } from './job.ts';
import type { Mail } from './mail.ts';
import type { Settings } from './settings.ts';

/** The SQL surface a store sees. Every statement is prepared; parameters are $1, $2, … */
export type Tx = {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
};

/** A secret is shown once as `value`; only `hash` is stored. */
export type Secret = { value: string; hash: string };

/** Where a request comes from. Empty in a job. */
export type RequestFacts = { cookies: Readonly<Record<string, string>>; userAgent: string; address: string };

/** Everything a request or a job step may touch. There is no other way to the outside. */
export type Scope = {
  tx: Tx;
  actor: Actor;
  now: Date;
  settings: Settings;
  request: RequestFacts;
  /** A whole Set-Cookie header, sent only when the transaction commits. */
  setCookie(header: string): void;
  /** Names the organization that this transaction writes in. The dispatcher does it where the path or `organizationOf` says it. */
  enter(organizationId: OrganizationId): Promise<void>;
  newId<Id extends string>(): Id;
  newSecret(): Secret;
  hashSecret(value: string): string;
  /** Audited and announced when the transaction commits. */
  emit(event: DomainEvent): void;
  enqueue(job: JobName, key: string, options?: { startAt?: Date }): void;
  mail(message: Mail): void;
  /** Tells open dashboards that something of this noun changed; carries no content. */
  announce(organizationId: OrganizationId, noun: string, id: string): void;
};

/** What a unit of work leaves behind, written by the same transaction or not at all. */
export type Effects = {
  events: DomainEvent[];
  jobs: { job: JobName; key: string; startAt: Date | null }[];
  mails: Mail[];
  cookies: string[];
  announcements: { organizationId: OrganizationId; noun: string; id: string }[];
};
