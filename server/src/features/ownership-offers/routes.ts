import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { MemberId, OrganizationId, OwnershipOfferId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scope.ts';
import { allowance } from '../../kernel/verdict.ts';
import * as clusters from '../clusters/store.ts';
import * as members from '../members/store.ts';
import * as organizations from '../organizations/store.ts';
import { CreateOffer, OfferPath, offerView, OpenOffer, OwnershipOfferView } from './contract.ts';
import { answerLetter, offerLetter } from './letters.ts';
import type { OwnershipOffer, Party } from './ownership-offer.ts';
import { mayAccept, mayDecline, mayOffer, mayOfferNow, mayRead, maySee, mayWithdraw } from './policy.ts';
import * as offers from './store.ts';

const base = '/organizations/:organizationId/ownership-offers' as const;

/** The organization is loaded with it, since its name stands in the letters. */
async function load({ tx }: Scope, { organizationId, offerId }: { organizationId: string; offerId: string }) {
  const offer = await offers.find(tx, organizationId as OrganizationId, offerId as OwnershipOfferId);
  const organization = offer && (await organizations.find(tx, offer.organizationId));
  return offer && organization && { offer, organization };
}

const read = endpoint({
  operation: 'ownership-offers.read',
  summary: 'The open offer of ownership, to whom it concerns',
  method: 'GET', path: base, access: 'member', reads: true,
  input: CreateOffer.pick({ organizationId: true }),
  output: OpenOffer,
  load: loadOrganizationId,
  allow: mayRead,
  run: async ({ tx, actor }, organizationId) => {
    const open = await offers.findOpen(tx, organizationId);
    return { offer: open && maySee(actor, open) ? offerView(open, actor) : null, allows: { create: allowance(mayOfferNow(actor, organizationId, open)) } };
  },
});

const create = endpoint({
  operation: 'ownership-offers.create',
  summary: 'Offer the ownership to a member; nothing changes until the member accepts (D02)',
  method: 'POST', path: base, access: 'member', locks: 'organization', status: 201,
  limits: [{ name: 'offer-ownership', per: 'user', max: 20, windowSeconds: 24 * 60 * 60 }],
  input: CreateOffer,
  output: OwnershipOfferView,
  load: async ({ tx, actor }, { organizationId, memberId }) => {
    const organization = await organizations.find(tx, organizationId as OrganizationId);
    const candidate = organization && (await offers.findCandidate(tx, organization.id, memberId as MemberId));
    if (!organization || !candidate || actor.kind !== 'user') return null;
    return { organization, candidate, owner: actor, open: await offers.findOpen(tx, organization.id) };
  },
  allow: (actor, { candidate, open }) => mayOffer(actor, candidate, open),
  run: async ({ tx, actor, settings, newId, emit, mail }, { organization, candidate, owner }) => {
    const id = newId<OwnershipOfferId>();
    const { createdAt, expiresAt } = await offers.add(tx, { id, organizationId: organization.id, offeredBy: owner.userId, offeredTo: candidate.userId });
    const { userId, email, givenName, familyName } = owner;
    const offeredBy: Party = { userId, email, givenName, familyName, memberId: owner.membership?.memberId ?? null, role: 'owner', suspended: false };
    const offer: OwnershipOffer = { id, organizationId: organization.id, offeredBy, offeredTo: candidate, createdAt, expiresAt, state: 'open' };
    emit({ operation: 'ownership-offers.create', organizationId: organization.id, subject: id, before: null, after: { offeredTo: candidate.userId, expiresAt } });
    mail(offerLetter(offer, organization, settings.publicUrl));
    return offerView(offer, actor);
  },
});

const withdraw = endpoint({
  operation: 'ownership-offers.withdraw',
  summary: 'Take an offer of ownership back',
  method: 'DELETE', path: `${base}/:offerId`, access: 'member', locks: 'organization', status: 204,
  input: OfferPath,
  output: z.undefined(),
  load,
  allow: (actor, { offer }) => mayWithdraw(actor, offer),
  run: async ({ tx, emit }, { offer }) => {
    await offers.close(tx, offer.organizationId, offer.id, 'withdrawn');
    emit({ operation: 'ownership-offers.withdraw', organizationId: offer.organizationId, subject: offer.id, before: { offeredTo: offer.offeredTo.userId }, after: null });
    return undefined;
  },
});

/** The owner first: at no moment may there be two. */
async function handOver({ tx, now, announce, enqueue }: Scope, { organizationId, offeredBy, offeredTo }: OwnershipOffer) {
  for (const [{ memberId }, role] of [[offeredBy, 'administrator'], [offeredTo, 'owner']] as const) {
    if (!memberId) throw new Error('An offer was accepted although one of its people is no member');
    await members.setRole(tx, { organizationId, id: memberId }, role, { by: offeredTo.userId, at: now });
    announce(organizationId, 'members', memberId);
  }
  announce(organizationId, 'organizations', organizationId); // what everybody may do comes with it
  for (const clusterId of await clusters.listIdsToConverge(tx, organizationId)) enqueue('cluster-accounts.reconcile', clusterId); // M19
}

const accept = endpoint({
  operation: 'ownership-offers.accept',
  summary: 'Become the owner; who was it becomes an administrator (D02)',
  method: 'POST', path: `${base}/:offerId/accept`, access: 'member', locks: 'organization', status: 204,
  input: OfferPath,
  output: z.undefined(),
  load,
  allow: (actor, { offer }) => mayAccept(actor, offer),
  run: async (scope, { offer, organization }) => {
    await offers.close(scope.tx, offer.organizationId, offer.id, 'accepted');
    await handOver(scope, offer);
    scope.emit({
      operation: 'ownership-offers.accept', organizationId: offer.organizationId, subject: offer.id,
      before: { owner: offer.offeredBy.userId, role: offer.offeredTo.role }, after: { owner: offer.offeredTo.userId },
    });
    scope.mail(answerLetter('accepted', offer, organization, scope.settings.publicUrl));
    return undefined;
  },
});

const decline = endpoint({
  operation: 'ownership-offers.decline',
  summary: 'Decline the ownership',
  method: 'POST', path: `${base}/:offerId/decline`, access: 'member', locks: 'organization', status: 204,
  input: OfferPath,
  output: z.undefined(),
  load,
  allow: (actor, { offer }) => mayDecline(actor, offer),
  run: async ({ tx, settings, emit, mail }, { offer, organization }) => {
    await offers.close(tx, offer.organizationId, offer.id, 'declined');
    emit({ operation: 'ownership-offers.decline', organizationId: offer.organizationId, subject: offer.id, before: { offeredTo: offer.offeredTo.userId }, after: null });
    mail(answerLetter('declined', offer, organization, settings.publicUrl));
    return undefined;
  },
});

export const ownershipOfferEndpoints: AnyEndpoint[] = [read, create, withdraw, accept, decline];
