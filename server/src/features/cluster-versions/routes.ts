import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import { may } from '../access/permissions.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { VersionsView } from './contract.ts';
import { managesAdministrators, offeredVersions } from './version.ts';

const list = endpoint({
  operation: 'cluster-versions.list', summary: 'The versions that a new cluster can have',
  method: 'GET', path: '/organizations/:organizationId/cluster-versions', access: 'member', reads: true,
  input: OrganizationPath, output: VersionsView,
  load: loadOrganizationId,
  allow: (actor, organizationId) => may(actor, 'cluster-versions.list', organizationId),
  run: async () => ({ items: offeredVersions.map(({ version, isDefault }) => ({ version, isDefault, managesAdministrators: managesAdministrators(version) })) }),
});

export const clusterVersionEndpoints: AnyEndpoint[] = [list];
