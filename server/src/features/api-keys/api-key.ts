/**
 * A key for programs. It belongs to one organization. A personal key speaks for its person and dies with the membership;
 * an organization's key has a role of its own, and whoever has seen its secret is its holder.
 */
import type { KeyFacts, KeyScope, Role } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { ApiKeyId, MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type KeyKind = KeyFacts['kind'];
export type KeyRole = Exclude<Role, 'owner'>;
export type EndReason = 'revoked' | 'removed' | 'left' | 'demoted' | 'suspended' | 'organization-deleted';

type Described = { name: string; kind: KeyKind; role: KeyRole | null; scopes: KeyScope[]; expiresAt: Date };

export type ApiKey = Described & {
  id: ApiKeyId;
  organizationId: OrganizationId;
  /** Whose it is; of an organization's key who made it, or replaced it last. */
  holder: { userId: UserId; givenName: string; familyName: string; role: Role | null };
  lastFour: string;
  createdAt: Date;
  expired: boolean;
  lastUsedAt: Date | null;
  /** The secret from before a replacement, while it still works. */
  previousUntil: Date | null;
  revokedAt: Date | null;
  revokedBecause: EndReason | null;
};

export type NewApiKey = Described & {
  id: ApiKeyId; organizationId: OrganizationId; userId: UserId; memberId: MemberId | null; secretHash: string; lastFour: string; createdAt: Date;
};

/** What a removal, demotion or suspension does to one key. */
export type EndedKey = Described & { id: ApiKeyId; outcome: 'revoked' | 'kept'; before: Date };

/** What would end, for the dialog that asks first. */
export type EndingKey = Pick<ApiKey, 'id' | 'name' | 'kind' | 'role' | 'lastUsedAt'>;

export const prefix = 'hpk_';
export const allScopes: readonly KeyScope[] = ['read', 'clusters', 'members', 'cloud-accounts'];
export const graceHoursAtMost = 24;
const dayMs = 24 * 60 * 60 * 1000;
const daysByDefault = 90;
const daysAtMost = 365;
const mostLive: Record<KeyKind, number> = { personal: 25, organization: 100 };

/** `read` is part of every key, and nothing is named twice. */
export const cleanScopes = (asked: readonly KeyScope[]): KeyScope[] => allScopes.filter((scope) => scope === 'read' || asked.includes(scope));

/** The instant a key ends: 90 days from now unless another is asked for, at most 365. A sentence when it cannot be that one. */
export function expiryOf(asked: string | undefined, now: Date): Date | string {
  if (asked === undefined) return new Date(now.getTime() + daysByDefault * dayMs);
  const at = new Date(asked);
  if (at.getTime() <= now.getTime()) return 'A key ends in the future, and this instant has passed.';
  // A minute more, for whoever counts the days on a clock that is a little ahead.
  return at.getTime() > now.getTime() + daysAtMost * dayMs + 60_000 ? `A key lives at most ${daysAtMost} days.` : at;
}

export function canMakeAnother(kind: KeyKind, live: number): Verdict {
  if (live < mostLive[kind]) return allowed;
  const whose = kind === 'personal' ? 'You have' : 'The organization has';
  return conflict(`${whose} ${live} keys already, which is the most. Revoke one that is not used.`);
}

export function canReplace(key: Pick<ApiKey, 'revokedAt' | 'expired'>): Verdict {
  if (key.revokedAt) return conflict('This key is revoked, and a revoked key never comes back. Make a new one.');
  return key.expired ? conflict('This key has expired. Make a new one.') : allowed;
}

export const canRevoke = (key: Pick<ApiKey, 'revokedAt' | 'expired'>): Verdict =>
  key.revokedAt ? conflict('This key is revoked already.') : key.expired ? conflict('This key has expired already.') : allowed;

/** What the audit log keeps of a key; never its secret, nor the hash of it. */
export const audited = ({ name, kind, role, scopes, expiresAt }: Described) => ({ name, kind, role, scopes, expiresAt: expiresAt.toISOString() });

/** One event for each key that ended, or was kept for a day, with somebody's authority. */
export const endedEvents = (organizationId: OrganizationId, ended: readonly EndedKey[], because: EndReason): DomainEvent[] =>
  ended.map((key) => ({
    operation: 'api-keys.revoke', organizationId, subject: key.id,
    before: audited({ ...key, expiresAt: key.before }),
    after: { because, ...(key.outcome === 'kept' ? { expiresAt: key.expiresAt.toISOString() } : {}) },
  }));
