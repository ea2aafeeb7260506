import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';

export const usageQuery = (organizationId: string, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: [...keys.usage(organizationId), days.from, days.to],
    queryFn: () => answered(api.GET('/organizations/{organizationId}/usage', { params: { path: { organizationId }, query: days } })),
    placeholderData: keepPreviousData,
    // A running cluster counts on.
    refetchInterval: 60_000,
  });
