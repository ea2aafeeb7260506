/**
 * What people share: members, cloud accounts, clusters, usage (M01). It has exactly one owner (D02) and three
 * switches for what ordinary members may do (D04). It is named in every URL by its slug (D01); the slug never changes.
 */
import type { Permissions, Role } from '../../kernel/actor.ts';
import type { CloudAccountId, ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type Organization = {
  id: OrganizationId;
  slug: string;
  name: string;
  /** IANA name; usage counts days in it. */
  timeZone: string;
  permissions: Permissions;
  defaultCloudAccountId: CloudAccountId | null;
  /** Grows with each change of the name, the time zone and the permissions. */
  version: number;
  /** Of its own; null: the instance's. See features/seats. */
  ownSeats: number | null;
};

/** What its page shows besides; counted only there. */
export type OrganizationFigures = {
  memberCount: number;
  /** Whom the three permissions concern. */
  ordinaryMembers: number;
  /** Who changed the three permissions last; null until somebody has. */
  permissionsChanged: { at: Date; by: { givenName: string; familyName: string } } | null;
};

export type OrganizationInFull = Organization & OrganizationFigures;

/** What stands in the way of deleting it, and what goes with it. */
export type DeletionFacts = { members: number; invitations: number; clusters: { id: ClusterId; name: string }[] };

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

/** Control and direction characters and halves of characters out, white space single: a name is shown in mails and on other people's screens. */
export const cleanName = (name: string): string =>
  name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, ' ').replace(/\s+/g, ' ').trim();

/** What JavaScript knows besides regions: `CET` is one, `AET` is an alias that PostgreSQL does not have. */
const withoutRegion: ReadonlySet<string> = new Set(['UTC', 'GMT', ...Intl.supportedValuesOf('timeZone')]);

/** Only names, and those that PostgreSQL knows, which counts usage in it: an offset such as +01:00 means the opposite there. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]+\//.test(name) && !withoutRegion.has(name)) return false;
  if (/^US\/Pacific-New$/i.test(name)) return false; // withdrawn
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const named = (clusters: DeletionFacts['clusters']): string => {
  const shown = clusters.slice(0, 3).map(({ name }) => `“${name}”`);
  const rest = clusters.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ').replace(/, ([^,]+)$/, ' and $1');
};

/** D02: what runs, or could be started again, is terminated first, by somebody who sees what is lost. */
export const canDelete = ({ clusters }: Pick<DeletionFacts, 'clusters'>): Verdict =>
  clusters.length === 0 ? allowed : conflict(`${named(clusters)} ${clusters.length === 1 ? 'is' : 'are'} still there. Terminate ${clusters.length === 1 ? 'it' : 'them'} first.`);
