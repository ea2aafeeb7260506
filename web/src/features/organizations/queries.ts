import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { Organization, Permissions } from '../../api/types.ts';

const of = (organizationId: string) => ({ params: { path: { organizationId } } });

/** The version that was seen goes with a change, so that nobody overwrites what he has not read. */
const ofVersion = ({ id: organizationId, version }: Pick<Organization, 'id' | 'version'>) => ({ params: { path: { organizationId }, header: { 'If-Match': `"${version}"` } } });

export const organizationQuery = (organizationId: string) =>
  queryOptions({ queryKey: keys.organization(organizationId), queryFn: () => answered(api.GET('/organizations/{organizationId}', of(organizationId))) });

export const deletionQuery = (organizationId: string) =>
  queryOptions({ queryKey: keys.preview(organizationId, 'all', 'deletion'), queryFn: () => answered(api.GET('/organizations/{organizationId}/deletion', of(organizationId))), staleTime: 0, gcTime: 0 });

export const createOrganization = (name: string) => answered(api.POST('/organizations', { body: { name } }));

export const updateOrganization = (organization: Organization, body: { name?: string; timeZone?: string }) =>
  answered(api.PATCH('/organizations/{organizationId}', { ...ofVersion(organization), body }));

export const updatePermissions = (organization: Organization, body: Permissions) =>
  answered(api.PUT('/organizations/{organizationId}/permissions', { ...ofVersion(organization), body }));

export const deleteOrganization = (organizationId: string, name: string) => answered(api.DELETE('/organizations/{organizationId}', { ...of(organizationId), body: { name } }));
