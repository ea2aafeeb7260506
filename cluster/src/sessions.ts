import { randomBytes } from 'node:crypto';

export const sessionCookie = 'SESSION';
export const tokenCookie = 'proxy_session';

export type BrowserSessions = ReturnType<typeof browserSessions>;

const limit = 10_000;

/**
 * Sessions of browsers by the value of their cookie, and who logged in with them; they bind the state of a single
 * sign-on to the browser that began it. In memory: they end with the process. The oldest give way past the limit.
 */
export function browserSessions() {
  const usernames = new Map<string, string | null>();
  const begin = (username: string | null): string => {
    const oldest = usernames.size >= limit ? usernames.keys().next().value : undefined;
    if (oldest !== undefined) usernames.delete(oldest);
    const id = randomBytes(24).toString('base64url');
    usernames.set(id, username);
    return id;
  };
  return {
    begin,
    isKnown: (id: string | undefined): id is string => id !== undefined && usernames.has(id),
    usernameOf: (id: string | undefined): string | null => (id === undefined ? null : (usernames.get(id) ?? null)),
    end: (id: string | undefined): void => void (id !== undefined && usernames.delete(id)),
  };
}
