import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { shownOnce } from '../../kernel/endpoint.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { cleanName } from '../organizations/organization.ts';
import { graceHoursAtMost, type ApiKey, type EndingKey } from './api-key.ts';
import { mayCreate, mayReplace, mayRevoke } from './policy.ts';

const Kind = z.enum(['personal', 'organization'], 'Choose whose key it is: personal or organization.');
const KeyRoleName = z.enum(['administrator', 'member']);
const Scope = z.enum(['read', 'clusters', 'members', 'cloud-accounts'], 'The scopes are read, clusters, members and cloud-accounts.');
const ExpiresAt = z.iso.datetime({ offset: true, error: 'Give an instant, such as 2027-01-31T00:00:00Z.' }).optional();

export const ListApiKeys = OrganizationPath.extend(IdPageQuery);
export const ApiKeyPath = OrganizationPath.extend({ apiKeyId: z.uuid() });
export const CreateApiKey = OrganizationPath.extend({
  kind: Kind,
  name: z.string().max(200).transform(cleanName).pipe(z.string().min(1, 'Give the key a name.').max(60, 'A name has at most 60 characters.')),
  /** Of a key of the organization; a personal key has the role of its person. */
  role: KeyRoleName.optional(),
  scopes: z.array(Scope).max(8).default(['read']),
  expiresAt: ExpiresAt,
}).superRefine(({ kind, role }, context) => {
  if (kind === 'organization' && !role) context.addIssue({ code: 'custom', path: ['role'], message: 'Choose the role of the key: administrator or member.' });
  if (kind === 'personal' && role) context.addIssue({ code: 'custom', path: ['role'], message: 'A personal key has the role of its person, whatever that is.' });
});
export const ReplaceApiKey = ApiKeyPath.extend({
  /** How long the secret of before still works. */
  graceHours: z.number().int().min(0).max(graceHoursAtMost, `The old secret works at most ${graceHoursAtMost} hours longer.`).default(0),
  expiresAt: ExpiresAt,
});

const ApiKeyShape = z.object({
  id: z.uuid(),
  kind: Kind,
  name: z.string(),
  lastFour: z.string(),
  role: KeyRoleName.nullable(),
  scopes: z.array(Scope),
  holder: z.object({ userId: z.uuid(), givenName: z.string(), familyName: z.string(), you: z.boolean() }),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  previousUntil: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
  revokedBecause: z.enum(['revoked', 'removed', 'left', 'demoted', 'suspended', 'organization-deleted']).nullable(),
  allows: z.object({ replace: Allowance, revoke: Allowance }),
});

export const ApiKeyView = ApiKeyShape.meta({ id: 'ApiKey' });
export const ApiKeyPage = pageOf(ApiKeyView).extend({ allows: z.object({ createPersonal: Allowance, createForOrganization: Allowance }) });
export const ShownApiKey = ApiKeyShape.extend(shownOnce).meta({ id: 'ShownApiKey' });

/** What ends with somebody's authority, for the dialog that asks first. */
export const EndingApiKey = z.object({ id: z.uuid(), name: z.string(), kind: Kind, role: KeyRoleName.nullable(), lastUsedAt: z.iso.datetime().nullable() });

export const endingKeyView = ({ id, name, kind, role, lastUsedAt }: EndingKey): z.input<typeof EndingApiKey> =>
  ({ id, name, kind, role, lastUsedAt: lastUsedAt?.toISOString() ?? null });

export function apiKeyView(key: ApiKey, actor: Actor): z.input<typeof ApiKeyView> {
  const { id, kind, name, lastFour, role, scopes, holder, revokedBecause } = key;
  const instant = (at: Date | null) => at?.toISOString() ?? null;
  return {
    id, kind, name, lastFour, role, scopes, revokedBecause,
    holder: { userId: holder.userId, givenName: holder.givenName, familyName: holder.familyName, you: actor.kind === 'user' && actor.userId === holder.userId },
    state: key.revokedAt ? 'revoked' : key.expired ? 'expired' : 'active',
    createdAt: key.createdAt.toISOString(), expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: instant(key.lastUsedAt), previousUntil: instant(key.previousUntil), revokedAt: instant(key.revokedAt),
    allows: { replace: allowance(mayReplace(actor, key)), revoke: allowance(mayRevoke(actor, key)) },
  };
}

export const listAllows = (actor: Actor, organizationId: OrganizationId) => ({
  createPersonal: allowance(mayCreate(actor, organizationId, 'personal')),
  createForOrganization: allowance(mayCreate(actor, organizationId, 'organization')),
});
