import type { FastifyRequest } from 'fastify';
import { problem, type Problem } from '../../kernel/problem.ts';

/**
 * A browser names the page that sends a change; a page that is not ours is refused, and so is silence. Null when it is ours.
 * @param publicUrl null for a call with an API key, which no browser adds by itself
 */
export function crossSite(request: FastifyRequest, publicUrl: string | null): Problem | null {
  if (publicUrl !== null && request.headers.origin !== publicUrl) {
    return problem(403, 'wrong-origin', `Changes are accepted from ${publicUrl} only.`, { next: `Open ${publicUrl} and try there.` });
  }
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json' ? null : problem(415, 'wrong-content-type', 'Send application/json.');
}
