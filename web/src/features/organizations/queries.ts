import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { Permissions } from '../../api/types.ts';

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.organization(organizationId),
    queryFn: () => answered(api.GET('/api/v1/organizations/{organizationId}', { params: { path: { organizationId } } })),
  });

export const createOrganization = (name: string) => answered(api.POST('/api/v1/organizations', { body: { name } }));

export const updateOrganization = (organizationId: string, body: { name?: string; timeZone?: string }) =>
  answered(api.PATCH('/api/v1/organizations/{organizationId}', { params: { path: { organizationId } }, body }));

export const updatePermissions = (organizationId: string, body: Permissions) =>
  answered(api.PUT('/api/v1/organizations/{organizationId}/permissions', { params: { path: { organizationId } }, body }));
