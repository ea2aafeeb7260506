import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const sessionsQuery = infiniteQueryOptions({
  queryKey: keys.sessions,
  queryFn: ({ pageParam }) => answered(api.GET('/me/sessions', { params: { query: pageParam ? { cursor: pageParam, limit: 20 } : { limit: 20 } } })),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
});

export const endSession = (sessionId: string) => answered(api.DELETE('/me/sessions/{sessionId}', { params: { path: { sessionId } }, body: {} }));
export const endOtherSessions = () => answered(api.POST('/me/sessions/end-others', { body: {} }));
