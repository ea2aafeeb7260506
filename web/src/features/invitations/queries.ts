import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { batches } from '../../api/batches.ts';
import { answered, api, everyPage } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { InvitationOutcome, InviteOutcome } from '../../api/types.ts';
import type { InvitationsView } from './invitations-view.ts';
import type { Invitee } from './invite-list.ts';

export const receivedQuery = queryOptions({ queryKey: keys.received, queryFn: () => everyPage((query) => answered(api.GET('/me/invitations', { params: { query } }))), refetchInterval: 20_000 });

export const invitationsQuery = (organizationId: string, { q, state, sort, direction }: InvitationsView) =>
  infiniteQueryOptions({
    queryKey: [...keys.invitations(organizationId), q.trim(), state ?? '', sort, direction],
    queryFn: ({ pageParam }) => {
      const query = { ...(q.trim() ? { q: q.trim() } : {}), ...(state ? { state } : {}), sort, direction, ...(pageParam ? { cursor: pageParam } : {}) };
      return answered(api.GET('/organizations/{organizationId}/invitations', { params: { path: { organizationId }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });

const inAll = (organizationId: string) => ({ params: { path: { organizationId } } });
const one = (organizationId: string, invitationId: string) => ({ params: { path: { organizationId, invitationId } }, body: {} });

export const invite = (organizationId: string, body: { email: string; administrator: boolean }) =>
  answered(api.POST('/organizations/{organizationId}/invitations', { ...inAll(organizationId), body }));

type Many = { people: Invitee[]; message: string; onResults: (results: InviteOutcome[]) => void };

/** A hundred at a time. What has been answered is told at once, so that it is not lost when a later hundred fails. */
export async function inviteMany(organizationId: string, { people, message, onResults }: Many): Promise<InviteOutcome[]> {
  const all: InviteOutcome[] = [];
  for (const batch of batches(people)) {
    const invitations = batch.map(({ email, administrator }) => ({ email, administrator }));
    const { results } = await answered(api.POST('/organizations/{organizationId}/invitations/batch', { ...inAll(organizationId), body: { invitations, ...(message ? { message } : {}) } }));
    all.push(...results);
    onResults(results);
  }
  return all;
}

export const resend = (organizationId: string, invitationId: string) => answered(api.POST('/organizations/{organizationId}/invitations/{invitationId}/resend', one(organizationId, invitationId)));

export const withdraw = (organizationId: string, invitationId: string) => answered(api.DELETE('/organizations/{organizationId}/invitations/{invitationId}', one(organizationId, invitationId)));

export const createLink = (organizationId: string, invitationId: string) => answered(api.POST('/organizations/{organizationId}/invitations/{invitationId}/link', one(organizationId, invitationId)));

async function many(invitationIds: string[], send: (ids: string[]) => Promise<{ results: InvitationOutcome[] }>): Promise<InvitationOutcome[]> {
  const all: InvitationOutcome[] = [];
  for (const ids of batches(invitationIds)) all.push(...(await send(ids)).results);
  return all;
}

export const resendMany = (organizationId: string, ids: string[]) =>
  many(ids, (invitationIds) => answered(api.POST('/organizations/{organizationId}/invitations/resend', { ...inAll(organizationId), body: { invitationIds } })));

export const withdrawMany = (organizationId: string, ids: string[]) =>
  many(ids, (invitationIds) => answered(api.POST('/organizations/{organizationId}/invitations/withdraw', { ...inAll(organizationId), body: { invitationIds } })));

export const openInvitation = (token: string) => answered(api.POST('/invitations/open', { body: { token } }));

export const accept = (invitationId: string) => answered(api.POST('/invitations/{invitationId}/accept', { params: { path: { invitationId } }, body: {} }));

export const reject = (invitationId: string) => answered(api.POST('/invitations/{invitationId}/reject', { params: { path: { invitationId } }, body: {} }));
