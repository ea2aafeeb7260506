/**
 * Going on to a cluster after a sign-in that did not go through the library: a second step, or a passkey. The library
 * resumes a cluster's log-in wherever an answer sets the session's cookie, so one endpoint of our own sets it once more.
 */
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import type { BetterAuthPlugin } from 'better-auth';
import { z } from 'zod';

export const resumePath = '/resume';

/** Reached through its door alone. The library's provider has checked the query's signature before. */
export const resumption = {
  id: 'hopyard-resume',
  endpoints: {
    resume: createAuthEndpoint(resumePath, { method: 'POST', body: z.object({ oauth_query: z.string() }), use: [sessionMiddleware] }, async (ctx) => {
      const { session, user } = ctx.context.session;
      const askedAt = Number(new URLSearchParams(ctx.body.oauth_query).get('ba_iat'));
      // A cluster that asks for a log-in gets one: a session from before its question is not an answer.
      if (!(session.createdAt.getTime() >= askedAt)) throw new APIError('UNAUTHORIZED', { code: 'SESSION_IS_OLDER' });
      await setSessionCookie(ctx, { session, user });
      return ctx.json({ redirect: false });
    }),
  },
} satisfies BetterAuthPlugin;
