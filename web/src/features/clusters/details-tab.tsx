import type { Cluster } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { Facts } from '../../ui/facts.tsx';
import { formatAgo, formatInstant, fullName } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

export function DetailsTab({ cluster }: { cluster: Cluster }) {
  const now = useNow();
  return (
    <Facts
      items={[
        ['Id', <CopyValue key="id" value={cluster.id} what="the id" />],
        ['Version', `${cluster.version}. Administrators of the organization are ${cluster.managesAdministrators ? 'administrators on it too' : 'ordinary users on it: that begins with version 2.6.0'}.`],
        ['User management', cluster.userManagement === 'managed' ? 'Managed: accounts follow the membership' : 'Unmanaged: one administrator account'],
        ['Cloud account', cluster.cloudAccount.name],
        ['Created', `${formatInstant(cluster.createdAt)} by ${fullName(cluster.createdBy)} (${cluster.createdBy.email})`],
        ['Running since', cluster.startedAt ? formatInstant(cluster.startedAt) : 'It does not run.'],
        ['API for programs', cluster.apiUrl ? <CopyValue key="api" value={cluster.apiUrl} what="the API address" /> : 'It gets its address while it starts.'],
        ['Last heard from', cluster.lastHeartbeatAt ? formatAgo(cluster.lastHeartbeatAt, now) : 'Not yet'],
      ]}
    />
  );
}
