import type { Actor } from '../../kernel/actor.ts';
import { all, type Verdict } from '../../kernel/verdict.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { may } from '../access/permissions.ts';
import { can, type ListedCloudAccount } from './cloud-account.ts';

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cloud-accounts.list', organizationId);

/** D05: cloud accounts are connected and removed by the owner and administrators. */
export const mayCreate = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'cloud-accounts.create', organizationId);

export const mayMakeDefault = (actor: Actor, account: ListedCloudAccount): Verdict =>
  all(may(actor, 'cloud-accounts.makeDefault', account.organizationId), can.makeDefault(account));

export const mayDelete = (actor: Actor, account: ListedCloudAccount): Verdict =>
  all(may(actor, 'cloud-accounts.delete', account.organizationId), can.delete(account));
