import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const membersQuery = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: keys.members(organizationId),
    queryFn: ({ pageParam }) =>
      answered(api.GET('/organizations/{organizationId}/members', { params: { path: { organizationId }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What removing would do, read at the moment of asking. */
export const removalQuery = (organizationId: string, memberId: string) =>
  queryOptions({
    queryKey: keys.removal(organizationId, memberId),
    queryFn: () => answered(api.GET('/organizations/{organizationId}/members/{memberId}/removal', { params: { path: { organizationId, memberId } } })),
    staleTime: 0,
    gcTime: 0,
  });

export const changeRole = (organizationId: string, memberId: string, role: 'administrator' | 'member') =>
  answered(api.PATCH('/organizations/{organizationId}/members/{memberId}', { params: { path: { organizationId, memberId } }, body: { role } }));

export const removeMember = (organizationId: string, memberId: string) =>
  answered(api.DELETE('/organizations/{organizationId}/members/{memberId}', { params: { path: { organizationId, memberId } }, body: {} }));
