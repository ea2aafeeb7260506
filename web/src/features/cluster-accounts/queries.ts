import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const accountsQuery = (organizationId: string, clusterId: string) =>
  queryOptions({
    queryKey: keys.accounts(organizationId, clusterId),
    queryFn: () => answered(api.GET('/api/v1/organizations/{organizationId}/clusters/{clusterId}/accounts', { params: { path: { organizationId, clusterId } } })),
  });
