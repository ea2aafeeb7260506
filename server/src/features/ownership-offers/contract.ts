import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { isPerson } from '../access/person.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import type { OwnershipOffer, Party } from './ownership-offer.ts';
import { mayAccept, mayDecline, mayWithdraw } from './policy.ts';

export const CreateOffer = OrganizationPath.extend({ memberId: z.uuid() });
export const OfferPath = OrganizationPath.extend({ offerId: z.uuid() });

const PartyView = z.object({ userId: z.uuid(), email: z.string(), givenName: z.string(), familyName: z.string() });

export const OwnershipOfferView = z
  .object({
    id: z.uuid(),
    offeredBy: PartyView,
    offeredTo: PartyView,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    /** Offered to who asks. */
    yours: z.boolean(),
    allows: z.object({ withdraw: Allowance, accept: Allowance, decline: Allowance }),
  })
  .meta({ id: 'OwnershipOffer' });

export const OpenOffer = z.object({ offer: OwnershipOfferView.nullable(), allows: z.object({ create: Allowance }) });

const partyView = ({ userId, email, givenName, familyName }: Party) => ({ userId, email, givenName, familyName });

export function offerView(offer: OwnershipOffer, actor: Actor): z.input<typeof OwnershipOfferView> {
  return {
    id: offer.id,
    offeredBy: partyView(offer.offeredBy),
    offeredTo: partyView(offer.offeredTo),
    createdAt: offer.createdAt.toISOString(),
    expiresAt: offer.expiresAt.toISOString(),
    yours: isPerson(actor, offer.offeredTo.userId),
    allows: { withdraw: allowance(mayWithdraw(actor, offer)), accept: allowance(mayAccept(actor, offer)), decline: allowance(mayDecline(actor, offer)) },
  };
}
