import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cluster-accounts.list', organizationId);

/** D09: a pass that would block many people without a recorded removal waits for the owner or an administrator. */
export const mayConfirmBlocks = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cluster-accounts.confirmBlocks', organizationId);
