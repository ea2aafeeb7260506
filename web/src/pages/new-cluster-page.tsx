import { Alert, Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import type { Organization } from '../api/types.ts';
import { cloudAccountsQuery } from '../features/cloud-accounts/queries.ts';
import { NewClusterWizard } from '../features/clusters/new-cluster-wizard.tsx';
import { versionsQuery } from '../features/clusters/queries.ts';
import { paths } from '../paths.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useShell } from './shell-context.ts';

export function NewClusterPage() {
  const { organization } = useShell();
  const may = organization.allows.createCluster;
  return (
    <>
      <Anchor component={Link} to={paths.clusters(organization.slug)} fz="sm" underline="hover" mb="xs" display="inline-flex">
        <IconArrowLeft size={16} aria-hidden="true" />&nbsp;Clusters
      </Anchor>
      <PageHeader title="Create a cluster" />
      {may === true ? <Wizard organization={organization} /> : <Alert color="gray" title="You cannot create one here">{may}</Alert>}
    </>
  );
}

function Wizard({ organization }: { organization: Organization }) {
  const router = useRouter();
  const accounts = useQuery(cloudAccountsQuery(organization.id));
  const versions = useQuery(versionsQuery(organization.id));
  const leave = () => router.history.push(paths.clusters(organization.slug));
  const retry = () => {
    void accounts.refetch();
    void versions.refetch();
  };
  if (accounts.data && versions.data) {
    return (
      <NewClusterWizard
        organization={organization} accounts={accounts.data.items} versions={versions.data.items}
        cloudAccountsPath={paths.cloudAccounts(organization.slug)} onCreated={leave} onCancel={leave}
      />
    );
  }
  return (
    <>
      <ProblemAlert error={accounts.error ?? versions.error} onRetry={retry} />
      {!accounts.error && !versions.error && <RowsSkeleton rows={2} height={80} what="what a cluster can be made of" />}
    </>
  );
}
