import { groups, isGroupName, parseStatus, passwordWeakness, statuses } from '../accounts.ts';
import { RestError } from '../errors.ts';
import { empty, json, objectBody, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { addAccount, mappedRoles } from '../new-accounts.ts';
import { generatePassword, hashPassword } from '../passwords.ts';
import { apiBase, profileView } from '../profile-view.ts';
import * as projects from '../store/projects.ts';
import { within } from '../store/database.ts';
import * as users from '../store/users.ts';
import * as variables from '../store/variables.ts';
import { queryUsers } from '../user-query.ts';
import type { World } from '../world.ts';

export const administer = { roles: ['HOPS_ADMIN'], scopes: ['ADMIN', 'ADMINISTER_USERS'] } as const;
const register = { roles: ['HOPS_ADMIN'], scopes: ['ADMIN', 'ADMINISTER_USERS', 'ADMINISTER_USERS_REGISTER'] } as const;
export const administrationListeners = ['administration', 'api'] as const;
const base = `${apiBase}/admin/users`;

/** The user that the path names by number; a user name there is no page at all. */
export function pathUser(world: World, { params }: Exchange): users.User {
  const id = params['id'] ?? '';
  if (!/^\d+$/.test(id)) throw new RestError('webApplication', 'Users are named by their number here.', 404);
  const user = users.find(world.database, Number(id));
  if (!user) throw new RestError('userNotFound');
  return user;
}

function wantedStatus(text: string | null, usual: number): number {
  const status = text === null ? usual : parseStatus(text);
  if (status === null) throw new RestError('webApplication', `There is no status ${text}.`, 400);
  return status;
}

function wantedQuota(world: World, text: string | null): number {
  const usual = variables.whole(world.database, 'max_num_proj_per_user');
  const wanted = text === null ? -1 : Number(text);
  if (!Number.isInteger(wanted)) throw new RestError('badArgument', 'maxNumProjects is not a number.');
  return wanted > 0 || (wanted === 0 && !world.profile.zeroQuotaMeansDefault) ? wanted : usual;
}

const personOf = (query: URLSearchParams) => ({
  email: query.get('email') ?? '',
  givenName: query.get('givenName') ?? '',
  surname: query.get('surname') ?? '',
});

async function createLocal(world: World, query: URLSearchParams) {
  const chosen = query.get('password') ?? undefined;
  const weakness = chosen === undefined ? null : passwordWeakness(chosen);
  if (weakness) throw new RestError(weakness);
  const password = chosen ?? generatePassword();
  const role = query.get('role') ?? 'HOPS_USER';
  const account = {
    passwordHash: await hashPassword(password),
    remoteType: null,
    uuid: null,
    status: wantedStatus(query.get('status'), statuses.TEMP_PASSWORD),
    maxProjects: wantedQuota(world, query.get('maxNumProjects')),
    // A trap kept: an unknown role is taken without a word and leaves an account that cannot log in.
    roles: isGroupName(role) ? [role] : [],
  };
  const user = within(world.database, () => addAccount(world.database, personOf(query), account, world.now()));
  const view = { ...profileView(user, 'single'), ...(chosen === undefined ? { password } : {}) };
  return { status: 201, headers: { location: `${base}/${user.id}` }, body: view };
}

function createRemote(world: World, query: URLSearchParams) {
  const [clientId, subject] = [query.get('clientId') ?? '', query.get('subject') ?? ''];
  const person = personOf(query);
  if ([clientId, subject, ...Object.values(person)].includes(''))
    throw new RestError('badArgument', 'clientId, subject, email, givenName and surname are needed.');
  const account = {
    passwordHash: null,
    remoteType: 'OAUTH2',
    uuid: `${clientId}.${subject}`,
    status: wantedStatus(query.get('status'), statuses.ACTIVATED_ACCOUNT),
    maxProjects: wantedQuota(world, world.profile.remoteQuotaHonoured ? query.get('maxNumProjects') : null),
    // `role` is not looked at: no groups are known yet, so only a mapping of everybody gives one.
    roles: mappedRoles(world.database, []) ?? [],
  } as const;
  const user = within(world.database, () => addAccount(world.database, person, account, world.now()));
  return json({ uuid: account.uuid, givenName: user.firstName, surname: user.lastName, email: user.email, username: user.username }, 201);
}

async function create(world: World, { query }: Exchange) {
  const [accountType, type] = [query.get('accountType'), query.get('type')];
  if (accountType === 'M_ACCOUNT_TYPE') return createLocal(world, query);
  if (accountType === 'REMOTE_ACCOUNT_TYPE' && type === 'OAUTH2') return createRemote(world, query);
  throw new RestError('badArgument', 'accountType is M_ACCOUNT_TYPE, or REMOTE_ACCOUNT_TYPE with the type OAUTH2.');
}

export function adminUserRoutes(world: World): Route[] {
  const { database } = world;
  const listeners = administrationListeners;
  return [
    {
      method: 'GET',
      path: base,
      listeners,
      guard: administer,
      run: ({ query }) => {
        const { items, count } = queryUsers(users.list(database), query);
        return json({ href: base, items: items.map((user) => profileView(user, 'list')), count });
      },
    },
    { method: 'POST', path: base, listeners, guard: register, run: (exchange) => create(world, exchange) },
    { method: 'GET', path: `${base}/groups`, listeners, guard: administer, run: () => json({ items: groups, count: groups.length }) },
    { method: 'GET', path: `${base}/:id`, listeners, guard: administer, run: (exchange) => json(profileView(pathUser(world, exchange), 'single')) },
    {
      method: 'GET',
      path: `${apiBase}/admin/user/:uuid`,
      listeners,
      guard: administer,
      run: ({ params }) => {
        const user = users.findByUuid(database, params['uuid'] ?? '');
        if (!user) throw new RestError('userNotFound');
        return json({ uuid: user.uuid, givenName: user.firstName, surname: user.lastName, email: user.email });
      },
    },
    {
      method: 'DELETE',
      path: `${base}/:id`,
      listeners,
      guard: administer,
      run: (exchange) => {
        const user = pathUser(world, exchange);
        if (projects.list(database).some((project) => project.ownerId === user.id)) throw new RestError('cannotDelete');
        users.remove(database, user.id);
        return empty(204);
      },
    },
    { method: 'PUT', path: `${base}/:id`, listeners, guard: administer, run: (exchange) => change(world, exchange) },
  ];
}

/** Only the fields that are present change; null counts as absent. */
function change(world: World, exchange: Exchange) {
  const user = pathUser(world, exchange);
  const { status, maxNumProjects, bbcGroupCollection } = objectBody(exchange);
  const nextStatus = status === undefined || status === null ? user.status : parseStatus(status);
  if (nextStatus === null) throw new RestError('webApplication', 'There is no such status.', 400);
  const maxProjects = maxNumProjects ?? user.maxProjects;
  if (!Number.isInteger(maxProjects)) throw new RestError('webApplication', 'maxNumProjects is not a number.', 400);
  within(world.database, () => {
    users.update(world.database, user.id, { status: nextStatus, maxProjects: maxProjects as number });
    if (Array.isArray(bbcGroupCollection)) users.replaceRoles(world.database, user.id, rolesFrom(bbcGroupCollection));
  });
  return json(profileView(pathUser(world, exchange), 'single'));
}

/** `[{gid, groupName}]`, of which either is enough. */
export function rolesFrom(collection: readonly unknown[]) {
  return collection.map((entry) => {
    const { gid, groupName } = (entry ?? {}) as Record<string, unknown>;
    const group = groups.find((each) => each.gid === gid || each.groupName === groupName);
    if (!group) throw new RestError('unknownRole');
    return group.groupName;
  });
}
