import { refusalOfStatus, statuses, type GroupName } from './accounts.ts';
import { checkApiKey } from './api-keys.ts';
import { RestError } from './errors.ts';
import { header, type Exchange } from './http/exchange.ts';
import type { Caller } from './http/route.ts';
import type { ApiScope } from './scopes.ts';
import * as users from './store/users.ts';
import type { World } from './world.ts';

type Guard = { roles: readonly GroupName[]; scopes?: readonly ApiScope[] };

/**
 * While the cluster is held back its administration address is for local administrators only: a remote account has
 * its rights from the control plane, and those are what the cluster is waiting for.
 */
export function isKeptOut(world: World, exchange: Exchange, user: users.User): boolean {
  const heldBack = exchange.listener === 'administration' && !world.isPublic();
  return heldBack && (user.uuid !== null || !user.roles.includes('HOPS_ADMIN'));
}

/** Who calls, checked against what the route asks for; throws 401 and 403 as Hopsworks does. */
export async function authenticate(world: World, exchange: Exchange, guard: Guard): Promise<Caller> {
  const line = header(exchange, 'authorization');
  if (line.startsWith('Bearer ')) return bySession(world, exchange, guard, line.slice('Bearer '.length));
  if (line.startsWith('ApiKey ') && guard.scopes) return byApiKey(world, exchange, { ...guard, scopes: guard.scopes }, line.slice('ApiKey '.length));
  throw new RestError('notAuthenticated');
}

// Neither status nor present roles are asked for: a session of before lives on until its token ends.
async function bySession(world: World, exchange: Exchange, guard: Guard, token: string): Promise<Caller> {
  const session = await world.tokens.read(token);
  const user = session && users.findByUsername(world.database, session.username);
  if (!session || !user || isKeptOut(world, exchange, user)) throw new RestError('notAuthenticated');
  if (!guard.roles.some((role) => session.roles.includes(role))) throw new RestError('forbidden');
  return { user, roles: session.roles, session };
}

function byApiKey(world: World, exchange: Exchange, guard: Required<Guard>, key: string): Caller {
  const stored = checkApiKey(world.database, key);
  const user = users.find(world.database, stored.userId);
  if (!user || isKeptOut(world, exchange, user)) throw new RestError('keyWrong');
  const refusal = refusalOfStatus(user.status);
  if (refusal) throw new RestError(refusal);
  if (!guard.roles.some((role) => user.roles.includes(role))) throw new RestError('keyRoleMissing');
  if (!guard.scopes.some((scope) => stored.scopes.includes(scope))) throw new RestError('keyScopeMissing');
  return { user, roles: user.roles, session: null };
}

/** A new token for a lapsed one, with the roles of now; null where none is due or the account is not activated. */
export async function renewToken(world: World, caller: Caller): Promise<string | null> {
  if (!caller.session?.lapsed) return null;
  const user = users.find(world.database, caller.user.id);
  return user?.status === statuses.ACTIVATED_ACCOUNT ? world.tokens.make(user.username, user.roles) : null;
}
