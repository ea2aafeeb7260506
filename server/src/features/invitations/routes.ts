import { z } from 'zod';
import type { Person } from '../../kernel/actor.ts';
import { endpoint, loadOrganizationId, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { invalidInput, Refusal, tooManyRequests } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { all } from '../../kernel/verdict.ts';
import { may } from '../access/permissions.ts';
import * as members from '../members/store.ts';
import * as organizations from '../organizations/store.ts';
import { unlimited } from '../seats/seats.ts';
import * as seats from '../seats/store.ts';
import { inTurn, lettersOf } from './batch.ts';
import {
  changeResults, ChangeResults, CreateInvitation, CreateInvitations, InvitationPage, InvitationPath, InvitationResults, invitationView, InvitationView,
  inviteResults, LinkView, ListInvitations, ManyInvitations, roleOf, typedAddresses,
} from './contract.ts';
import { invited, linkCopied, resent, withdrawn } from './events.ts';
import { asInvited, queued, type Invitation } from './invitation.ts';
import { invitationLetter, invitationUrl } from './letters.ts';
import { countLetters, limitedSentence, type InvitationPorts } from './limits.ts';
import { nextCursor, readListing } from './listing.ts';
import { canResend, holdsSeat, judgeChanges, judgeInvites, sentAgain, takenBack, verdictOf, type Facts, type Wanted } from './outcome.ts';
import { mayChange, mayInvite, mayList } from './policy.ts';
import * as invitations from './store.ts';

const load = ({ tx }: Scope, { organizationId, invitationId }: { organizationId: string; invitationId: string }) =>
  invitations.find(tx, organizationId as OrganizationId, invitationId as InvitationId);

/** Tries, also those that are refused; what is mailed has narrower limits of its own (limits.ts). */
const invitingLimit: Limit = { name: 'invite', per: 'user', max: 600, windowSeconds: 60 * 60 };

const list = endpoint({
  operation: 'invitations.list',
  summary: 'Open invitations, with how their mail fared; searched, filtered and sorted',
  method: 'GET', path: '/organizations/:organizationId/invitations', access: 'member', reads: true,
  input: ListInvitations,
  output: InvitationPage,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx, actor }, organizationId, input) => {
    const listing = readListing(input);
    if (!listing) throw new Refusal(invalidInput([{ field: 'cursor', message: 'This cursor does not come from this list.' }]));
    const [rows, counts] = await Promise.all([invitations.listOpen(tx, organizationId, listing, input.limit + 1), invitations.countOpen(tx, organizationId)]);
    return { ...toPage(rows, input.limit, (row) => nextCursor(listing, row), (row) => invitationView(row, actor)), counts };
  },
});

type Inviting = { organization: { id: OrganizationId; name: string; ownSeats: number | null }; inviter: Person };

async function loadInviting({ tx, actor }: Scope, { organizationId }: { organizationId: string }): Promise<Inviting | null> {
  const organization = await organizations.find(tx, organizationId as OrganizationId);
  return organization && actor.kind === 'user' ? { organization, inviter: actor } : null;
}

async function factsOf({ tx, actor }: Scope, organizationId: OrganizationId, email: string): Promise<Omit<Facts, 'seats'>> {
  const [member, replaced] = await Promise.all([members.findByEmail(tx, organizationId, email), invitations.findOpen(tx, organizationId, email)]);
  return { organizationId, actorEmail: actor.kind === 'user' ? actor.email : '', memberEmail: member?.email ?? null, replaced };
}

/** The one way to invite, for which everything was asked before. Inviting again replaces and re-sends (D03). */
async function invite({ tx, now, settings, newId, newSecret, emit, mail }: Scope, { organization, inviter }: Inviting, replaced: Invitation | null, wanted: Wanted): Promise<Invitation> {
  if (replaced) await invitations.close(tx, replaced.id, 'replaced', now);
  const token = newSecret();
  const made = { ...wanted, id: newId<InvitationId>(), organizationId: organization.id, tokenHash: token.hash, invitedBy: inviter.userId };
  const invitation = asInvited(made, await invitations.insert(tx, made), { organizationName: organization.name, inviter });
  mail(invitationLetter(invitation, { publicUrl: settings.publicUrl, token: token.value }));
  emit(invited(invitation, replaced));
  return invitation;
}

