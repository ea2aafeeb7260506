import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { InvitationId, MemberId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import type { Scope } from '../../kernel/scope.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import { all, allowed } from '../../kernel/verdict.ts';
import * as clusters from '../clusters/store.ts';
import * as members from '../members/store.ts';
import * as organizations from '../organizations/store.ts';
import * as users from '../users/store.ts';
import {
  AcceptedView, CreateInvitation, invitationView, InvitationPage, InvitationPath, InvitationView, ListInvitations, OpenedView, OpenInvitation,
  ListReceived, ReceivedPage, ReceivedPath, receivedView,
} from './contract.ts';
import { expiryOf, queued, shownState, type Invitation, type NewInvitation } from './invitation.ts';
import { invitationLetter } from './letters.ts';
import { canJoin, canReceive, canStillGive, mayAnswer, mayChange, mayInvite, mayList, mayReplace } from './policy.ts';
import * as invitations from './store.ts';

const load = ({ tx }: Scope, { organizationId, invitationId }: { organizationId: string; invitationId: string }) =>
  invitations.find(tx, organizationId as OrganizationId, invitationId as InvitationId);

/** Sending again counts like inviting: both write to somebody's mailbox. */
const invitingLimit: Limit = { name: 'invite', per: 'user', max: 100, windowSeconds: 24 * 60 * 60 };

const list = endpoint({
  operation: 'invitations.list',
  summary: 'Open invitations, with how their mail fared',
  method: 'GET', path: '/organizations/:organizationId/invitations', access: 'member', reads: true,
  input: ListInvitations,
  output: InvitationPage,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx, actor, now }, organizationId, { cursor, limit }) => {
    const rows = await invitations.listOpen(tx, organizationId, cursor ?? null, limit + 1);
    return toPage(rows, limit, (row) => row.id, (row) => invitationView(row, actor, now));
  },
});

const create = endpoint({
  operation: 'invitations.create',
  summary: 'Invite an address, as a member or as an administrator',
  method: 'POST', path: '/organizations/:organizationId/invitations', access: 'member', locks: 'organization', status: 201,
  limits: [invitingLimit],
  input: CreateInvitation,
  output: InvitationView,
  load: async ({ tx, actor, now }, { organizationId, email }) => {
    const organization = await organizations.find(tx, organizationId as OrganizationId);
    if (!organization || actor.kind !== 'user') return null;
    const member = await members.findByEmail(tx, organization.id, email);
    const replaced = await invitations.findOpen(tx, organization.id, email); // D03: inviting again replaces and re-sends
    return { organization, inviter: actor, memberEmail: member?.email ?? null, replaced, now };
  },
  allow: (actor, { organization, inviter, memberEmail, replaced, now }, { email, administrator }) =>
    all(
      mayInvite(actor, organization.id, administrator ? 'administrator' : 'member'),
      mayReplace(actor, replaced, now),
      canReceive(email, { actorEmail: inviter.email, memberEmail }),
    ),
  run: async ({ tx, actor, now, settings, newId, newSecret, emit, mail }, { organization, inviter, replaced }, { email, administrator }) => {
    if (replaced) await invitations.close(tx, replaced.id, 'replaced', now);
    const token = newSecret();
    const invitation: NewInvitation = {
      id: newId(), organizationId: organization.id, email, role: administrator ? 'administrator' : 'member',
      tokenHash: token.hash, invitedBy: inviter.userId, sentAt: now, expiresAt: expiryOf(now),
    };
    await invitations.insert(tx, invitation);
    const { userId, email: from, givenName, familyName } = inviter;
    const invitedBy = { userId, email: from, givenName, familyName };
    const full = { ...invitation, organizationName: organization.name, invitedBy, state: 'pending' as const, delivery: queued };
    mail(invitationLetter(full, { publicUrl: settings.publicUrl, token: token.value }));
    emit({
      operation: 'invitations.create', organizationId: organization.id, subject: invitation.id,
      before: replaced ? { replaced: replaced.id } : null, after: { email, role: invitation.role },
    });
    return invitationView(full, actor, now);
  },
});

const resend = endpoint({
  operation: 'invitations.resend',
  summary: 'Send an open or expired invitation again, with a new link and seven more days',
  method: 'POST', path: '/organizations/:organizationId/invitations/:invitationId/resend', access: 'member', locks: 'organization',
  limits: [invitingLimit],
  input: InvitationPath,
  output: InvitationView,
  load,
  allow: (actor, invitation) => mayChange(actor, invitation, 'invitations.resend'),
  run: async ({ tx, actor, now, settings, newSecret, emit, mail }, invitation) => {
    const token = newSecret();
    const renewed = { ...invitation, sentAt: now, expiresAt: expiryOf(now), delivery: queued };
    await invitations.renew(tx, invitation.id, { tokenHash: token.hash, sentAt: renewed.sentAt, expiresAt: renewed.expiresAt });
    mail(invitationLetter(renewed, { publicUrl: settings.publicUrl, token: token.value }));
    emit({
      operation: 'invitations.resend', organizationId: invitation.organizationId, subject: invitation.id,
      before: { expiresAt: invitation.expiresAt }, after: { email: invitation.email, expiresAt: renewed.expiresAt },
    });
    return invitationView(renewed, actor, now);
  },
});

