import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { Member } from '../../api/types.ts';
import type { MembersView } from './members-view.ts';

export const membersQuery = (organizationId: string, { q, roles, statuses, sort, direction }: MembersView) =>
  infiniteQueryOptions({
    queryKey: [...keys.members(organizationId), q.trim(), roles.join(), statuses.join(), sort, direction],
    queryFn: ({ pageParam }) => {
      const query = { ...(q.trim() ? { q: q.trim() } : {}), role: roles, status: statuses, sort, direction, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(api.GET('/organizations/{organizationId}/members', { params: { path: { organizationId }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The rows of before stay while others are sought: nothing jumps.
    placeholderData: (before) => before,
  });

export const formerQuery = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: keys.formerMembers(organizationId),
    queryFn: ({ pageParam }) => answered(api.GET('/organizations/{organizationId}/members/former', { params: { path: { organizationId }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** What would happen, read at the moment of asking. */
const fresh = { staleTime: 0, gcTime: 0 };
const paths = (organizationId: string, memberId: string) => ({ params: { path: { organizationId, memberId } } });

export const removalQuery = (organizationId: string, memberId: string) =>
  queryOptions({ ...fresh, queryKey: keys.preview(organizationId, memberId, 'removal'), queryFn: () => answered(api.GET('/organizations/{organizationId}/members/{memberId}/removal', paths(organizationId, memberId))) });

export const suspensionQuery = (organizationId: string, memberId: string) =>
  queryOptions({ ...fresh, queryKey: keys.preview(organizationId, memberId, 'suspension'), queryFn: () => answered(api.GET('/organizations/{organizationId}/members/{memberId}/suspension', paths(organizationId, memberId))) });

export const demotionQuery = (organizationId: string, memberId: string) =>
  queryOptions({ ...fresh, queryKey: keys.preview(organizationId, memberId, 'demotion'), queryFn: () => answered(api.GET('/organizations/{organizationId}/members/{memberId}/demotion', paths(organizationId, memberId))) });

export const leavingQuery = (organizationId: string) =>
  queryOptions({ ...fresh, queryKey: keys.preview(organizationId, 'me', 'leaving'), queryFn: () => answered(api.GET('/organizations/{organizationId}/leave', { params: { path: { organizationId } } })) });

type Versioned = Pick<Member, 'id' | 'version'>;

export const changeRole = (organizationId: string, { id: memberId, version }: Versioned, role: 'administrator' | 'member', keepKeys: readonly string[] = []) =>
  answered(api.PATCH('/organizations/{organizationId}/members/{memberId}', { params: { path: { organizationId, memberId }, header: { 'If-Match': `"${version}"` } }, body: { role, keepKeys: [...keepKeys] } }));

export const removeMember = (organizationId: string, memberId: string, keepKeys: readonly string[]) =>
  answered(api.DELETE('/organizations/{organizationId}/members/{memberId}', { ...paths(organizationId, memberId), body: { keepKeys: [...keepKeys] } }));

export const suspendMember = (organizationId: string, memberId: string, { note, keepKeys }: { note: string; keepKeys: readonly string[] }) =>
  answered(api.POST('/organizations/{organizationId}/members/{memberId}/suspend', { ...paths(organizationId, memberId), body: { ...(note ? { note } : {}), keepKeys: [...keepKeys] } }));

export const reinstateMember = (organizationId: string, memberId: string) =>
  answered(api.POST('/organizations/{organizationId}/members/{memberId}/reinstate', { ...paths(organizationId, memberId), body: {} }));

export const leave = (organizationId: string) => answered(api.POST('/organizations/{organizationId}/leave', { params: { path: { organizationId } }, body: {} }));

const inAll = (organizationId: string) => ({ params: { path: { organizationId } } });

export const removeMembers = async (organizationId: string, memberIds: string[]) =>
  (await answered(api.POST('/organizations/{organizationId}/members/remove-many', { ...inAll(organizationId), body: { memberIds } }))).results;

export const suspendMembers = async (organizationId: string, memberIds: string[]) =>
  (await answered(api.POST('/organizations/{organizationId}/members/suspend-many', { ...inAll(organizationId), body: { memberIds } }))).results;

export const changeRoles = async (organizationId: string, memberIds: string[], role: 'administrator' | 'member') =>
  (await answered(api.POST('/organizations/{organizationId}/members/change-role-many', { ...inAll(organizationId), body: { memberIds, role } }))).results;
