import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';

/** D05: the log names everybody and everything, so it is for the owner and administrators. */
export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'audit.list', organizationId);
export const mayExport = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'audit.export', organizationId);
export const mayVerify = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'audit.verify', organizationId);
export const mayListSeals = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'audit.listSeals', organizationId);
