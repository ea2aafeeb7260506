import { z } from 'zod';
import type { Person } from '../../kernel/actor.ts';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { CloudAccountId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { problem, Refusal, refuseUnless } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import * as organizations from '../organizations/store.ts';
import { canConnect, type CloudAccount } from './cloud-account.ts';
import { CloudAccountList, CloudAccountPath, CloudAccountsView, cloudAccountsView, CloudAccountView, cloudAccountView, CreateCloudAccount } from './contract.ts';
import { mayCreate, mayDelete, mayList, mayMakeDefault } from './policy.ts';
import * as cloudAccounts from './store.ts';

const load = ({ tx }: Scope, { organizationId, cloudAccountId }: z.output<typeof CloudAccountPath>) =>
  cloudAccounts.find(tx, organizationId as OrganizationId, cloudAccountId as CloudAccountId);

const list = endpoint({
  operation: 'cloud-accounts.list',
  summary: 'The cloud accounts that the organization shares (M04)',
  method: 'GET', path: '/organizations/:organizationId/cloud-accounts', access: 'member', reads: true,
  input: CloudAccountList,
  output: CloudAccountsView,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx, actor, settings }, organizationId, { cursor, limit }) => {
    const rows = await cloudAccounts.list(tx, organizationId, cursor ?? null, limit + 1);
    return cloudAccountsView(toPage(rows, limit, ({ id }) => id, (account) => cloudAccountView(account, actor)), actor, organizationId, settings);
  },
});

const create = endpoint({
  operation: 'cloud-accounts.create',
  summary: 'Connect a cloud account for the whole organization (M04)',
  method: 'POST', path: '/organizations/:organizationId/cloud-accounts', access: 'member', locks: 'organization', status: 201,
  input: CreateCloudAccount,
  output: CloudAccountView,
  load: loadOrganizationId,
  allow: mayCreate,
  run: async (scope, organizationId, { kind, name }) => {
    const { tx, actor, now, settings } = scope;
    refuseUnless(canConnect(kind, settings));
    if (await cloudAccounts.isNameTaken(tx, organizationId, name)) {
      throw new Refusal(problem(409, 'name-taken', `The organization has a cloud account called “${name}” already.`, { next: 'Choose another name.' }));
    }
    const account: CloudAccount = { id: scope.newId<CloudAccountId>(), organizationId, kind, name, createdBy: (actor as Person).userId, createdAt: now };
    await cloudAccounts.add(tx, account);
    const isDefault = (await cloudAccounts.findDefault(tx, organizationId)) === null;
    if (isDefault) await organizations.setDefaultCloudAccount(tx, organizationId, account.id);
    scope.emit({ operation: 'cloud-accounts.create', organizationId, subject: account.id, before: null, after: { kind, name, isDefault } });
    scope.announce(organizationId, 'organizations', organizationId);
    return cloudAccountView({ ...account, isDefault, clusterNames: [] }, actor);
  },
});

const makeDefault = endpoint({
  operation: 'cloud-accounts.makeDefault',
  summary: 'Choose the cloud account that new clusters go to (M04)',
  method: 'POST', path: '/organizations/:organizationId/cloud-accounts/:cloudAccountId/make-default', access: 'member', locks: 'organization',
  input: CloudAccountPath,
  output: CloudAccountView,
  load,
  allow: mayMakeDefault,
  run: async (scope, account) => {
    await organizations.setDefaultCloudAccount(scope.tx, account.organizationId, account.id);
    scope.emit({ operation: 'cloud-accounts.makeDefault', organizationId: account.organizationId, subject: account.id, before: { isDefault: false }, after: { isDefault: true } });
    scope.announce(account.organizationId, 'organizations', account.organizationId);
    return cloudAccountView({ ...account, isDefault: true }, scope.actor);
  },
});

const remove = endpoint({
  operation: 'cloud-accounts.delete',
  summary: 'Disconnect a cloud account that no cluster uses',
  method: 'DELETE', path: '/organizations/:organizationId/cloud-accounts/:cloudAccountId', access: 'member', locks: 'organization', status: 204,
  input: CloudAccountPath,
  output: z.undefined(),
  load,
  allow: mayDelete,
  run: async (scope, account) => {
    const { tx, now } = scope;
    if (account.isDefault) {
      const heir = (await cloudAccounts.list(tx, account.organizationId, null, 2)).find(({ id }) => id !== account.id);
      await organizations.setDefaultCloudAccount(tx, account.organizationId, heir?.id ?? null);
      scope.announce(account.organizationId, 'organizations', account.organizationId);
    }
    await cloudAccounts.remove(tx, account.organizationId, account.id, now);
    scope.emit({ operation: 'cloud-accounts.delete', organizationId: account.organizationId, subject: account.id, before: { kind: account.kind, name: account.name }, after: null });
    return undefined;
  },
});

export const cloudAccountEndpoints: AnyEndpoint[] = [list, create, makeDefault, remove];
