import { Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Allowance, ApiKey, Organization } from '../../api/types.ts';
import { CopyValue } from '../../ui/copy-value.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { ApiKeyRow } from './api-key-row.tsx';
import { curlExample } from './key-words.ts';
import { NewKeyDialog } from './new-key-dialog.tsx';
import { apiKeysQuery } from './queries.ts';
import { ReplaceKeyDialog } from './replace-key-dialog.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';

type Open = { deed: 'new' } | { deed: 'replace' | 'revoke'; apiKey: ApiKey };

export function ApiKeysPanel({ organization }: { organization: Organization }) {
  const list = useQuery(apiKeysQuery(organization.id));
  const [open, setOpen] = useState<Open | null>(null);
  if (list.isPending) return <RowsSkeleton rows={2} height={90} what="the API keys" />;
  if (!list.data) return <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />;
  const { items, allows } = list.data;
  const make = <ReasonedButton allowed={allows.createPersonal} onClick={() => setOpen({ deed: 'new' })}>New key</ReasonedButton>;
  return (
    <Stack gap="lg">
      {items.length === 0 ? (
        <EmptyState icon={<IconKey size={34} stroke={1.4} aria-hidden="true" />} title="No API keys yet" action={make}>
          A key lets a program do what you could do here: list clusters in a script, start them in the morning, invite people from another system.
        </EmptyState>
      ) : (
        <>
          <div>{make}</div>
          <KeyTable title="Keys that work" end="Ends" keys={items.filter(({ state }) => state === 'active')} onOpen={setOpen} />
          <KeyTable title="Ended in the last 30 days" end="Ended" keys={items.filter(({ state }) => state !== 'active')} onOpen={setOpen} />
          <Section title="How to use one">
            <Text size="sm" mb="xs">Send it with each request. The address of {organization.name} in the API has its id:</Text>
            <CopyValue value={curlExample(window.location.origin, organization.id, 'hpk_…')} what="the example" />
          </Section>
        </>
      )}
      <OpenDialog organizationId={organization.id} open={open} forOrganization={allows.createForOrganization} onClose={() => setOpen(null)} />
    </Stack>
  );
}

type DialogProps = { organizationId: string; open: Open | null; forOrganization: Allowance; onClose: () => void };

function OpenDialog({ organizationId, open, forOrganization, onClose }: DialogProps) {
  if (!open) return null;
  if (open.deed === 'new') return <NewKeyDialog organizationId={organizationId} forOrganization={forOrganization} onClose={onClose} />;
  const Dialog = open.deed === 'replace' ? ReplaceKeyDialog : RevokeKeyDialog;
  return <Dialog organizationId={organizationId} apiKey={open.apiKey} onClose={onClose} />;
}

function KeyTable({ title, end, keys, onOpen }: { title: string; end: string; keys: ApiKey[]; onOpen: (open: Open) => void }) {
  if (keys.length === 0) return null;
  return (
    <Section title={title} count={keys.length}>
      <RowTable caption={title} columns={['Name', 'Kind', 'May', 'Last used', end, 'Actions']} hiddenHeads={['Actions']}>
        {keys.map((apiKey) => (
          <ApiKeyRow key={apiKey.id} apiKey={apiKey} onReplace={() => onOpen({ deed: 'replace', apiKey })} onRevoke={() => onOpen({ deed: 'revoke', apiKey })} />
        ))}
      </RowTable>
    </Section>
  );
}
