import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';

/** M05: usage is the organization's, so every member sees it. */
export const mayRead = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'usage.read', organizationId);
