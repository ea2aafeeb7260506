import { queryOptions } from '@tanstack/react-query';
import { answered, api, everyPage } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const cloudAccountsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.cloudAccounts(organizationId),
    queryFn: () => everyPage((query) => answered(api.GET('/organizations/{organizationId}/cloud-accounts', { params: { path: { organizationId }, query } }))),
  });

export const connectLocal = (organizationId: string, name: string) =>
  answered(api.POST('/organizations/{organizationId}/cloud-accounts', { params: { path: { organizationId } }, body: { kind: 'local', name } }));

const one = '/organizations/{organizationId}/cloud-accounts/{cloudAccountId}' as const;
export const makeDefault = (organizationId: string, cloudAccountId: string) =>
  answered(api.POST(`${one}/make-default`, { params: { path: { organizationId, cloudAccountId } }, body: {} }));
export const deleteCloudAccount = (organizationId: string, cloudAccountId: string) =>
  answered(api.DELETE(one, { params: { path: { organizationId, cloudAccountId } }, body: {} }));
