import type { Actor } from '../../kernel/actor.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';
import { canDelete, type DeletionFacts, type Organization } from './organization.ts';

type Named = Pick<Organization, 'id'>;

export const mayRead = (actor: Actor, organization: Named): Verdict => may(actor, 'organizations.read', organization.id);

export const mayUpdate = (actor: Actor, organization: Named): Verdict => may(actor, 'organizations.update', organization.id);

/** M13, M18 */
export const mayUpdatePermissions = (actor: Actor, organization: Named): Verdict => may(actor, 'organizations.updatePermissions', organization.id);

/** A person makes at most so many organizations; joining others is not limited (D01). */
export function mayCreate(actor: Actor, made: { count: number; most: number }): Verdict {
  if (actor.kind !== 'user') return forbidden('Sign in first.');
  return made.count < made.most ? allowed : conflict(`You have created ${made.count} organizations, and ${made.most} is the most that one person may create here.`);
}

export const mayPreviewDeletion = (actor: Actor, organization: Named): Verdict => may(actor, 'organizations.previewDeletion', organization.id);

/** D02: the owner alone, and not while clusters live. */
export const mayDelete = (actor: Actor, organization: Named, facts: Pick<DeletionFacts, 'clusters'>): Verdict =>
  all(may(actor, 'organizations.delete', organization.id), canDelete(facts));
