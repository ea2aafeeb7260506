/** What a key is and may do, in the words of the page. */
import type { ApiKey, NewApiKey } from '../../api/types.ts';
import { formatDay } from '../../ui/format.ts';

export type KeyScope = NonNullable<NewApiKey['scopes']>[number];

export const scopeChoices: readonly { scope: KeyScope; label: string; sentence: string }[] = [
  { scope: 'read', label: 'Read', sentence: 'See members, invitations, clusters, cloud accounts and usage. Part of every key.' },
  { scope: 'clusters', label: 'Clusters', sentence: 'Create, start, stop and terminate clusters, and open and close their ports.' },
  { scope: 'members', label: 'Members', sentence: 'Invite ordinary members, and remove, suspend and reinstate members. Never roles or ownership.' },
  { scope: 'cloud-accounts', label: 'Cloud accounts', sentence: 'Connect and disconnect cloud accounts, and choose the default.' },
];

const scopeWords: Record<KeyScope, string> = { read: 'read', clusters: 'manage clusters', members: 'manage members', 'cloud-accounts': 'manage cloud accounts' };

/** "Read, manage clusters and manage members" */
export function mayInWords(scopes: readonly KeyScope[]): string {
  const words = scopeChoices.map(({ scope }) => scope).filter((scope) => scopes.includes(scope)).map((scope) => scopeWords[scope]);
  const last = words.at(-1) ?? '';
  const list = words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
  return list.charAt(0).toUpperCase() + list.slice(1);
}

export function kindInWords({ kind, role }: Pick<ApiKey, 'kind' | 'role'>): string {
  if (kind === 'personal') return 'Personal';
  return role === 'administrator' ? 'Organization, as administrator' : 'Organization, as member';
}

const endings: Record<NonNullable<ApiKey['revokedBecause']>, string> = {
  revoked: 'Revoked', removed: 'Revoked: its holder was removed', left: 'Revoked: its holder left', demoted: 'Revoked: its holder is no longer an administrator',
  suspended: 'Revoked: its holder was suspended', 'organization-deleted': 'Revoked with the organization',
};

/** "24 Feb 2027", "Expired on 24 Nov 2026", "Revoked on 24 Nov 2026" */
export function endInWords(key: Pick<ApiKey, 'state' | 'expiresAt' | 'revokedAt' | 'revokedBecause'>): string {
  if (key.state === 'revoked' && key.revokedAt) return `${endings[key.revokedBecause ?? 'revoked']}, ${formatDay(key.revokedAt)}`;
  return key.state === 'expired' ? `Expired on ${formatDay(key.expiresAt)}` : formatDay(key.expiresAt);
}

export const lifetimes = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '180', label: '180 days' },
  { value: '365', label: '365 days, the most' },
];

export const expiryIn = (days: string, now: Date): string => new Date(now.getTime() + Number(days) * 24 * 60 * 60 * 1000).toISOString();

/** A call to try the key with; nothing of it has to be filled in. */
export const curlExample = (origin: string, organizationId: string, secret: string): string =>
  `curl -H "Authorization: Bearer ${secret}" ${origin}/api/v1/organizations/${organizationId}/clusters`;
