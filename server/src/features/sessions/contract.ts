import { z } from 'zod';
import { PageQuery, pageOf } from '../../kernel/page.ts';
import { placePattern } from './session.ts';

export const ListSessions = z.strictObject({ ...PageQuery, cursor: z.string().regex(placePattern, 'This cursor does not come from this list.').optional() });
export const EndSession = z.strictObject({ sessionId: z.uuid() });

const SessionView = z
  .object({
    id: z.uuid(),
    /** The one that asks. */
    current: z.boolean(),
    browser: z.string(),
    address: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });

export const SessionPage = pageOf(SessionView);
export const EndedSessions = z.object({ ended: z.int() });
