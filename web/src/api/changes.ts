import type { QueryClient } from '@tanstack/react-query';
import { keys } from './keys.ts';

/** Which queries a change of that noun makes stale. An unknown noun refreshes everything of the organization. */
export function staleKeys(organizationId: string, noun: string): readonly (readonly string[])[] {
  switch (noun) {
    case 'clusters':
      return [keys.clusters(organizationId), keys.usage(organizationId)];
    case 'cluster-passwords':
      return [keys.clusters(organizationId)];
    case 'cluster-accounts':
      return [keys.allAccounts(organizationId), keys.clusters(organizationId), keys.formerMembers(organizationId)];
    case 'members':
      return [
        keys.members(organizationId), keys.formerMembers(organizationId), keys.organization(organizationId), keys.clusters(organizationId),
        keys.allAccounts(organizationId), keys.invitations(organizationId), keys.ownershipOffer(organizationId), keys.apiKeys(organizationId),
      ];
    case 'invitations':
      return [keys.invitations(organizationId), keys.organization(organizationId)]; // open invitations use seats
    case 'ownership-offers':
      return [keys.ownershipOffer(organizationId), keys.members(organizationId), keys.organization(organizationId), keys.self];
    case 'cloud-accounts':
      return [keys.cloudAccounts(organizationId), keys.organization(organizationId)];
    case 'api-keys':
      return [keys.apiKeys(organizationId)];
    case 'usage':
      return [keys.usage(organizationId)];
    case 'organizations':
      // A permission or a name changed: what the viewer may do comes with every thing, so all of it is read again.
      return [keys.ofOrganization(organizationId), keys.self];
    default:
      return [keys.ofOrganization(organizationId)];
  }
}

export function refresh(queries: QueryClient, organizationId: string, noun: string): Promise<unknown> {
  return Promise.all(staleKeys(organizationId, noun).map((queryKey) => queries.invalidateQueries({ queryKey })));
}
