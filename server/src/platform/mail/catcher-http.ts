/** Serves the mailbox on loopback: pages for people, JSON for tests. Reading only. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Box } from './catcher-box.ts';
import { framed, listPage, messagePage, missingPage } from './catcher-page.ts';
import { script, style } from './catcher-style.ts';

export type CatcherPage = { port: number; close(): Promise<void> };

type Answer = { status: number; type: string; body: string; policy?: string };

const pagePolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
// The sandbox also holds when somebody opens the part by itself.
const letterPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'";

/** A port of 0 takes any free one. Rejects when the port is taken. */
export async function listenForReaders(box: Box, port: number): Promise<CatcherPage> {
  const server = createServer((request, response) => send(response, request.method, safely(() => answer(box, request))));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const json = (status: number, value: unknown): Answer => ({ status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) });
const page = (status: number, body: string): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const words = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` });

function answer(box: Box, { method = '', headers, url = '/' }: IncomingMessage): Answer {
  // A page elsewhere can point its own name at this machine; the browser then still sends that name.
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i.test(headers.host ?? '')) return words(421, 'The mailbox answers only to this machine: open it as http://127.0.0.1.');
  if (method !== 'GET' && method !== 'HEAD') return words(405, 'The mailbox can only be read.');
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const to = (searchParams.get('to') ?? '').slice(0, 320);
  if (pathname === '/') return page(200, listPage(box.list(to), to));
  if (pathname === '/mailbox.css') return { status: 200, type: 'text/css; charset=utf-8', body: style };
  if (pathname === '/mailbox.js') return { status: 200, type: 'text/javascript; charset=utf-8', body: script };
  if (pathname === '/api/messages') return json(200, { items: box.list(to) });
  return oneMessage(box, pathname);
}

function oneMessage(box: Box, pathname: string): Answer {
  const [, api, id = '', html] = /^(\/api)?\/messages\/([0-9a-z]{1,40})(\/html)?$/.exec(pathname) ?? [];
  const message = id ? box.find(id) : null;
  if (api && !html) return message ? json(200, message) : json(404, { detail: 'No such letter.' });
  if (!message || api) return page(404, missingPage());
  return html ? { ...page(200, framed(message.html)), policy: letterPolicy } : page(200, messagePage(message));
}

function safely(work: () => Answer): Answer {
  try {
    return work();
  } catch {
    return words(500, 'The mailbox could not read this letter.'); // its file was damaged or removed
  }
}

function send(response: ServerResponse, method: string | undefined, { status, type, body, policy = pagePolicy }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(method === 'HEAD' ? undefined : body);
}
