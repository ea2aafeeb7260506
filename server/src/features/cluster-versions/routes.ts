import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import { toPage } from '../../kernel/page.ts';
import { may } from '../access/permissions.ts';
import { ListVersions, VersionPage } from './contract.ts';
import { managesAdministrators, offeredVersions } from './version.ts';

const list = endpoint({
  operation: 'cluster-versions.list', summary: 'The versions that a new cluster can have',
  method: 'GET', path: '/organizations/:organizationId/cluster-versions', access: 'member', reads: true,
  input: ListVersions, output: VersionPage,
  load: loadOrganizationId,
  allow: (actor, organizationId) => may(actor, 'cluster-versions.list', organizationId),
  run: async (_scope, _organizationId, { cursor, limit }) => {
    const rest = offeredVersions.slice(1 + offeredVersions.findIndex(({ version }) => version === cursor)); // none or a strange cursor: from the start
    return toPage(rest, limit, ({ version }) => version, (offered) => ({ ...offered, managesAdministrators: managesAdministrators(offered.version) }));
  },
});

export const clusterVersionEndpoints: AnyEndpoint[] = [list];
