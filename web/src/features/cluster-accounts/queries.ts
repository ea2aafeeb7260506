import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const accountsQuery = (organizationId: string, clusterId: string) =>
  infiniteQueryOptions({
    queryKey: keys.accounts(organizationId, clusterId),
    queryFn: ({ pageParam }) =>
      answered(api.GET('/organizations/{organizationId}/clusters/{clusterId}/accounts', { params: { path: { organizationId, clusterId }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const confirmBlocks = (organizationId: string, clusterId: string, people: string[]) =>
  answered(api.POST('/organizations/{organizationId}/clusters/{clusterId}/accounts/confirm-blocks', { params: { path: { organizationId, clusterId } }, body: { people } }));

export const retryAccounts = (organizationId: string, clusterId: string) =>
  answered(api.POST('/organizations/{organizationId}/clusters/{clusterId}/accounts/retry', { params: { path: { organizationId, clusterId } }, body: {} }));
