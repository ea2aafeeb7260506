import { createApiKey } from '../api-keys.ts';
import { RestError } from '../errors.ts';
import { empty, json } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { apiBase, profileView } from '../profile-view.ts';
import { allScopes, isPrivileged, isScope } from '../scopes.ts';
import * as apiKeys from '../store/api-keys.ts';
import type { World } from '../world.ts';

const everybody = { roles: ['HOPS_ADMIN', 'HOPS_USER'] } as const;
const base = `${apiBase}/users/apiKey`;

const keyView = (key: apiKeys.StoredApiKey) => ({
  href: `${base}/${encodeURIComponent(key.name)}`,
  name: key.name,
  prefix: key.prefix,
  scope: key.scopes,
  created: key.createdAt,
  modified: key.createdAt,
});

/** A person's own things: profile and API keys. */
export function userRoutes(world: World): Route[] {
  const { database } = world;
  return [
    { method: 'GET', path: `${apiBase}/users/profile`, guard: everybody, run: (_exchange, caller) => json(profileView(caller.user, 'single')) },
    {
      method: 'POST',
      path: base,
      guard: everybody,
      run: ({ query }, caller) => {
        const scopes = query.getAll('scope');
        const unknown = scopes.find((scope) => !isScope(scope));
        if (unknown !== undefined) throw new RestError('webApplication', `There is no scope ${unknown}.`, 404);
        const made = createApiKey(database, caller, { name: query.get('name') ?? '', scopes: scopes.filter(isScope) }, world.now());
        return json({ ...keyView(made), key: made.key }, 201);
      },
    },
    {
      method: 'GET',
      path: base,
      guard: everybody,
      run: (_exchange, caller) => {
        const items = apiKeys.list(database, caller.user.id).map(keyView);
        return json({ href: base, items, count: items.length });
      },
    },
    {
      method: 'GET',
      path: `${base}/scopes`,
      guard: everybody,
      run: (_exchange, caller) => json(allScopes.filter((scope) => caller.roles.includes('HOPS_ADMIN') || !isPrivileged(scope))),
    },
    {
      method: 'GET',
      path: `${base}/:name`,
      guard: everybody,
      run: ({ params }, caller) => {
        const key = apiKeys.find(database, caller.user.id, params['name'] ?? '');
        if (!key) throw new RestError('keyNotFound');
        return json(keyView(key));
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:name`,
      guard: everybody,
      run: ({ params }, caller) => {
        apiKeys.remove(database, caller.user.id, params['name'] ?? '');
        return empty(204);
      },
    },
  ];
}
