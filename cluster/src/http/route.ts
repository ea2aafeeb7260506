import type { GroupName } from '../accounts.ts';
import type { Session } from '../tokens.ts';
import type { User } from '../store/users.ts';
import type { ApiScope } from '../scopes.ts';
import type { Answer, Exchange, ListenerName } from './exchange.ts';

export type Caller = { user: User; roles: readonly GroupName[]; session: Session | null };

type Common = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; listeners?: readonly ListenerName[] };

/**
 * One operation. Guarded ones name the roles that may call it and the scopes of which an API key needs one;
 * without scopes API keys are refused.
 */
export type Route =
  | (Common & { guard: 'none'; run(exchange: Exchange): Answer | Promise<Answer> })
  | (Common & {
      guard: { roles: readonly GroupName[]; scopes?: readonly ApiScope[] };
      run(exchange: Exchange, caller: Caller): Answer | Promise<Answer>;
    });

export type Match = { route: Route; params: Record<string, string> };

/**
 * Finds routes by method and path. A segment `:name` takes anything but a slash.
 * Answers `wrong-method` when only the path is known.
 */
export function routeTable(routes: readonly Route[]) {
  const compiled = routes.map((route) => {
    const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
    return { route, names, pattern: new RegExp(`^${route.path.replaceAll(/:\w+/g, '([^/]+)')}$`) };
  });
  return (listener: ListenerName, method: string, path: string): Match | 'wrong-method' | null => {
    let known = false;
    for (const { route, names, pattern } of compiled) {
      const found = route.listeners?.includes(listener) === false ? null : pattern.exec(path);
      if (!found) continue;
      known = true;
      if (route.method === method) return { route, params: Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')])) };
    }
    return known ? 'wrong-method' : null;
  };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
