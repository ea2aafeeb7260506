import { z } from 'zod';
import { endpoint, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { InvitationId, MemberId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { refuseUnless } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { all, allowed } from '../../kernel/verdict.ts';
import * as clusters from '../clusters/store.ts';
import * as members from '../members/store.ts';
import { canUseHeldSeat } from '../seats/seats.ts';
import * as seats from '../seats/store.ts';
import * as users from '../users/store.ts';
import { AcceptedView, ListReceived, openedView, OpenedView, OpenInvitation, ReceivedPage, ReceivedPath, receivedView } from './contract.ts';
import { accepted, rejected } from './events.ts';
import { canStillGive, hasJoined, mayAccept, mayAnswer } from './policy.ts';
import * as invitations from './store.ts';

const listReceived = endpoint({
  operation: 'invitations.listReceived',
  summary: 'Invitations that are open to your address (M08)',
  method: 'GET', path: '/me/invitations', access: 'signed-in', reads: true,
  input: ListReceived,
  output: ReceivedPage,
  load: async ({ tx, actor }, { cursor, limit }) => (actor.kind === 'user' ? invitations.listReceived(tx, actor.email, { after: cursor ?? null, limit: limit + 1 }) : null),
  allow: () => allowed,
  run: async (_scope, rows, { limit }) => toPage(rows, limit, ({ id }) => id, receivedView),
});

const open = endpoint({
  operation: 'invitations.open',
  summary: 'What an invitation link leads to; changes nothing',
  method: 'POST', path: '/invitations/open', access: 'public', reads: true,
  limits: [{ name: 'open-invitation', per: 'address', max: 60, windowSeconds: 60 }],
  input: OpenInvitation,
  output: OpenedView,
  load: ({ tx, hashSecret }, { token }) => invitations.findByEitherHash(tx, hashSecret(token)),
  allow: () => allowed,
  run: async ({ tx, actor }, found) => openedView(found, await users.isRegistered(tx, found.invitation.email), actor.kind === 'user' ? actor.email : null),
});

async function loadReceived({ tx, actor }: Scope, { invitationId }: { invitationId: string }) {
  if (actor.kind !== 'user') return null;
  const invitation = await invitations.findFor(tx, actor.email, invitationId as InvitationId);
  return invitation && { invitation, person: actor };
}

const lockedOrganization = async ({ tx, actor }: Scope, { invitationId }: { invitationId: string }) =>
  actor.kind === 'user' ? invitations.organizationFor(tx, actor.email, invitationId as InvitationId) : null;

const accept = endpoint({
  operation: 'invitations.accept',
  summary: 'Join the organization that invites you (M08); who did so already is led there again',
  method: 'POST', path: '/invitations/:invitationId/accept', access: 'signed-in', locks: 'organization',
  input: ReceivedPath,
  output: AcceptedView,
  organizationOf: lockedOrganization,
  load: loadReceived,
  allow: (actor, { invitation }) => mayAccept(actor, invitation),
  run: async (scope, { invitation, person }) => {
    const { tx, now, emit, enqueue, announce } = scope;
    const { organizationId, role, invitedBy } = invitation;
    const authority = await invitations.readAuthority(tx, invitation);
    const joined = { organizationId, slug: authority.slug };
    if (hasJoined(scope.actor, invitation)) return joined;
    refuseUnless(all(canStillGive(authority, role), canUseHeldSeat(await seats.read(tx, { id: organizationId, ownSeats: authority.ownSeats }, scope.settings))));
    const memberId = scope.newId<MemberId>();
    await invitations.close(tx, invitation.id, 'accepted', now);
    await members.add(tx, { id: memberId, organizationId, userId: person.userId, role, joinedAt: now, invitedBy: invitedBy.userId });
    await members.endRemoval(tx, organizationId, person.userId, now); // D06
    emit(accepted(invitation, { memberId, userId: person.userId }));
    announce(organizationId, 'members', memberId);
    for (const clusterId of await clusters.listIdsToConverge(tx, organizationId)) enqueue('cluster-accounts.reconcile', clusterId); // M11
    return joined;
  },
});

const reject = endpoint({
  operation: 'invitations.reject',
  summary: 'Decline an invitation',
  method: 'POST', path: '/invitations/:invitationId/reject', access: 'signed-in', locks: 'organization', status: 204,
  input: ReceivedPath,
  output: z.undefined(),
  organizationOf: lockedOrganization,
  load: loadReceived,
  allow: (actor, { invitation }) => mayAnswer(actor, invitation),
  run: async ({ tx, now, emit }, { invitation }) => {
    emit(rejected(invitation));
    return void (await invitations.close(tx, invitation.id, 'rejected', now));
  },
});

/** What an invitation is to whom it is sent. */
export const invitationAnswerEndpoints: AnyEndpoint[] = [listReceived, open, accept, reject];
