import { allowedFalseLogins, refusalOfStatus, statuses } from './accounts.ts';
import { isKeptOut } from './authentication.ts';
import { RestError } from './errors.ts';
import type { Answer, Exchange } from './http/exchange.ts';
import { setCookie } from './http/exchange.ts';
import { isPassword } from './passwords.ts';
import { sessionCookie, tokenCookie } from './sessions.ts';
import * as letters from './store/letters.ts';
import * as users from './store/users.ts';
import * as variables from './store/variables.ts';
import type { World } from './world.ts';

/** Throws the refusal of an account whose status or lack of a role keeps it out. */
export function requireMayEnter(user: users.User): void {
  const refusal = refusalOfStatus(user.status);
  if (refusal) throw new RestError(refusal);
  if (user.roles.length === 0) throw new RestError('noRole');
}

/** The user behind address and password; counts wrong passwords, and the sixth in a row blocks the account. */
export async function logInByPassword(world: World, exchange: Exchange, email: string, password: string): Promise<users.User> {
  if (email === '' || password === '') throw new RestError('badArgument', 'Address and password are needed.');
  const user = users.findByEmail(world.database, email.toLowerCase());
  const keptOut = user === null || isKeptOut(world, exchange, user);
  if (!keptOut && user.uuid !== null) throw new RestError('badArgument', 'This account logs in by single sign-on.');
  const passwordLogInIsOff = variables.isOn(world.database, 'disable_password_login');
  const matches = await isPassword(password, keptOut ? null : user.passwordHash);
  if (keptOut || passwordLogInIsOff) throw new RestError('logInFailed');
  if (!matches) {
    countFalseLogIn(world, user.id);
    throw new RestError('logInFailed');
  }
  requireMayEnter(user);
  users.update(world.database, user.id, { falseLogins: 0 });
  return user;
}

// Read again: others may have failed, or an administrator changed the account, while the password was checked.
function countFalseLogIn(world: World, userId: number): void {
  const user = users.find(world.database, userId);
  if (!user) return;
  const falseLogins = user.falseLogins + 1;
  const blocks = falseLogins > allowedFalseLogins && user.status !== statuses.BLOCKED_ACCOUNT;
  users.update(world.database, userId, { falseLogins, ...(blocks ? { status: statuses.BLOCKED_ACCOUNT } : {}) });
  if (blocks) letters.write(world.database, { address: user.email, subject: 'Your account was blocked', sentAt: world.now().toISOString() });
}

/** The answer of every successful log-in: token in header and cookie, session cookie, session id in the body. */
export async function openSession(world: World, user: users.User): Promise<Answer> {
  const token = await world.tokens.make(user.username, user.roles);
  const sessionId = world.sessions.begin(user.username);
  return {
    status: 200,
    headers: { authorization: `Bearer ${token}` },
    cookies: [setCookie(tokenCookie, token), setCookie(sessionCookie, sessionId)],
    body: { sessionID: sessionId, data: user.email },
  };
}
