import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, api, everyPage } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const receivedQuery = queryOptions({ queryKey: keys.received, queryFn: () => everyPage((query) => answered(api.GET('/me/invitations', { params: { query } }))), refetchInterval: 20_000 });

export const invitationsQuery = (organizationId: string) =>
  infiniteQueryOptions({
    queryKey: keys.invitations(organizationId),
    queryFn: ({ pageParam }) =>
      answered(api.GET('/organizations/{organizationId}/invitations', { params: { path: { organizationId }, query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const invite = (organizationId: string, body: { email: string; administrator: boolean }) =>
  answered(api.POST('/organizations/{organizationId}/invitations', { params: { path: { organizationId } }, body }));

export const resend = (organizationId: string, invitationId: string) =>
  answered(api.POST('/organizations/{organizationId}/invitations/{invitationId}/resend', { params: { path: { organizationId, invitationId } }, body: {} }));

export const withdraw = (organizationId: string, invitationId: string) =>
  answered(api.DELETE('/organizations/{organizationId}/invitations/{invitationId}', { params: { path: { organizationId, invitationId } }, body: {} }));

export const openInvitation = (token: string) => answered(api.POST('/invitations/open', { body: { token } }));

export const accept = (invitationId: string) => answered(api.POST('/invitations/{invitationId}/accept', { params: { path: { invitationId } }, body: {} }));

export const reject = (invitationId: string) => answered(api.POST('/invitations/{invitationId}/reject', { params: { path: { invitationId } }, body: {} }));