function refuseToWait([wait = null]: readonly (number | null)[]): void {
  if (wait !== null) throw new Refusal(tooManyRequests(limitedSentence(wait), wait));
}

const create = (ports: InvitationPorts) => endpoint({
  operation: 'invitations.create',
  summary: 'Invite an address, as a member or as an administrator',
  method: 'POST', path: '/organizations/:organizationId/invitations', access: 'member', locks: 'organization', status: 201,
  limits: [invitingLimit],
  input: CreateInvitation,
  output: InvitationView,
  load: async (scope, input) => {
    const organizationId = input.organizationId as OrganizationId;
    // Counted with the rest in one round trip; a refusal takes it back with its transaction.
    const [inviting, facts, waits] = await Promise.all([loadInviting(scope, input), factsOf(scope, organizationId, input.email), countLetters(ports, scope, organizationId, [input.email])]);
    return inviting && { inviting, waits, facts: { ...facts, seats: await seats.read(scope.tx, inviting.organization, scope.settings) } };
  },
  allow: (actor, { facts }, { email, administrator }) => verdictOf(actor, facts, { email, role: roleOf(administrator) }),
  run: async (scope, { inviting, facts, waits }, { email, administrator, message = null }) => {
    refuseToWait(waits);
    return invitationView(await invite(scope, inviting, facts.replaced, { email, role: roleOf(administrator), message }), scope.actor);
  },
});

const createMany = (ports: InvitationPorts) => endpoint({
  operation: 'invitations.createMany',
  summary: 'Invite up to 100 addresses, each with a result of its own; some may fail while others are invited',
  method: 'POST', path: '/organizations/:organizationId/invitations/batch', access: 'member', locks: 'organization',
  limits: [invitingLimit],
  input: CreateInvitations,
  output: InvitationResults,
  load: loadInviting,
  allow: (actor, { organization }) => mayInvite(actor, organization.id, 'member'),
  run: async (scope, inviting, { invitations: asked, message = null }) => {
    const lookedUp = await Promise.all(typedAddresses(asked).map(async ({ given, wrong, ...wanted }) => ({ given, wrong, wanted: { ...wanted, message }, facts: await factsOf(scope, inviting.organization.id, wanted.email) })));
    const judged = judgeInvites(scope.actor, lookedUp, await seats.read(scope.tx, inviting.organization, scope.settings));
    const waits = await countLetters(ports, scope, inviting.organization.id, lettersOf(judged));
    return inviteResults(await inTurn(judged, waits, ({ wanted, replaced }) => invite(scope, inviting, replaced, wanted)), scope.actor);
  },
});

async function renew({ tx, settings, newSecret, emit, mail }: Scope, invitation: Invitation): Promise<Invitation> {
  const token = newSecret();
  const sent = await invitations.renew(tx, invitation.organizationId, invitation.id, token.hash);
  const renewed = { ...invitation, ...sent, expired: false, delivery: queued };
  mail(invitationLetter(renewed, { publicUrl: settings.publicUrl, token: token.value }));
  emit(resent(invitation, renewed));
  return renewed;
}

async function seatsOf({ tx, settings }: Scope, organizationId: OrganizationId) {
  const organization = await organizations.find(tx, organizationId);
  return organization ? seats.read(tx, organization, settings) : unlimited;
}

const resend = (ports: InvitationPorts) => endpoint({
  operation: 'invitations.resend',
  summary: 'Send an open or expired invitation again, with a new link and seven more days',
  method: 'POST', path: '/organizations/:organizationId/invitations/:invitationId/resend', access: 'member', locks: 'organization',
  limits: [invitingLimit],
  input: InvitationPath,
  output: InvitationView,
  load: async (scope, input) => {
    const invitation = await load(scope, input);
    return invitation && { invitation, free: holdsSeat(invitation) ? unlimited : await seatsOf(scope, invitation.organizationId) };
  },
  allow: (actor, { invitation, free }) => all(mayChange(actor, invitation, 'invitations.resend'), canResend(invitation, free)),
  run: async (scope, { invitation }) => {
    refuseToWait(await countLetters(ports, scope, invitation.organizationId, [invitation.email]));
    return invitationView(await renew(scope, invitation), scope.actor);
  },
});

