import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { filterOf, type AuditView } from './audit-view.ts';

export const auditQuery = (organizationId: string, view: AuditView) =>
  infiniteQueryOptions({
    queryKey: [...keys.audit(organizationId), filterOf(view)],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/organizations/{organizationId}/audit', { params: { path: { organizationId }, query: { ...filterOf(view), ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // What is on screen stays while a filter is typed.
    placeholderData: (before) => before,
  });

export const verifyAudit = (organizationId: string, kept: { number: number; hash: string } | null) =>
  answered(api.POST('/organizations/{organizationId}/audit/verify', { params: { path: { organizationId } }, body: kept ? { kept } : {} }));
