import { Alert, Button, CopyButton, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { refresh } from '../../api/changes.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { createLink } from './queries.ts';

type Props = { organizationId: string; invitation: { id: string; email: string }; onClose: () => void };

/** A link of its own, shown once. It opens the invitation and proves nothing about whoever opens it (D03). */
export function CopyLinkDialog({ organizationId, invitation, onClose }: Props) {
  useFocusReturn();
  const queries = useQueryClient();
  const { mutate, ...making } = useMutation({ mutationFn: () => createLink(organizationId, invitation.id), onSuccess: () => refresh(queries, organizationId, 'invitations') });
  useEffect(() => mutate(), [mutate]);
  const link = making.data?.link;
  return (
    <Modal opened onClose={onClose} returnFocus={false} title={`Link for ${invitation.email}`} size="md">
      <Stack gap="md">
        {!making.data && !making.error && <Skeleton height={62} aria-label="Making the link" />}
        <ProblemAlert error={making.error} onRetry={() => mutate()} />
        {link && <TextInput label="Link" description="Shown only this once. A link that was copied earlier no longer works; the one in the mail does." readOnly value={link} data-autofocus onFocus={(event) => event.currentTarget.select()} />}
        <Alert color="gray">
          <Text size="sm">
            This link does not prove the address: whoever opens it must still confirm <strong className="breakable">{invitation.email}</strong> by mail before the invitation can be accepted.
          </Text>
        </Alert>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Close</Button>
          {link && (
            <CopyButton value={link} timeout={4000}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy link'}</Button>}
            </CopyButton>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
