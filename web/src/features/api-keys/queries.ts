import { queryOptions } from '@tanstack/react-query';
import { answered, api, everyPage } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { NewApiKey } from '../../api/types.ts';

export const apiKeysQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.apiKeys(organizationId),
    queryFn: () => everyPage((query) => answered(api.GET('/organizations/{organizationId}/api-keys', { params: { path: { organizationId }, query } }))),
  });

export const createApiKey = (organizationId: string, body: NewApiKey) =>
  answered(api.POST('/organizations/{organizationId}/api-keys', { params: { path: { organizationId } }, body }));

const one = '/organizations/{organizationId}/api-keys/{apiKeyId}' as const;
export const replaceApiKey = (organizationId: string, apiKeyId: string, body: { graceHours: number; expiresAt: string }) =>
  answered(api.POST(`${one}/replace`, { params: { path: { organizationId, apiKeyId } }, body }));
export const revokeApiKey = (organizationId: string, apiKeyId: string) =>
  answered(api.DELETE(one, { params: { path: { organizationId, apiKeyId } }, body: {} }));
