/** The part of the page that talks with the identity provider: away, back, and the question in between. */
import { RestError } from '../errors.ts';
import { form, type Answer, type Exchange } from '../http/exchange.ts';
import type { Route } from '../http/route.ts';
import { openSession } from '../log-in.ts';
import { beginLogIn, finishLogIn, type Answered } from '../oidc/log-in.ts';
import * as oauthClients from '../store/oauth-clients.ts';
import * as variables from '../store/variables.ts';
import type { World } from '../world.ts';
import { seeOther } from './origin.ts';
import { document, questionView, signInView, tryAgainView, type Message } from './views.ts';

type Page = (method: 'GET' | 'POST', path: string, run: (exchange: Exchange) => Answer | Promise<Answer>) => Route[];

export function signInPage(world: World, more: { status?: number; message?: Message; cookies?: string[] } = {}): Answer {
  const { database, configuration } = world;
  const isOn = variables.isOn(database, 'oauth_enabled');
  const providers = (isOn ? oauthClients.list(database) : []).map((client) => ({
    name: client.providerName,
    label: client.providerDisplayName ?? client.providerName,
  }));
  const password = !variables.isOn(database, 'disable_password_login');
  return document(configuration, 'Sign in', signInView({ providers, password }), more);
}

function refused(world: World, error: unknown): Answer {
  if (!(error instanceof RestError)) throw error;
  const text = `You could not be signed in. ${error.message.replace(/\.$/, '')}.`;
  return document(world.configuration, 'Not signed in', tryAgainView(), { status: error.status, message: { text, bad: true } });
}

async function begin(world: World, exchange: Exchange, providerName: string): Promise<Answer> {
  try {
    const { loginUrl, cookies } = await beginLogIn(world, exchange, providerName);
    return { status: 302, headers: { location: loginUrl }, cookies };
  } catch (error) {
    return refused(world, error);
  }
}

async function finish(world: World, exchange: Exchange, answered: Answered): Promise<Answer> {
  try {
    const result = await finishLogIn(world, exchange, answered);
    if ('question' in result) return document(world.configuration, 'Agree', questionView(result.question, answered.state));
    return seeOther('/', (await openSession(world, result.user)).cookies ?? []);
  } catch (error) {
    return refused(world, error);
  }
}

const errorsInWords = new Map([
  ['access_denied', 'The identity provider did not let you through'],
  ['login_required', 'You are not signed in at the identity provider'],
  ['server_error', 'The identity provider has a problem'],
  ['temporarily_unavailable', 'The identity provider is not available at present'],
]);

function providerRefused(world: World, query: URLSearchParams): Answer {
  const error = query.get('error') ?? '';
  const description = query.get('error_description');
  const words = errorsInWords.get(error) ?? 'The identity provider refused';
  const text = `You could not be signed in. ${words}${description ? `: ${description.slice(0, 500)}` : ` (${error.slice(0, 100)})`}`;
  return document(world.configuration, 'Not signed in', tryAgainView(), { status: 401, message: { text, bad: true } });
}

export function singleSignOnRoutes(world: World, page: Page): Route[][] {
  return [
    page('GET', '/sign-in/:provider', (exchange) => begin(world, exchange, exchange.params['provider'] ?? '')),
    page('GET', '/autoOauth', (exchange) => {
      const [first] = oauthClients.list(world.database);
      return first ? begin(world, exchange, first.providerName) : seeOther('/');
    }),
    page('GET', '/callback', (exchange) => {
      const { query } = exchange;
      if (query.has('error')) return providerRefused(world, query);
      return finish(world, exchange, { code: query.get('code') ?? '', state: query.get('state') ?? '', chosenEmail: '', consent: false });
    }),
    page('POST', '/consent', (exchange) => {
      const fields = form(exchange);
      return finish(world, exchange, { code: '', state: fields.get('state') ?? '', chosenEmail: fields.get('chosenEmail') ?? '', consent: true });
    }),
  ];
}
