import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { InviteOutcome, Organization } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import { AddressInput } from './address-input.tsx';
import { afterSending, changed, isInvited, sendable, withAddresses, without, type Invitee } from './invite-list.ts';
import { InviteeRows } from './invitee-rows.tsx';
import classes from './invite-several.module.css';
import { InviteResults } from './invite-results.tsx';
import { inviteMany } from './queries.ts';

const longestMessage = 500;

/** One dialog for many invitations; it stays open with what could not be sent. */
export function InviteSeveralDialog({ organization, onClose, onInvited }: { organization: Organization; onClose: () => void; onInvited: () => void }) {
  useFocusReturn();
  const queries = useQueryClient();
  const [list, setList] = useState<Invitee[]>([]);
  const [message, setMessage] = useState('');
  const [results, setResults] = useState<InviteOutcome[]>([]);
  const closing = useRef<HTMLButtonElement>(null);
  const ready = sendable(list);
  const sending = useMutation({
    mutationFn: () => inviteMany(organization.id, { people: ready, message: message.trim(), onResults: (some) => setResults((before) => [...some, ...before]) }),
    onSuccess: (outcomes) => {
      setList((before) => afterSending(before, outcomes));
      if (outcomes.some(isInvited)) onInvited();
    },
    onSettled: () => {
      closing.current?.focus(); // what was pressed may have gone
      return refresh(queries, organization.id, 'invitations');
    },
  });
  const onText = (text: string) => {
    const next = withAddresses(list, text);
    setList(next.list);
    return next.found;
  };
  const nothingLeft = list.length === 0 && results.length > 0;

  return (
    <Modal opened onClose={onClose} returnFocus={false} title="Invite several people" size="lg">
      <Stack gap="md">
        {results.length > 0 && <InviteResults results={results} failed={list.length} />}
        {!nothingLeft && <AddressInput onText={onText} disabled={sending.isPending} />}
        {list.length > 0 && (
          <InviteeRows
            list={list} administrators={organization.allows.inviteAdministrators}
            onAdministrator={(email, administrator) => setList(changed(list, email, { administrator }))} onRemove={(email) => setList(without(list, email))}
          />
        )}
        <Seats organization={organization} wanted={ready.length} />
        {list.length > 0 && (
          <div>
            <Textarea label="Message (optional)" description="It stands in every mail, under your name." rows={3} maxLength={longestMessage} value={message} onChange={(event) => setMessage(event.currentTarget.value)} />
            <Text size="xs" c="dimmed" mt={4} className={classes['counter'] ?? ''}>{message.length} of {longestMessage} characters</Text>
          </div>
        )}
        <ProblemAlert error={sending.error} />
        <Group justify="flex-end" gap="xs">
          <Button ref={closing} variant={nothingLeft ? 'filled' : 'default'} onClick={onClose}>{results.length > 0 ? 'Close' : 'Cancel'}</Button>
          {!nothingLeft && (
            <Button loading={sending.isPending} disabled={ready.length === 0} onClick={() => sending.mutate()}>
              {ready.length === 0 ? 'Invite' : `Invite ${plural(ready.length, 'person', 'people')}`}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Seats({ organization, wanted }: { organization: Organization; wanted: number }) {
  const { seats } = organization;
  if (!seats) return null;
  if (wanted > seats.free) {
    return (
      <Alert color="amber" role="status" title={seats.free === 0 ? 'No seat is left' : `Only ${plural(seats.free, 'seat')} left`}>
        {seats.used} of {seats.limit} seats are taken by members and open invitations. Who finds no seat stays on the list.
      </Alert>
    );
  }
  return <Text size="sm" c="dimmed">{plural(seats.free - wanted, 'seat')} left of {seats.limit}{wanted > 0 ? ' after these invitations' : ''}.</Text>;
}
