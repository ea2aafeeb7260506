import { z } from 'zod';
import type { Person } from '../../kernel/actor.ts';
import { endpoint, loadOrganizationId, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { ApiKeyId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { invalidInput, Refusal, refuseUnless } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { isAdministrator, roleOf } from '../access/permissions.ts';
import { audited, canMakeAnother, cleanScopes, expiryOf, prefix, type ApiKey } from './api-key.ts';
import { ApiKeyPage, ApiKeyPath, apiKeyView, CreateApiKey, listAllows, ListApiKeys, ReplaceApiKey, ShownApiKey } from './contract.ts';
import { mayCreate, mayList, mayReplace, mayRevoke, maySee } from './policy.ts';
import * as apiKeys from './store.ts';

const making: Limit = { name: 'api-keys', per: 'user', max: 30, windowSeconds: 3600 };

/** Somebody else's key is not there at all for an ordinary member. */
async function load({ tx, actor }: Scope, { organizationId, apiKeyId }: { organizationId: string; apiKeyId: string }): Promise<ApiKey | null> {
  const key = await apiKeys.find(tx, organizationId as OrganizationId, apiKeyId as ApiKeyId);
  return key && maySee(actor, key) ? key : null;
}

function expiry(asked: string | undefined, now: Date): Date {
  const at = expiryOf(asked, now);
  if (typeof at === 'string') throw new Refusal(invalidInput([{ field: 'expiresAt', message: at }]));
  return at;
}

/** 256 random bits behind a prefix by which scanners of code know it. */
function newKeySecret({ newSecret, hashSecret }: Scope) {
  const value = `${prefix}${newSecret().value}`;
  return { value, secretHash: hashSecret(value), lastFour: value.slice(-4) };
}

async function get({ tx }: Scope, organizationId: OrganizationId, id: ApiKeyId): Promise<ApiKey> {
  const key = await apiKeys.find(tx, organizationId, id);
  if (!key) throw new Error('The key that was just written is not there');
  return key;
}

const list = endpoint({
  operation: 'api-keys.list',
  summary: 'Your own API keys; for the owner and administrators every key of the organization',
  method: 'GET', path: '/organizations/:organizationId/api-keys', access: 'member', reads: true,
  input: ListApiKeys,
  output: ApiKeyPage,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx, actor }, organizationId, { cursor, limit }) => {
    const seen = { userId: (actor as Person).userId, all: isAdministrator(roleOf(actor)) };
    const rows = await apiKeys.list(tx, organizationId, seen, { after: cursor ?? null, limit: limit + 1 });
    return { ...toPage(rows, limit, ({ id }) => id, (key) => apiKeyView(key, actor)), allows: listAllows(actor, organizationId) };
  },
});

const create = endpoint({
  operation: 'api-keys.create',
  summary: 'Make an API key; the answer is the only one that shows it',
  method: 'POST', path: '/organizations/:organizationId/api-keys', access: 'member', locks: 'organization', status: 201,
  limits: [making],
  secrets: ['secret'],
  input: CreateApiKey,
  output: ShownApiKey,
  load: loadOrganizationId,
  allow: (actor, organizationId, { kind }) => mayCreate(actor, organizationId, kind),
  run: async (scope, organizationId, { kind, name, role = null, scopes, expiresAt: asked }) => {
    const { tx, now, emit } = scope;
    const actor = scope.actor as Person;
    const expiresAt = expiry(asked, now);
    refuseUnless(canMakeAnother(kind, await apiKeys.countLive(tx, organizationId, kind, actor.userId)));
    const { value, ...secret } = newKeySecret(scope);
    const memberId = kind === 'personal' ? (actor.membership?.memberId ?? null) : null;
    const key = { id: scope.newId<ApiKeyId>(), organizationId, kind, name, role, scopes: cleanScopes(scopes), userId: actor.userId, memberId, createdAt: now, expiresAt };
    await apiKeys.add(tx, { ...key, ...secret });
    emit({ operation: 'api-keys.create', organizationId, subject: key.id, before: null, after: audited(key) });
    return { ...apiKeyView(await get(scope, organizationId, key.id), actor), secret: value };
  },
});

const replace = endpoint({
  operation: 'api-keys.replace',
  summary: 'Give a key a new secret; the old one ends at once, or after at most 24 hours',
  method: 'POST', path: '/organizations/:organizationId/api-keys/:apiKeyId/replace', access: 'member', locks: 'organization',
  limits: [making],
  secrets: ['secret'],
  input: ReplaceApiKey,
  output: ShownApiKey,
  load,
  allow: mayReplace,
  run: async (scope, key, { graceHours, expiresAt: asked }) => {
    const { tx, now, emit } = scope;
    const actor = scope.actor as Person;
    const expiresAt = expiry(asked, now);
    const { value, ...secret } = newKeySecret(scope);
    await apiKeys.replace(tx, key.organizationId, key.id, { ...secret, userId: actor.userId, expiresAt, now, graceHours });
    emit({ operation: 'api-keys.replace', organizationId: key.organizationId, subject: key.id, before: audited(key), after: { ...audited({ ...key, expiresAt }), graceHours } });
    return { ...apiKeyView(await get(scope, key.organizationId, key.id), actor), secret: value };
  },
});

const revoke = endpoint({
  operation: 'api-keys.revoke',
  summary: 'End a key; the next request with it is refused',
  method: 'DELETE', path: '/organizations/:organizationId/api-keys/:apiKeyId', access: 'member', locks: 'organization', status: 204,
  input: ApiKeyPath,
  output: z.undefined(),
  load,
  allow: mayRevoke,
  run: async ({ tx, actor, now, emit }, key) => {
    await apiKeys.revoke(tx, key.organizationId, key.id, { userId: (actor as Person).userId, at: now });
    emit({ operation: 'api-keys.revoke', organizationId: key.organizationId, subject: key.id, before: audited(key), after: { because: 'revoked' } });
    return undefined;
  },
});

export const apiKeyEndpoints: AnyEndpoint[] = [list, create, replace, revoke];
