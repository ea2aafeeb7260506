import { setTimeout as wait } from 'node:timers/promises';
import { authenticate, renewToken } from './authentication.ts';
import { RestError, notFound } from './errors.ts';
import type { Answer, Exchange } from './http/exchange.ts';
import { routeTable, type Route } from './http/route.ts';
import type { World } from './world.ts';

/**
 * The application that all listeners share: find the route, let switched-on faults strike, ask who calls, run.
 * Answers null when the answer is to be lost.
 */
export function application(world: World, routes: readonly Route[]): (exchange: Exchange) => Promise<Answer | null> {
  const find = routeTable(routes);
  return async (exchange) => {
    const match = find(exchange.listener, exchange.method, exchange.path);
    if (match === null) throw notFound();
    if (match === 'wrong-method') throw new RestError('webApplication', `${exchange.method} is not possible here.`, 405);
    await strikeBefore(world, exchange);
    const answer = await run(world, match.route, { ...exchange, params: match.params });
    return world.faults.take(exchange.method, exchange.path, ['drop-after-commit']) ? null : answer;
  };
}

async function run(world: World, route: Route, exchange: Exchange): Promise<Answer> {
  if (route.guard === 'none') return route.run(exchange);
  const caller = await authenticate(world, exchange, route.guard);
  const answer = await route.run(exchange, caller);
  const token = answer.status < 300 ? await renewToken(world, caller) : null;
  return token === null ? answer : { ...answer, headers: { ...answer.headers, authorization: `Bearer ${token}` } };
}

async function strikeBefore(world: World, exchange: Exchange): Promise<void> {
  const take = (kind: 'delay' | 'error-500' | 'unauthorized' | 'conflict') => world.faults.take(exchange.method, exchange.path, [kind]);
  const delay = take('delay');
  if (delay) await wait(delay.delayMs ?? 1000);
  if (take('error-500')) throw new RestError('unknownFailure', 'A switched-on fault.');
  if (take('unauthorized')) throw new RestError('keyWrong', 'A switched-on fault.');
  if (take('conflict')) throw new RestError('userExists', 'A switched-on fault.');
}