const findMany = ({ tx }: Scope, organizationId: OrganizationId, ids: string[]) =>
  Promise.all([...new Set(ids)].map(async (id) => ({ id, found: await invitations.find(tx, organizationId, id as InvitationId) })));

const resendMany = (ports: InvitationPorts) => endpoint({
  operation: 'invitations.resendMany',
  summary: 'Send up to 100 invitations again, each with a result of its own',
  method: 'POST', path: '/organizations/:organizationId/invitations/resend', access: 'member', locks: 'organization',
  limits: [invitingLimit],
  input: ManyInvitations,
  output: ChangeResults,
  load: loadOrganizationId,
  allow: (actor, organizationId) => may(actor, 'invitations.resendMany', organizationId),
  run: async (scope, organizationId, { invitationIds }) => {
    const [found, free] = await Promise.all([findMany(scope, organizationId, invitationIds), seatsOf(scope, organizationId)]);
    const judged = judgeChanges(scope.actor, found, 'invitations.resend', free);
    const waits = await countLetters(ports, scope, organizationId, lettersOf(judged));
    return changeResults(await inTurn(judged, waits, async (one) => one.found && renew(scope, one.found)), scope.actor, sentAgain);
  },
});

const createLink = endpoint({
  operation: 'invitations.createLink',
  summary: 'Make a link to hand over; it is shown once, ends the one made before, and proves no address (D03)',
  method: 'POST', path: '/organizations/:organizationId/invitations/:invitationId/link', access: 'member', locks: 'organization',
  limits: [invitingLimit],
  input: InvitationPath,
  output: LinkView,
  secrets: ['link'],
  load,
  allow: (actor, invitation) => mayChange(actor, invitation, 'invitations.createLink'),
  run: async ({ tx, settings, newSecret, emit }, invitation) => {
    const token = newSecret();
    await invitations.setLink(tx, invitation.organizationId, invitation.id, token.hash);
    emit(linkCopied(invitation));
    return { link: invitationUrl({ publicUrl: settings.publicUrl, token: token.value }), email: invitation.email, expiresAt: invitation.expiresAt.toISOString() };
  },
});

async function takeBack({ tx, now, emit }: Scope, invitation: Invitation): Promise<void> {
  await invitations.close(tx, invitation.id, 'withdrawn', now);
  emit(withdrawn(invitation));
}

const withdraw = endpoint({
  operation: 'invitations.withdraw',
  summary: 'Take an invitation back (M09)',
  method: 'DELETE', path: '/organizations/:organizationId/invitations/:invitationId', access: 'member', locks: 'organization', status: 204,
  input: InvitationPath,
  output: z.undefined(),
  load,
  allow: (actor, invitation) => mayChange(actor, invitation, 'invitations.withdraw'),
  run: async (scope, invitation) => void (await takeBack(scope, invitation)),
});

const withdrawMany = endpoint({
  operation: 'invitations.withdrawMany',
  summary: 'Take up to 100 invitations back, each with a result of its own',
  method: 'POST', path: '/organizations/:organizationId/invitations/withdraw', access: 'member', locks: 'organization',
  input: ManyInvitations,
  output: ChangeResults,
  load: loadOrganizationId,
  allow: (actor, organizationId) => may(actor, 'invitations.withdrawMany', organizationId),
  run: async (scope, organizationId, { invitationIds }) => {
    const judged = judgeChanges(scope.actor, await findMany(scope, organizationId, invitationIds), 'invitations.withdraw', null);
    return changeResults(await inTurn(judged, [], async ({ found }) => found && takeBack(scope, found)), scope.actor, takenBack);
  },
});

export const invitationEndpoints = (ports: InvitationPorts): AnyEndpoint[] => [
  list, create(ports), createMany(ports), resend(ports), resendMany(ports), createLink, withdraw, withdrawMany,
];
