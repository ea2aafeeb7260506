import type { OrganizationId } from './id.ts';
import type { Operation } from './operation.ts';

/**
 * What happened. Becomes the audit row and the live announcement, in the same transaction as the change.
 * `before` and `after` hold what a reader of the audit log needs, never a secret.
 */
export type DomainEvent = {
  operation: Operation;
  /** `null` only for what belongs to a person alone, such as a password reset. */
  organizationId: OrganizationId | null;
  subject: string;
  before: unknown;
  after: unknown;
};