const withdraw = endpoint({
  operation: 'invitations.withdraw',
  summary: 'Take an invitation back (M09)',
  method: 'DELETE', path: '/organizations/:organizationId/invitations/:invitationId', access: 'member', locks: 'organization', status: 204,
  input: InvitationPath,
  output: z.undefined(),
  load,
  allow: (actor, invitation) => mayChange(actor, invitation, 'invitations.withdraw'),
  run: async ({ tx, now, emit }, invitation) => {
    await invitations.close(tx, invitation.id, 'withdrawn', now);
    emit({
      operation: 'invitations.withdraw', organizationId: invitation.organizationId, subject: invitation.id,
      before: { email: invitation.email, role: invitation.role }, after: null,
    });
    return undefined;
  },
});

const listReceived = endpoint({
  operation: 'invitations.listReceived',
  summary: 'Invitations that are open to your address (M08)',
  method: 'GET', path: '/me/invitations', access: 'signed-in', reads: true,
  input: ListReceived,
  output: ReceivedPage,
  load: async ({ tx, actor, now }, { cursor, limit }) =>
    actor.kind === 'user' ? invitations.listReceived(tx, actor.email, now, { after: cursor ?? null, limit: limit + 1 }) : null,
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
  load: ({ tx, hashSecret }, { token }) => invitations.findByTokenHash(tx, hashSecret(token)),
  allow: () => allowed,
  run: async ({ tx, actor, now }, invitation) => ({
    ...receivedView(invitation),
    state: shownState(invitation, now),
    email: invitation.email,
    registered: await users.isRegistered(tx, invitation.email),
    yours: actor.kind === 'user' ? actor.email === invitation.email : null,
  }),
});

async function loadReceived({ tx, actor, now }: Scope, { invitationId }: { invitationId: string }) {
  if (actor.kind !== 'user') return null;
  const invitation = await invitations.findFor(tx, actor.email, invitationId as InvitationId);
  return invitation && { invitation, now, person: actor };
}

const lockedOrganization = ({ tx }: Scope, { invitationId }: { invitationId: string }) => invitations.organizationOf(tx, invitationId as InvitationId);

/** The inviter and what he may do are read again under the lock: an invitation never outlives its inviter's authority (D05). */
async function checkInviter(scope: Scope, invitation: Invitation) {
  const organization = await organizations.find(scope.tx, invitation.organizationId);
  const inviter = await members.findByUser(scope.tx, invitation.organizationId, invitation.invitedBy.userId);
  const given = organization ? canStillGive(inviter, organization.permissions, invitation.role) : null;
  if (!organization || !given?.ok) {
    throw new Refusal(problem(409, 'conflict', given && !given.ok ? given.because : 'This organization is gone.'));
  }
  return organization;
}

const accept = endpoint({
  operation: 'invitations.accept',
  summary: 'Join the organization that invites you (M08)',
  method: 'POST', path: '/invitations/:invitationId/accept', access: 'signed-in', locks: 'organization',
  input: ReceivedPath,
  output: AcceptedView,
  organizationOf: lockedOrganization,
  load: loadReceived,
  allow: (actor, { invitation, now }) => all(mayAnswer(actor, invitation, now), canJoin(actor, invitation)),
  run: async (scope, { invitation, person }) => {
    const { tx, now, emit, enqueue, announce } = scope;
    const organization = await checkInviter(scope, invitation);
    const memberId = scope.newId<MemberId>();
    await invitations.close(tx, invitation.id, 'accepted', now);
    await members.add(tx, {
      id: memberId, organizationId: organization.id, userId: person.userId, role: invitation.role,
      joinedAt: now, invitedBy: invitation.invitedBy.userId,
    });
    await members.endRemoval(tx, organization.id, person.userId, now); // D06
    emit({
      operation: 'invitations.accept', organizationId: organization.id, subject: invitation.id,
      before: null, after: { memberId, userId: person.userId, role: invitation.role },
    });
    announce(organization.id, 'members', memberId);
    for (const clusterId of await clusters.listIdsToConverge(tx, organization.id)) enqueue('cluster-accounts.reconcile', clusterId); // M11
    return { organizationId: organization.id, slug: organization.slug };
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
  allow: (actor, { invitation, now }) => mayAnswer(actor, invitation, now),
  run: async ({ tx, now, emit }, { invitation }) => {
    await invitations.close(tx, invitation.id, 'rejected', now);
    emit({ operation: 'invitations.reject', organizationId: invitation.organizationId, subject: invitation.id, before: { email: invitation.email }, after: null });
    return undefined;
  },
});

export const invitationEndpoints: AnyEndpoint[] = [list, create, resend, withdraw, listReceived, open, accept, reject];
