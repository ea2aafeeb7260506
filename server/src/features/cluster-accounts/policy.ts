import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, type Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';
import { canRetry, type Retried } from './pass.ts';

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cluster-accounts.list', organizationId);

/** D09: a pass that would block many people without a recorded removal waits for the owner or an administrator. */
export const mayConfirmBlocks = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cluster-accounts.confirmBlocks', organizationId);

/** D07: what is pending is tried by itself too; this is for who does not want to wait for it. */
export const mayRetry = (actor: Actor, organizationId: OrganizationId, cluster: Retried): Verdict => all(may(actor, 'cluster-accounts.retry', organizationId), canRetry(cluster));
