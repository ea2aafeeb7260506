/** One browser at a served world: keeps the cookies that it is given, and signs in as a page does. */
import type { Served } from './served.ts';

export type WebBrowser = ReturnType<typeof webBrowser>;

export function webBrowser(served: Served, userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0') {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  async function ask(method: string, path: string, body?: unknown) {
    const answer = await served.send(method, path, { headers: { cookie: header() || undefined, 'user-agent': userAgent }, ...(body === undefined ? {} : { body }) });
    for (const cookie of answer.headers['set-cookie'] ?? []) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '' || /max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  }
  return {
    cookies, header, ask,
    get: (path: string) => ask('GET', `/api/v1${path}`),
    post: (path: string, body: object = {}) => ask('POST', `/api/v1${path}`, body),
    signIn: (email: string, password: string, more: object = {}) => ask('POST', '/api/auth/sign-in/email', { email, password, ...more }),
  };
}
