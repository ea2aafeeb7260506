import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { Permissions } from '../../api/types.ts';

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: keys.organization(organizationId),
    queryFn: () => answered(api.GET('/organizations/{organizationId}', { params: { path: { organizationId } } })),
  });

export const createOrganization = (name: string) => answered(api.POST('/organizations', { body: { name } }));

export const updateOrganization = (organizationId: string, body: { name?: string; timeZone?: string }) =>
  answered(api.PATCH('/organizations/{organizationId}', { params: { path: { organizationId } }, body }));

export const updatePermissions = (organizationId: string, body: Permissions) =>
  answered(api.PUT('/organizations/{organizationId}/permissions', { params: { path: { organizationId } }, body }));
