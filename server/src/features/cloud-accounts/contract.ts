import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { IdPageQuery, pageOf, type Page } from '../../kernel/page.ts';
import { all, Allowance, allowance } from '../../kernel/verdict.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { cleanName } from '../organizations/organization.ts';
import { canConnect, type ListedCloudAccount } from './cloud-account.ts';
import { mayCreate, mayDelete, mayMakeDefault } from './policy.ts';

export const CloudAccountList = OrganizationPath.extend(IdPageQuery);
export const CloudAccountPath = OrganizationPath.extend({ cloudAccountId: z.uuid() });
export const CreateCloudAccount = OrganizationPath.extend({
  kind: z.enum(['local'], 'Choose the kind of account: local.'),
  name: z.string().max(200).transform(cleanName).pipe(z.string().min(1, 'Give the account a name.').max(60, 'A name has at most 60 characters.')),
});

export const CloudAccountView = z.object({
  id: z.string(),
  kind: z.enum(['local']),
  name: z.string(),
  isDefault: z.boolean(),
  createdAt: z.iso.datetime(),
  clusterCount: z.number().int(),
  allows: z.object({ makeDefault: Allowance, delete: Allowance }),
});

export const CloudAccountsView = pageOf(CloudAccountView).extend({ allows: z.object({ create: Allowance }) });

export function cloudAccountView(account: ListedCloudAccount, actor: Actor): z.input<typeof CloudAccountView> {
  const { id, kind, name, isDefault, clusterNames } = account;
  return {
    id, kind, name, isDefault, createdAt: account.createdAt.toISOString(), clusterCount: clusterNames.length,
    allows: { makeDefault: allowance(mayMakeDefault(actor, account)), delete: allowance(mayDelete(actor, account)) },
  };
}

export function cloudAccountsView(
  page: Page<z.input<typeof CloudAccountView>>, actor: Actor, organizationId: OrganizationId, offered: { localClusters: boolean },
): z.input<typeof CloudAccountsView> {
  const create = all(mayCreate(actor, organizationId), canConnect('local', offered));
  return { ...page, allows: { create: allowance(create) } };
}
