import { RestError } from '../errors.ts';
import { empty, json, objectBody } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { apiBase } from '../profile-view.ts';
import * as projects from '../store/projects.ts';
import * as users from '../store/users.ts';
import type { World } from '../world.ts';
import { administrationListeners } from './admin-users.ts';

const base = `${apiBase}/admin/projects`;
const administer = { roles: ['HOPS_ADMIN'], scopes: ['ADMIN'] } as const;

/** Just as much of projects as decides whether a user can be deleted. */
export function projectRoutes(world: World): Route[] {
  const { database } = world;
  const listeners = administrationListeners;
  return [
    {
      method: 'GET',
      path: base,
      listeners,
      guard: administer,
      run: () => {
        const items = projects.list(database).map((project) => {
          const owner = users.find(database, project.ownerId);
          return { id: project.id, name: project.name, created: project.createdAt, creator: { username: owner?.username, email: owner?.email } };
        });
        return json({ items, count: items.length });
      },
    },
    {
      method: 'POST',
      path: `${base}/createas`,
      listeners,
      guard: administer,
      run: (exchange) => {
        const { projectName, owner } = objectBody(exchange);
        if (typeof projectName !== 'string' || !/^\w{1,88}$/.test(projectName)) throw new RestError('badArgument', 'A project name has letters, digits and _.');
        const user = users.findByUsername(database, typeof owner === 'string' ? owner : '');
        if (!user) throw new RestError('userNotFound');
        if (projects.findByName(database, projectName)) throw new RestError('projectExists');
        projects.insert(database, { name: projectName, ownerId: user.id, createdAt: world.now().toISOString() });
        return empty(200);
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:id`,
      listeners,
      guard: administer,
      run: ({ params }) => {
        const project = projects.find(database, Number(params['id']));
        if (!project) throw new RestError('webApplication', 'There is no such project.', 404);
        projects.remove(database, project.id);
        return empty(200);
      },
    },
  ];
}
