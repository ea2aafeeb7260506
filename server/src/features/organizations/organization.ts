/**
 * What people share: members, cloud accounts, clusters, usage (M01). It has exactly one owner (D02) and three
 * switches for what ordinary members may do (D04). It is named in every URL by its slug (D01); the slug never changes.
 */
import type { Permissions, Role } from '../../kernel/actor.ts';
import type { CloudAccountId, OrganizationId, UserId } from '../../kernel/id.ts';

export type Organization = {
  id: OrganizationId;
  slug: string;
  name: string;
  /** IANA name; usage counts days in it. */
  timeZone: string;
  permissions: Permissions;
  defaultCloudAccountId: CloudAccountId | null;
  memberCount: number;
};

export type OrganizationSummary = { id: OrganizationId; slug: string; name: string; role: Role; suspended: boolean; suspensionNote: string | null };

export type NewOrganization = { id: OrganizationId; slug: string; name: string; createdBy: UserId; createdAt: Date };

/** M02 */
export const nameFor = (givenName: string): string => `${givenName}'s organization`;

/** The URL's word for a name: ASCII, short, never empty. `suffix` makes it unique among all organizations. */
export function slugFor(name: string, suffix: string): string {
  const word = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['’]/g, '').replace(/[^a-z0-9]+/g, '-');
  const trimmed = word.slice(0, 36).replace(/^-+|-+$/g, '');
  return trimmed ? `${trimmed}-${suffix}` : suffix;
}

/** Control and direction characters out, white space single: a name is shown in mails and on other people's screens. */
export const cleanName = (name: string): string =>
  name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu, ' ').replace(/\s+/g, ' ').trim();

/** Only names: an offset such as +01:00 means the opposite to PostgreSQL, which counts usage in it. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
