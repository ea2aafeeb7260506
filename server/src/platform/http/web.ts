/** The built dashboard: hashed files for ever, the page itself with a fresh nonce each time. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendProblem, unknownRoute } from './problems.ts';

const year = 'public, max-age=31536000, immutable';

export const securityHeaders = (nonce: string | null, secure: boolean): Record<string, string> => ({
  'content-security-policy': [
    `default-src 'self'`, `base-uri 'none'`, `object-src 'none'`, `frame-ancestors 'none'`, `form-action 'self'`, `img-src 'self' data:`,
    `style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}`, `script-src 'self'`,
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});

/** A browser, or a first look with curl at a page's address; a file that is missing is missing. */
function wantsPage({ method, url, headers: { accept = '' } }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  const looks = accept.includes('text/html') || (accept.includes('*/*') && !(path.split('/').at(-1) ?? '').includes('.'));
  return (method === 'GET' || method === 'HEAD') && !path.startsWith('/api/') && looks;
}

/** @param folder of the built dashboard; where it is missing only the API is served */
export async function installWeb(app: FastifyInstance, folder: string, secure: boolean): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => void reply.headers(securityHeaders(null, secure)));
  const index = path.join(folder, 'index.html');
  const template = existsSync(index) ? readFileSync(index, 'utf8') : null;
  if (template) {
    await app.register(fastifyStatic, {
      root: folder, index: false, preCompressed: true, wildcard: false, globIgnore: ['**/index.html*', '**/.*'],
      setHeaders: (reply, file) => void reply.header('cache-control', file.includes('/assets/') ? year : 'no-cache'),
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (!template || !wantsPage(request)) return sendProblem(reply, unknownRoute());
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers(securityHeaders(nonce, secure))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(template.replaceAll('__CSP_NONCE__', nonce));
  });
}
