/** The page for people, on plain http: sign in, own API keys, sign out. Pages on the HTTPS listener lead here. */
import { createApiKey } from '../api-keys.ts';
import { renewToken } from '../authentication.ts';
import { RestError } from '../errors.ts';
import { clearCookie, form, setCookie, type Answer, type Exchange } from '../http/exchange.ts';
import type { Caller, Route } from '../http/route.ts';
import { logInByPassword, openSession } from '../log-in.ts';
import { endSession } from '../routes/session.ts';
import { ordinaryScopes } from '../scopes.ts';
import { tokenCookie } from '../sessions.ts';
import * as apiKeys from '../store/api-keys.ts';
import * as users from '../store/users.ts';
import type { World } from '../world.ts';
import { requireSameOrigin, seeOther } from './origin.ts';
import { signInPage, singleSignOnRoutes } from './single-sign-on.ts';
import { style } from './style.ts';
import { document, homeView, newKeyView, tryAgainView, type Message } from './views.ts';
import { html } from './html.ts';

type SignedIn = { caller: Caller; cookies: string[] };

/** Who this browser's token is of, with the cookie of a renewal that was due; `ended` for one that is over. */
async function signedIn(world: World, exchange: Exchange): Promise<SignedIn | 'ended' | null> {
  const token = exchange.cookies.get(tokenCookie);
  if (!token) return null;
  const session = await world.tokens.read(token);
  const user = session && users.findByUsername(world.database, session.username);
  if (!session || !user) return 'ended';
  const caller = { user, roles: session.roles, session };
  const renewed = await renewToken(world, caller);
  return { caller, cookies: renewed === null ? [] : [setCookie(tokenCookie, renewed)] };
}

const ended = (world: World): Answer =>
  signInPage(world, { message: { text: 'Your session has ended. Sign in again.', bad: false }, cookies: [clearCookie(tokenCookie)] });

function home(world: World, { caller, cookies }: SignedIn, more: { message?: Message; status?: number; key?: { name: string; key: string } } = {}): Answer {
  const keys = apiKeys.list(world.database, caller.user.id);
  const content = html`${more.key ? newKeyView(more.key.name, more.key.key) : null}${homeView(caller.user, caller.roles, keys)}`;
  return document(world.configuration, 'Home', content, { status: more.status ?? 200, message: more.message ?? null, cookies });
}

async function whenSignedIn(world: World, exchange: Exchange, act: (signed: SignedIn) => Answer): Promise<Answer> {
  const signed = await signedIn(world, exchange);
  if (signed === null) return seeOther('/');
  return signed === 'ended' ? ended(world) : act(signed);
}

function createKey(world: World, exchange: Exchange, signed: SignedIn): Answer {
  try {
    const name = form(exchange).get('name') ?? '';
    return home(world, signed, { key: createApiKey(world.database, signed.caller, { name, scopes: ordinaryScopes }, world.now()) });
  } catch (error) {
    if (error instanceof RestError) return home(world, signed, { message: { text: `${error.message}.`.replace('..', '.'), bad: true }, status: 400 });
    throw error;
  }
}

export function pageRoutes(world: World): Route[] {
  const page = (method: 'GET' | 'POST', path: string, run: (exchange: Exchange) => Answer | Promise<Answer>): Route[] => [
    { method, path, listeners: ['page'], guard: 'none', run: (exchange) => (method === 'POST' && requireSameOrigin(exchange), run(exchange)) },
    ...(method === 'GET' ? [{ method, path, listeners: ['api'], guard: 'none', run: toPage(world) } as const] : []),
  ];
  return [
    page('GET', '/', async (exchange) => {
      const signed = await signedIn(world, exchange);
      if (signed === null) return signInPage(world);
      return signed === 'ended' ? ended(world) : home(world, signed);
    }),
    page('GET', '/style.css', () => ({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' }, body: style })),
    page('POST', '/sign-in', async (exchange) => {
      const fields = form(exchange);
      try {
        const user = await logInByPassword(world, exchange, fields.get('email') ?? '', fields.get('password') ?? '');
        return { ...seeOther('/'), cookies: (await openSession(world, user)).cookies ?? [] };
      } catch (error) {
        if (error instanceof RestError) return signInPage(world, { status: error.status, message: { text: sentence(error), bad: true } });
        throw error;
      }
    }),
    page('POST', '/sign-out', async (exchange) => {
      await endSession(world, exchange, '');
      const message = { text: 'You are signed out of this cluster. You may still be signed in at your identity provider.', bad: false };
      return signInPage(world, { message, cookies: [clearCookie(tokenCookie)] });
    }),
    page('POST', '/api-keys', (exchange) => whenSignedIn(world, exchange, (signed) => createKey(world, exchange, signed))),
    page('POST', '/api-keys/delete', (exchange) =>
      whenSignedIn(world, exchange, ({ caller, cookies }) => {
        apiKeys.remove(world.database, caller.user.id, form(exchange).get('name') ?? '');
        return { ...seeOther('/'), cookies };
      }),
    ),
    ...singleSignOnRoutes(world, page),
    // Browsers ask for it by themselves.
    page('GET', '/favicon.ico', () => ({ status: 204, headers: { 'cache-control': 'max-age=86400' } })),
    page('GET', '/:elsewhere', () =>
      document(world.configuration, 'Not found', tryAgainView(), { status: 404, message: { text: 'There is nothing at this address.', bad: true } }),
    ),
  ].flat();
}

const sentence = (error: RestError): string =>
  error.refusal === 'logInFailed' && error.detail === ''
    ? 'Address or password is wrong, or signing in with a password is off.'
    : `${error.message.replace(/\.$/, '')}.`;

const toPage =
  (world: World) =>
  (exchange: Exchange): Answer => {
    const query = exchange.query.size > 0 ? `?${exchange.query.toString()}` : '';
    return { status: 302, headers: { location: `${world.configuration.pageUrl}${exchange.path}${query}` } };
  };
