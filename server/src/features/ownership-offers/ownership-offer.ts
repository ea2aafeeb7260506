/**
 * The owner offers the ownership to one member (D02). It is open while `open` and not past `expiresAt`; nothing changes until the
 * member accepts, and every other state is final.
 */
import type { Role } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, OwnershipOfferId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';
import { fullName } from '../users/user.ts';

export type OfferState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'ended' | 'expired';

/** A person of an offer, and what he is in the organization now; `role` is null once he is no member. */
export type Party = { userId: UserId; email: string; givenName: string; familyName: string; memberId: MemberId | null; role: Role | null; suspended: boolean };

export type OwnershipOffer = {
  id: OwnershipOfferId;
  organizationId: OrganizationId;
  offeredBy: Party;
  offeredTo: Party;
  createdAt: Date;
  expiresAt: Date;
  state: OfferState;
};

export const lifetimeDays = 7;

/** Only an open offer can be answered or withdrawn. The store tells `expired` by the database's clock. */
export function canChange({ state }: Pick<OwnershipOffer, 'state'>): Verdict {
  const because: Record<Exclude<OfferState, 'open'>, string> = {
    accepted: 'This offer of ownership has already been accepted.',
    declined: 'This offer of ownership has already been declined.',
    withdrawn: 'This offer of ownership has been withdrawn.',
    ended: 'This offer of ownership ended, because one of the two people is no longer an active member, or no longer has the role of then.',
    expired: 'This offer of ownership has expired.',
  };
  return state === 'open' ? allowed : conflict(because[state]);
}

/** Read again under the organization's lock: what was true when the offer was made may no longer be. */
export function canComplete({ offeredBy, offeredTo }: Pick<OwnershipOffer, 'offeredBy' | 'offeredTo'>): Verdict {
  if (offeredBy.role !== 'owner') return conflict(`${fullName(offeredBy)} is no longer the owner, so this offer leads nowhere.`);
  if (offeredTo.role === null || offeredTo.suspended) return conflict(`${fullName(offeredTo)} is no active member of this organization.`);
  return allowed;
}

/** D10: the operator appoints a present, active member, and nobody else. */
export function canAppoint(member: { role: Role; suspendedReasons: readonly string[]; givenName: string; familyName: string }): Verdict {
  if (member.role === 'owner') return conflict(`${fullName(member)} is the owner already.`);
  return member.suspendedReasons.length === 0 ? allowed : conflict(`${fullName(member)} is suspended. Only an active member can be appointed.`);
}

/** One offer at a time: the one that is open is named, and comes first. */
export const canOffer = (open: Pick<OwnershipOffer, 'offeredTo'> | null): Verdict =>
  open ? conflict(`The ownership is offered to ${fullName(open.offeredTo)} already. Withdraw that offer first.`) : allowed;
