import { Badge, Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconClockOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Invitation } from '../../api/types.ts';
import { formatAgo, formatDistance, formatInstant, fullName, roleWord } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { SelectCell } from '../../ui/select-cell.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import type { Selection } from '../../ui/use-selection.ts';
import { resend } from './queries.ts';

type Props = { organizationId: string; invitation: Invitation; now: Date; selection: Selection<Invitation>; onDeed: (deed: 'withdraw' | 'copy-link') => void };

export function InvitationRow({ organizationId, invitation, now, selection, onDeed }: Props) {
  const { email, allows } = invitation;
  const isExpired = invitation.state === 'expired';
  return (
    <Table.Tr aria-label={email}>
      <SelectCell name={email} allowed={allows.withdraw} checked={selection.has(invitation)} onToggle={() => selection.toggle(invitation)} />
      <Table.Th scope="row" className="breakable">
        <Group gap={8}>
          <Text span fw={600} size="sm" className="breakable">
            {email}
          </Text>
          {isExpired && <Badge size="sm" variant="light" color="brick" tt="none" leftSection={<IconClockOff size={11} aria-hidden="true" />}>Expired</Badge>}
        </Group>
        {invitation.message && <Text size="xs" c="dimmed" className="breakable" lineClamp={2} title={invitation.message}>“{invitation.message}”</Text>}
        <Delivery invitation={invitation} />
      </Table.Th>
      <Table.Td>{roleWord(invitation.role)}</Table.Td>
      <Table.Td data-column="by" miw={112} className="breakable" title={invitation.invitedBy.email}>{fullName(invitation.invitedBy)}</Table.Td>
      <Table.Td data-column="Sent" className="figures" title={formatInstant(invitation.sentAt)}>{formatAgo(invitation.sentAt, now)}</Table.Td>
      <Table.Td data-column={isExpired ? 'Expired' : 'Expires'} className="figures" title={formatInstant(invitation.expiresAt)}>{formatDistance(invitation.expiresAt, now)}</Table.Td>
      <Table.Td>
        <RowActions organizationId={organizationId} invitation={invitation} onDeed={onDeed} />
      </Table.Td>
    </Table.Tr>
  );
}

function RowActions({ organizationId, invitation, onDeed }: Pick<Props, 'organizationId' | 'invitation' | 'onDeed'>) {
  const queries = useQueryClient();
  const { id, email, allows } = invitation;
  const resending = useMutation({
    mutationFn: () => resend(organizationId, id),
    onSuccess: () => {
      sayDone(`A new mail to ${email} is on its way. The link in the earlier one no longer works.`);
      return refresh(queries, organizationId, 'invitations');
    },
    onError: sayFailed,
  });
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ReasonedButton allowed={allows.resend} size="compact-sm" variant="default" loading={resending.isPending} onClick={() => resending.mutate()} aria-label={`Re-send to ${email}`}>
        Re-send
      </ReasonedButton>
      <ReasonedButton allowed={allows.copyLink} size="compact-sm" variant="default" onClick={() => onDeed('copy-link')} aria-label={`Copy link for ${email}`}>
        Copy link
      </ReasonedButton>
      <ReasonedButton allowed={allows.withdraw} size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={() => onDeed('withdraw')} aria-label={`Remove the invitation to ${email}`}>
        Remove
      </ReasonedButton>
    </Group>
  );
}

function Delivery({ invitation }: { invitation: Invitation }) {
  const { state, error } = invitation.delivery;
  if (state === 'delivered') return null;
  if (state === 'queued') {
    return (
      <Text size="xs" c="dimmed" className="breakable">
        {error ? `The mail could not be sent yet: ${error} It is tried again by itself.` : 'The mail is being sent.'}
      </Text>
    );
  }
  return (
    <Group gap={4} wrap="nowrap" align="flex-start" c="var(--mantine-color-error)">
      <IconAlertTriangle size={14} aria-hidden="true" style={{ flex: 'none', marginTop: 2 }} />
      <Text size="xs" className="breakable">
        The mail could not be delivered{error ? `: ${error}` : '.'}
      </Text>
    </Group>
  );
}
