import { Group, Table, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Invitation } from '../../api/types.ts';
import { formatDistance, formatInstant, fullName, roleWord } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { resend, withdraw } from './queries.ts';

export function InvitationRow({ organizationId, invitation, now }: { organizationId: string; invitation: Invitation; now: Date }) {
  const queries = useQueryClient();
  const { email, allows } = invitation;
  const done = (sentence: string) => () => {
    sayDone(sentence);
    return refresh(queries, organizationId, 'invitations');
  };
  const resending = useMutation({ mutationFn: () => resend(organizationId, invitation.id), onSuccess: done(`A new mail to ${email} is on its way. The link in the earlier one no longer works.`), onError: sayFailed });
  const removing = useMutation({ mutationFn: () => withdraw(organizationId, invitation.id), onSuccess: done(`The invitation to ${email} is withdrawn.`), onError: sayFailed });

  return (
    <Table.Tr aria-label={email}>
      <Table.Th scope="row" className="breakable">
        <Text span fw={600} size="sm" className="breakable">
          {email}
        </Text>
        <Delivery invitation={invitation} />
      </Table.Th>
      <Table.Td>{roleWord(invitation.role)}</Table.Td>
      <Table.Td data-column="by" miw={112} className="breakable" title={invitation.invitedBy.email}>{fullName(invitation.invitedBy)}</Table.Td>
      <Table.Td className="figures" title={formatInstant(invitation.expiresAt)}>
        {invitation.state === 'expired' ? <Text size="sm" c="var(--mantine-color-error)" fw={600}>Expired</Text> : formatDistance(invitation.expiresAt, now)}
      </Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <ReasonedButton allowed={allows.resend} size="compact-sm" variant="default" loading={resending.isPending} onClick={() => resending.mutate()} aria-label={`Re-send to ${email}`}>
            Re-send
          </ReasonedButton>
          <ReasonedButton allowed={allows.withdraw} size="compact-sm" variant="subtle" color="brick" className="dangerous" loading={removing.isPending} onClick={() => removing.mutate()} aria-label={`Remove the invitation to ${email}`}>
            Remove
          </ReasonedButton>
        </Group>
      </Table.Td>
    </Table.Tr>
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
      <IconAlertTriangle size={14} aria-hidden="true" />
      <Text size="xs" className="breakable">
        The mail could not be delivered{error ? `: ${error}` : '.'}
      </Text>
    </Group>
  );
}
