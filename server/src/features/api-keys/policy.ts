import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, forbidden, type Verdict } from '../../kernel/verdict.ts';
import { isAdministrator, may, roleOf } from '../access/permissions.ts';
import { canReplace, canRevoke, type ApiKey, type KeyKind } from './api-key.ts';

type Target = Pick<ApiKey, 'organizationId' | 'kind' | 'holder' | 'revokedAt' | 'expired'>;

const isHolder = (actor: Actor, key: Target): boolean => actor.kind === 'user' && actor.userId === key.holder.userId;
const ofTheOrganization = forbidden('Only the owner and administrators of this organization make and change its keys.');

export const mayList = (actor: Actor, organizationId: OrganizationId): Verdict => may(actor, 'api-keys.list', organizationId);

/** Personal keys for everybody; a key of the organization has at most the role of who makes it, so administrators make those. */
export const mayCreate = (actor: Actor, organizationId: OrganizationId, kind: KeyKind): Verdict =>
  all(may(actor, 'api-keys.create', organizationId), kind === 'personal' || isAdministrator(roleOf(actor)) ? allowed : ofTheOrganization);

/** An ordinary member knows of his own personal keys only: any other key does not exist for him. */
export const maySee = (actor: Actor, key: Target): boolean => isAdministrator(roleOf(actor)) || (key.kind === 'personal' && isHolder(actor, key));

/** The owner and administrators see the secret of the organization's key anew; of a personal one only its person. */
export function mayReplace(actor: Actor, key: Target): Verdict {
  const own = key.kind === 'organization' || isHolder(actor, key) ? allowed : forbidden('Only the person whose key it is gets a new secret for it.');
  return all(may(actor, 'api-keys.replace', key.organizationId), own, canReplace(key));
}

/** D05: administrators also end the personal keys of others, as they may remove them; never the owner's. */
export function mayRevoke(actor: Actor, key: Target): Verdict {
  const spared = key.kind === 'personal' && key.holder.role === 'owner' && !isHolder(actor, key);
  return all(may(actor, 'api-keys.revoke', key.organizationId), spared ? forbidden('Nobody but the owner revokes the owner’s personal keys.') : allowed, canRevoke(key));
}
