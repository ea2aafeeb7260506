import { Button } from '@mantine/core';
import { IconCloudPlus, IconPlant2, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Organization } from '../api/types.ts';
import { ClustersList } from '../features/clusters/clusters-list.tsx';
import { clustersQuery } from '../features/clusters/queries.ts';
import { ReceivedInvitations } from '../features/invitations/received-invitations.tsx';
import { Welcome } from '../features/users/welcome.tsx';
import { paths } from '../paths.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ReasonedButton } from '../ui/reasoned-button.tsx';
import { useShell } from './shell-context.ts';

const OfferPanel = lazy(() => import('../features/ownership-offers/offer-panel.tsx').then((loaded) => ({ default: loaded.OfferPanel })));
const AccountsTab = lazy(() => import('../features/cluster-accounts/accounts-tab.tsx').then((loaded) => ({ default: loaded.AccountsTab })));

export function ClustersPage() {
  const router = useRouter();
  const { self, organization } = useShell();
  const list = useInfiniteQuery(clustersQuery(organization.id));
  const create = organization.allows.createCluster;
  const go = (place: string) => router.history.push(place);
  return (
    <>
      <ReceivedInvitations onAccepted={(slug) => go(paths.clusters(slug))} />
      <Suspense>
        <OfferPanel organization={organization} onlyReceived />
      </Suspense>
      {list.data && <Welcome self={self} organization={organization} hasCluster={(list.data.pages[0]?.items.length ?? 0) > 0} />}
      <PageHeader
        title="Clusters"
        action={
          <ReasonedButton allowed={create} leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => go(paths.newCluster(organization.slug))}>
            Create cluster
          </ReasonedButton>
        }
      />
      <ClustersList
        organization={organization} empty={<NothingYet organization={organization} />}
        usersOf={(cluster) => <AccountsTab organization={organization} cluster={cluster} />}
      />
    </>
  );
}

/** What to do first, or whom to ask. */
function NothingYet({ organization }: { organization: Organization }) {
  const { slug, defaultCloudAccountId, allows } = organization;
  if (!defaultCloudAccountId && allows.manageCloudAccounts === true) {
    return (
      <EmptyState
        icon={<IconCloudPlus size={44} stroke={1.3} aria-hidden="true" />} title="First, connect a cloud account"
        action={<Button component={Link} to={paths.cloudAccounts(slug)}>Connect a cloud account</Button>}
      >
        Clusters run in it. This machine will do: it takes one click. Everybody in the organization then uses it without setting anything up.
      </EmptyState>
    );
  }
  if (!defaultCloudAccountId) {
    return (
      <EmptyState icon={<IconCloudPlus size={44} stroke={1.3} aria-hidden="true" />} title="No cluster yet">
        Clusters need a cloud account, and this organization has none. Ask its owner or an administrator to connect one; you find them under Members.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconPlant2 size={44} stroke={1.3} aria-hidden="true" />} title="No cluster yet"
      action={allows.createCluster === true ? <Button component={Link} to={paths.newCluster(slug)}>Create the first cluster</Button> : undefined}
    >
      {allows.createCluster === true ? 'It starts by itself, and every member gets an account on it.' : allows.createCluster}
    </EmptyState>
  );
}
