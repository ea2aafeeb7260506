import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const offerQuery = (organizationId: string) =>
  queryOptions({ queryKey: keys.ownershipOffer(organizationId), queryFn: () => answered(api.GET('/organizations/{organizationId}/ownership-offers', { params: { path: { organizationId } } })) });

const one = (organizationId: string, offerId: string) => ({ params: { path: { organizationId, offerId } }, body: {} });

export const offerOwnership = (organizationId: string, memberId: string) =>
  answered(api.POST('/organizations/{organizationId}/ownership-offers', { params: { path: { organizationId } }, body: { memberId } }));

export const withdrawOffer = (organizationId: string, offerId: string) => answered(api.DELETE('/organizations/{organizationId}/ownership-offers/{offerId}', one(organizationId, offerId)));

export const acceptOffer = (organizationId: string, offerId: string) => answered(api.POST('/organizations/{organizationId}/ownership-offers/{offerId}/accept', one(organizationId, offerId)));

export const declineOffer = (organizationId: string, offerId: string) => answered(api.POST('/organizations/{organizationId}/ownership-offers/{offerId}/decline', one(organizationId, offerId)));
