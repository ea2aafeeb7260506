import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, conflict, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isPerson } from '../access/person.ts';
import { isAdministrator, may, roleOf } from '../access/permissions.ts';
import type { Member } from '../members/member.ts';
import { fullName } from '../users/user.ts';
import { canChange, canComplete, canOffer, type OwnershipOffer } from './ownership-offer.ts';

export type Candidate = Pick<Member, 'organizationId' | 'userId' | 'givenName' | 'familyName' | 'role'> & { suspended: boolean };

export const mayRead = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'ownership-offers.read', organizationId);

/** An offer concerns its two people and those who run the organization; others are not told of it. */
export const maySee = (actor: Actor, offer: OwnershipOffer): boolean => isAdministrator(roleOf(actor)) || isPerson(actor, offer.offeredTo.userId);

/** D02: whether there can be an offer at all now, whoever it goes to. */
export const mayOfferNow = (actor: Actor, organizationId: OrganizationId, open: OwnershipOffer | null): Verdict =>
  all(may(actor, 'ownership-offers.create', organizationId), canOffer(open));

/** D02: only the owner, and only to an active member. */
export function mayOffer(actor: Actor, candidate: Candidate, open: OwnershipOffer | null): Verdict {
  const concerned = candidate.role === 'owner' || isPerson(actor, candidate.userId) ? conflict('This is the owner already.')
    : candidate.suspended ? conflict(`${fullName(candidate)} is suspended. Reinstate first, then offer the ownership.`)
      : allowed;
  return all(may(actor, 'ownership-offers.create', candidate.organizationId), concerned, canOffer(open));
}

export const mayWithdraw = (actor: Actor, offer: OwnershipOffer): Verdict => all(may(actor, 'ownership-offers.withdraw', offer.organizationId), canChange(offer));

const onlyTo = (actor: Actor, { offeredTo }: OwnershipOffer): Verdict =>
  isPerson(actor, offeredTo.userId) ? allowed : forbidden(`Only ${fullName(offeredTo)}, to whom the ownership is offered, answers this offer.`);

export const mayAccept = (actor: Actor, offer: OwnershipOffer): Verdict =>
  all(may(actor, 'ownership-offers.accept', offer.organizationId), onlyTo(actor, offer), canChange(offer), canComplete(offer));

export const mayDecline = (actor: Actor, offer: OwnershipOffer): Verdict =>
  all(may(actor, 'ownership-offers.decline', offer.organizationId), onlyTo(actor, offer), canChange(offer));
