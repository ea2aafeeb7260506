/** API keys for tests, made as people make them and sent as programs send them. */
import type { ApiKeyId, OrganizationId } from '../kernel/id.ts';
import type { Served } from './served.ts';
import type { TestPerson, World } from './world.ts';

type Asked = { kind?: 'personal' | 'organization'; role?: 'administrator' | 'member'; scopes?: string[]; name?: string; expiresAt?: string };

export const everyScope = ['read', 'clusters', 'members', 'cloud-accounts'];

/** A personal key of `who` with every scope, unless something else is asked for. Throws when it is refused. */
export async function makeKey(world: World, who: TestPerson, organizationId: OrganizationId, asked: Asked = {}): Promise<{ id: ApiKeyId; secret: string }> {
  const made = await world.request('api-keys.create', who, { organizationId, kind: 'personal', name: 'robot', scopes: everyScope, ...asked });
  if (made.status !== 201) throw new Error(`The key was refused: ${JSON.stringify(made.body)}`);
  return made.body as { id: ApiKeyId; secret: string };
}

/** A request with a key and without what a browser adds: no cookie, no Origin. */
export const asKey = (served: Served, { secret }: { secret: string }) => (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  served.send(method, path, { ...(body === undefined ? {} : { body }), headers: { origin: undefined, authorization: `Bearer ${secret}`, ...headers } });
