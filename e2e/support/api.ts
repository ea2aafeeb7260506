/** The API as a program uses it: with the cookies of a person's browser, every other header by hand. */
import type { APIResponse } from '@playwright/test';
import { findLink } from './mailbox.ts';
import { password, type Person } from './person.ts';
import { until, type Product } from './product.ts';

export type Answer<Body> = { status: number; body: Body; response: APIResponse };
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Api = {
  /** Any request at all; redirects are not followed. `headers` replaces those that a page of ours would send. */
  ask<Body>(method: Method, path: string, more?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer<Body>>;
  /** As `ask` under /api/v1, and throws unless it succeeds. */
  get<Body>(path: string): Promise<Body>;
  send<Body>(method: Method, path: string, body?: unknown): Promise<Body>;
};

export function apiOf({ context }: Person, { url }: Product): Api {
  const fromOurPages = { origin: url, 'content-type': 'application/json' };
  async function ask<Body>(method: Method, path: string, { body, headers }: { body?: unknown; headers?: Record<string, string> } = {}): Promise<Answer<Body>> {
    const response = await context.request.fetch(new URL(path, url).href, {
      method, maxRedirects: 0,
      headers: headers ?? (method === 'GET' ? {} : fromOurPages),
      ...(method === 'GET' ? {} : { data: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }),
    });
    const text = await response.text();
    return { status: response.status(), body: parsed(text) as Body, response };
  }
  /** As our pages do: a change of the organization names the version that was seen. */
  async function headersFor(method: Method, path: string): Promise<Record<string, string>> {
    const organization = /^(\/organizations\/[^/]+)(?:\/permissions)?$/.exec(path)?.[1];
    if (method === 'GET') return {};
    if (!organization || !['PATCH', 'PUT'].includes(method)) return fromOurPages;
    const { body } = await ask<{ version: number }>('GET', `/api/v1${organization}`);
    return { ...fromOurPages, 'if-match': `"${body.version}"` };
  }
  async function send<Body>(method: Method, path: string, body?: unknown): Promise<Body> {
    const answer = await ask<Body>(method, `/api/v1${path}`, { body, headers: await headersFor(method, path) });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  return { ask, send, get: (path) => send('GET', path) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type Self = { id: string; organizations: { id: string; slug: string; name: string; role: string }[] };

/** Registers and confirms without a page (M02). Resolves with the own organization. */
export async function registerQuietly(person: Person, product: Product): Promise<{ api: Api; id: string; slug: string }> {
  const { givenName, familyName, email } = person;
  const api = apiOf(person, product);
  await api.send('POST', '/users', { givenName, familyName, email, password });
  const link = await findLink(product.mailboxUrl, email, /http\S+\/verify#\S+/);
  await api.send('POST', '/users/verify', { token: new URL(link).hash.slice(1) });
  await api.send('PATCH', '/me', { welcomeClosed: true });
  const { organizations } = await api.get<Self>('/me');
  return { api, id: organizations[0]!.id, slug: organizations[0]!.slug };
}

export async function signInQuietly(person: Person, product: Product): Promise<Api> {
  const api = apiOf(person, product);
  const { status } = await api.ask('POST', '/api/auth/sign-in/email', { body: { email: person.email, password } });
  if (status !== 200) throw new Error(`Signing in answered ${status}`);
  return api;
}

/** The owner invites, the other accepts. */
export async function join(owner: Api, organizationId: string, { api, email }: { api: Api; email: string }, administrator = false): Promise<void> {
  const { id } = await owner.send<{ id: string }>('POST', `/organizations/${organizationId}/invitations`, { email, administrator });
  await api.send('POST', `/invitations/${id}/accept`);
}

export type ClusterSeen = {
  id: string; name: string; state: string; url: string; apiUrl: string; lastHeartbeatAt: string | null;
  problem: { message: string } | null; fault: { message: string } | null;
};
type Wish = { name: string; version?: string; userManagement?: 'managed' | 'unmanaged' };

export async function connectMachine(api: Api, organizationId: string): Promise<string> {
  return (await api.send<{ id: string }>('POST', `/organizations/${organizationId}/cloud-accounts`, { kind: 'local', name: 'This machine' })).id;
}

export const createQuietly = (api: Api, organizationId: string, wish: Wish): Promise<ClusterSeen> =>
  api.send('POST', `/organizations/${organizationId}/clusters`, { version: '3.8.0', ...wish });

/** Resolves once the cluster is in the state. */
export async function reaches(api: Api, organizationId: string, clusterId: string, state: string): Promise<ClusterSeen> {
  let seen: ClusterSeen | null = null;
  await until(async () => {
    seen = await api.get<ClusterSeen>(`/organizations/${organizationId}/clusters/${clusterId}`);
    return seen.state === state;
  }, 60_000, () => `the cluster is not ${state}: ${JSON.stringify(seen)}`);
  return seen!;
}
