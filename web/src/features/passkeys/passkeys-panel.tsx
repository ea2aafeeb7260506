import { Button, Group, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/keys.ts';
import type { Passkey, Passkeys } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatAgo, formatDay, formatInstant } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import { browserHasPasskeys } from './browser-passkey.ts';
import { AddPasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';
import { deletePasskey, passkeysQuery } from './queries.ts';

type Open = { deed: 'add' } | { deed: 'rename' | 'remove'; passkey: Passkey } | null;

export function PasskeysPanel() {
  const list = useQuery(passkeysQuery);
  const [open, setOpen] = useState<Open>(null);
  return (
    <Section title="Passkeys" note="Your fingerprint, face or PIN on this device signs you in, without password and code. Nothing that could be stolen leaves the device.">
      {list.isPending && <RowsSkeleton rows={1} what="your passkeys" />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.data && <Kept passkeys={list.data} onOpen={setOpen} />}
      <Dialogs open={open} onClose={() => setOpen(null)} />
    </Section>
  );
}

function Kept({ passkeys: { items, allows }, onOpen }: { passkeys: Passkeys; onOpen: (open: Open) => void }) {
  const allowed = allows.create === true && !browserHasPasskeys() ? 'This browser knows no passkeys.' : allows.create;
  return (
    <>
      {items.length === 0 ? <Text size="sm" mb="sm">You have no passkey yet.</Text> : (
        <RowTable caption="Passkeys" columns={['Name', 'Added', 'Last used', 'Actions']} hiddenHeads={['Actions']}>
          {items.map((passkey) => <PasskeyRow key={passkey.id} passkey={passkey} onOpen={onOpen} />)}
        </RowTable>
      )}
      <ReasonedButton allowed={allowed} variant={items.length > 0 ? 'default' : 'filled'} mt="xs" onClick={() => onOpen({ deed: 'add' })}>Add a passkey</ReasonedButton>
      {typeof allowed === 'string' && <Text size="sm" c="dimmed" mt="xs">{allowed}</Text>}
    </>
  );
}

function Dialogs({ open, onClose }: { open: Open; onClose: () => void }) {
  if (open === null) return null;
  if (open.deed === 'add') return <AddPasskeyDialog onClose={onClose} />;
  return open.deed === 'rename' ? <RenamePasskeyDialog passkey={open.passkey} onClose={onClose} /> : <RemoveDialog passkey={open.passkey} onClose={onClose} />;
}

function PasskeyRow({ passkey, onOpen }: { passkey: Passkey; onOpen: (open: Open) => void }) {
  const now = useNow();
  const { name, createdAt, lastUsedAt } = passkey;
  return (
    <Table.Tr aria-label={name}>
      <Table.Th scope="row" className="breakable"><Text span size="sm" fw={600}>{name}</Text></Table.Th>
      <Table.Td data-column="Added" className="figures">{formatDay(createdAt)}</Table.Td>
      <Table.Td data-column="Last used" className="figures" title={lastUsedAt ? formatInstant(lastUsedAt) : undefined}>{lastUsedAt ? formatAgo(lastUsedAt, now) : 'Not used yet'}</Table.Td>
      <Table.Td ta="right">
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <Button size="compact-sm" variant="subtle" onClick={() => onOpen({ deed: 'rename', passkey })} aria-label={`Rename ${name}`}>Rename</Button>
          <Button size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={() => onOpen({ deed: 'remove', passkey })} aria-label={`Remove ${name}`}>Remove</Button>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function RemoveDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deletePasskey(passkey.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.passkeys });
      sayDone(`The passkey “${passkey.name}” is removed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog title={`Remove the passkey “${passkey.name}”?`} action={`Remove ${passkey.name}`} busy={remove.isPending} error={remove.error} onCancel={onClose} onConfirm={() => remove.mutate()}>
      <Text size="sm">It signs in no longer. Browsers that are signed in stay so. The device may go on offering it until you delete it there too.</Text>
    </ConfirmDialog>
  );
}
