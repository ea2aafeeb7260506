import { call, type Called } from './call.ts';

/** What a browser does for these tests: keeps cookies per host, sends forms with its origin, follows redirects. */
export function browser() {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (url: string): Map<string, string> => {
    const { hostname } = new URL(url);
    if (!jars.has(hostname)) jars.set(hostname, new Map());
    return jars.get(hostname)!;
  };

  const once = async (method: string, url: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<Called> => {
    const cookie = [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const form = fields ? { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin } : {};
    const answer = await call(method, url, {
      headers: { ...(cookie ? { cookie } : {}), ...form, ...headers },
      ...(fields ? { body: new URLSearchParams(fields).toString() } : {}),
    });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (line.includes('Max-Age=0')) jarOf(url).delete(pair.slice(0, at));
      else jarOf(url).set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };

  const follow = async (answer: Called, url: string): Promise<Called & { url: string }> => {
    if (![302, 303, 307].includes(answer.status)) return { ...answer, url };
    const next = new URL(answer.headers.location!, url).href;
    return follow(await once('GET', next), next);
  };

  return {
    once,
    cookies: (url: string): Map<string, string> => jarOf(url),
    open: async (url: string) => follow(await once('GET', url), url),
    send: async (url: string, fields: Record<string, string>, headers?: Record<string, string>) => follow(await once('POST', url, fields, headers), url),
  };
}
