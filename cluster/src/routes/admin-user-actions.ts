/** What an administrator does to one account: role, approval, rejection, a new password. Letters go out after the change. */
import { isGroupName, statuses } from '../accounts.ts';
import { RestError } from '../errors.ts';
import { json, objectBody, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { generatePassword, hashPassword } from '../passwords.ts';
import { apiBase, profileView } from '../profile-view.ts';
import { within } from '../store/database.ts';
import * as letters from '../store/letters.ts';
import * as users from '../store/users.ts';
import type { World } from '../world.ts';
import { administer, administrationListeners, pathUser, rolesFrom } from './admin-users.ts';

const base = `${apiBase}/admin/users/:id`;

// Called after the change was committed: a failing letter answers 500 although the change stands.
function send(world: World, exchange: Exchange, user: users.User, subject: string): void {
  if (world.faults.take(exchange.method, exchange.path, ['mail-fails'])) throw new RestError('mailFailed', 'A switched-on fault.');
  letters.write(world.database, { address: user.email, subject, sentAt: world.now().toISOString() });
}

export function adminUserActionRoutes(world: World): Route[] {
  const { database } = world;
  const put = (action: string, run: Extract<Route, { guard: object }>['run']): Route => ({
    method: 'PUT',
    path: `${base}/${action}`,
    listeners: administrationListeners,
    guard: administer,
    run,
  });
  const answer = (exchange: Exchange) => json(profileView(pathUser(world, exchange), 'single'));
  return [
    put('role', (exchange, caller) => {
      const user = pathUser(world, exchange);
      const role = exchange.body.trim();
      if (user.id === caller.user.id) throw new RestError('notAllowedHere', 'Nobody changes the role of the own account.');
      if (!isGroupName(role)) throw new RestError('unknownRole');
      within(database, () => users.replaceRoles(database, user.id, [role]));
      return answer(exchange);
    }),
    put('accepted', (exchange) => {
      const user = pathUser(world, exchange);
      const { bbcGroupCollection } = exchange.body === '' ? ({} as Record<string, unknown>) : objectBody(exchange);
      const roles = Array.isArray(bbcGroupCollection) ? rolesFrom(bbcGroupCollection) : user.roles;
      within(database, () => {
        users.update(database, user.id, { status: statuses.ACTIVATED_ACCOUNT });
        users.replaceRoles(database, user.id, roles.length > 0 ? roles : ['HOPS_USER']);
      });
      send(world, exchange, user, 'Your account is active');
      return answer(exchange);
    }),
    put('rejected', (exchange) => {
      const user = pathUser(world, exchange);
      users.update(database, user.id, { status: statuses.SPAM_ACCOUNT });
      send(world, exchange, user, 'Your account was not approved');
      return answer(exchange);
    }),
    put('pending', (exchange) => {
      const user = pathUser(world, exchange);
      if (user.status !== statuses.NEW_MOBILE_ACCOUNT) throw new RestError('badStatusChange');
      send(world, exchange, user, 'Confirm your address');
      return answer(exchange);
    }),
    put('reset', (exchange) => resetPassword(world, exchange)),
  ];
}

async function resetPassword(world: World, exchange: Exchange) {
  const id = exchange.params['id'] ?? '';
  const user = /^\d+$/.test(id) ? users.find(world.database, Number(id)) : pathUser(world, exchange);
  // A trap kept: this one operation does not expect an unknown number.
  if (!user) throw new RestError('unknownFailure');
  if (user.uuid !== null) throw new RestError('notAllowedHere', 'A remote account has no password here.');
  const password = generatePassword();
  users.update(world.database, user.id, { passwordHash: await hashPassword(password), status: statuses.TEMP_PASSWORD });
  send(world, exchange, user, 'Your password was reset');
  return json({ password });
}
