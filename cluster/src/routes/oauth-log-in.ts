import { RestError } from '../errors.ts';
import { clearCookie, form, json, type Answer, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { openSession } from '../log-in.ts';
import { beginLogIn, callbackOf, finishLogIn } from '../oidc/log-in.ts';
import { remoteBase } from '../profile-view.ts';
import { sessionCookie, tokenCookie } from '../sessions.ts';
import * as oauthClients from '../store/oauth-clients.ts';
import type { World } from '../world.ts';
import { endSession } from './session.ts';

// People only: nobody comes in by single sign-on over the administration address.
const listeners = ['api', 'page'] as const;

export function oauthLogInRoutes(world: World): Route[] {
  return [
    {
      method: 'GET',
      path: `${remoteBase}/oauth/login/uri/:provider`,
      listeners,
      guard: 'none',
      run: async (exchange) => {
        const wanted = exchange.query.get('redirect_uri');
        if (wanted !== null && wanted !== callbackOf(world)) throw new RestError('remoteArgument', `redirect_uri is ${callbackOf(world)} here.`);
        const name = exchange.params['provider'] ?? '';
        const { loginUrl, cookies } = await beginLogIn(world, exchange, name);
        return { ...json({ loginUrl, name }), cookies };
      },
    },
    {
      method: 'GET',
      path: `${remoteBase}/oauth/provider/:provider/login/uri`,
      listeners,
      guard: 'none',
      run: async (exchange) => {
        const { loginUrl, cookies } = await beginLogIn(world, exchange, exchange.params['provider'] ?? '');
        const stays = exchange.query.get('redirect') === 'false';
        return stays ? { ...json(loginUrl), headers: { 'content-type': 'text/plain' }, cookies } : { status: 307, headers: { location: loginUrl }, cookies };
      },
    },
    {
      method: 'POST',
      path: `${remoteBase}/auth/oauth/login`,
      listeners,
      guard: 'none',
      run: async (exchange) => {
        const fields = form(exchange);
        const result = await finishLogIn(world, exchange, {
          code: fields.get('code') ?? '',
          state: fields.get('state') ?? '',
          chosenEmail: fields.get('chosenEmail') ?? '',
          consent: fields.get('consent') === 'true',
        });
        return 'question' in result ? json(result.question, 412) : openSession(world, result.user);
      },
    },
    { method: 'GET', path: `${remoteBase}/auth/logout`, listeners, guard: 'none', run: (exchange) => logOut(world, exchange) },
  ];
}

async function logOut(world: World, exchange: Exchange): Promise<Answer> {
  await endSession(world, exchange, '');
  const client = oauthClients.findByProviderName(world.database, exchange.query.get('providerName') ?? '');
  const endpoint = client && (client.endSessionEndpoint ?? (await world.providers.metadataOf(client)).end_session_endpoint);
  const cookies = [clearCookie(tokenCookie), clearCookie(sessionCookie)];
  if (!client || !endpoint) return { status: 200, cookies, body: {} };
  const url = new URL(endpoint);
  url.searchParams.set('client_id', client.clientId);
  url.searchParams.set(client.logoutRedirectParam ?? 'post_logout_redirect_uri', exchange.query.get('redirect_uri') ?? `${world.configuration.pageUrl}/`);
  return { status: 200, cookies, body: { data: url.href } };
}
