import { logInByPassword, openSession } from '../log-in.ts';
import { clearCookie, empty, form, header, json, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { apiBase } from '../profile-view.ts';
import { sessionCookie, tokenCookie } from '../sessions.ts';
import type { World } from '../world.ts';

const everybody = ['HOPS_ADMIN', 'HOPS_USER'] as const;

/** True when this browser's session and token both are of this address already. */
async function isLoggedInAs(world: World, exchange: Exchange, username: string): Promise<boolean> {
  const session = await world.tokens.read(header(exchange, 'authorization').replace(/^Bearer /, ''));
  return session?.username === username && world.sessions.usernameOf(exchange.cookies.get(sessionCookie)) === username;
}

export function sessionRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      path: `${apiBase}/auth/login`,
      guard: 'none',
      run: async (exchange) => {
        const fields = form(exchange);
        const user = await logInByPassword(world, exchange, fields.get('email') ?? '', fields.get('password') ?? '');
        return (await isLoggedInAs(world, exchange, user.username)) ? empty(200) : openSession(world, user);
      },
    },
    {
      method: 'GET',
      path: `${apiBase}/auth/logout`,
      guard: 'none',
      run: async (exchange) => {
        await endSession(world, exchange, header(exchange, 'authorization').replace(/^Bearer /, ''));
        return { status: 200, cookies: [clearCookie(tokenCookie), clearCookie(sessionCookie)] };
      },
    },
    {
      method: 'GET',
      path: `${apiBase}/auth/jwt/session`,
      guard: { roles: everybody },
      run: (_exchange, caller) => json({ data: caller.user.email }),
    },
    {
      method: 'GET',
      path: `${apiBase}/auth/isAdmin`,
      guard: { roles: everybody },
      run: (_exchange, caller) => json({ data: caller.roles.includes('HOPS_ADMIN') }),
    },
  ];
}

/** Ends the token (that of the cookie when none is given) and the browser's session. */
export async function endSession(world: World, exchange: Exchange, token: string): Promise<void> {
  const session = await world.tokens.read(token || (exchange.cookies.get(tokenCookie) ?? ''));
  if (session) world.tokens.end(session);
  world.sessions.end(exchange.cookies.get(sessionCookie));
}
