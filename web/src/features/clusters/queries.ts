import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { NewCluster, WantedServices } from '../../api/types.ts';

export const clustersQuery = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: keys.clusters(organizationId),
    queryFn: ({ pageParam }) =>
      answered(api.GET('/organizations/{organizationId}/clusters', { params: { path: { organizationId }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const versionsQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.versions(organizationId),
    queryFn: () => answered(api.GET('/organizations/{organizationId}/cluster-versions', { params: { path: { organizationId } } })),
  });

const one = '/organizations/{organizationId}/clusters/{clusterId}' as const;
type Path = { organizationId: string; clusterId: string };

export const createCluster = (organizationId: string, body: NewCluster) =>
  answered(api.POST('/organizations/{organizationId}/clusters', { params: { path: { organizationId } }, body }));
export const startCluster = (path: Path) => answered(api.POST(`${one}/start`, { params: { path }, body: {} }));
export const stopCluster = (path: Path) => answered(api.POST(`${one}/stop`, { params: { path }, body: {} }));
export const retryCluster = (path: Path) => answered(api.POST(`${one}/retry`, { params: { path }, body: {} }));
export const terminateCluster = (path: Path) => answered(api.DELETE(one, { params: { path }, body: {} }));
export const updateServices = (path: Path, body: WantedServices) => answered(api.PUT(`${one}/services`, { params: { path }, body }));
export const revealPassword = (path: Path) => answered(api.POST(`${one}/password`, { params: { path }, body: {} }));
