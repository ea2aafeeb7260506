import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CloudAccount, Organization } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { CloudAccountRow } from './cloud-account-row.tsx';
import { ConnectAccount } from './connect-account.tsx';
import { DeleteAccountDialog } from './delete-account-dialog.tsx';
import { cloudAccountsQuery } from './queries.ts';

export function CloudAccountsPanel({ organization }: { organization: Organization }) {
  const list = useQuery(cloudAccountsQuery(organization.id));
  const [deleting, setDeleting] = useState<CloudAccount | null>(null);
  if (list.isPending) return <RowsSkeleton rows={2} height={90} what="the cloud accounts" />;
  if (!list.data) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const { items, allows } = list.data;
  return (
    <Stack gap="lg">
      <Section title="Connected">
        {items.length === 0 && (
          <Text size="sm" c="dimmed">
            None yet. Connect one below; it becomes the organization’s default.
          </Text>
        )}
        {items.length > 0 && (
          <RowTable caption="Connected cloud accounts" columns={['Name', 'Kind', 'Connected', 'Clusters', 'Actions']} hiddenHeads={['Actions']}>
            {items.map((account) => (
              <CloudAccountRow key={account.id} organizationId={organization.id} account={account} onDelete={() => setDeleting(account)} />
            ))}
          </RowTable>
        )}
        {items.length > 0 && organization.allows.createCluster === true && items.every(({ clusterCount }) => clusterCount === 0) && (
          <Text mt="md">Now <Anchor component={Link} to={paths.newCluster(organization.slug)}>create a cluster</Anchor> in it.</Text>
        )}
      </Section>
      <ConnectAccount organizationId={organization.id} allowed={allows.create} names={items.map(({ name }) => name)} />
      {deleting && <DeleteAccountDialog organizationId={organization.id} account={deleting} onClose={() => setDeleting(null)} />}
    </Stack>
  );
}
