import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { keys } from '../../api/keys.ts';
import type { Authenticator } from '../../api/types.ts';
import { formatDay, plural } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { Section } from '../../ui/section.tsx';
import { sayDone } from '../../ui/toast.ts';
import { ConfirmWithCodeDialog } from './confirm-with-code-dialog.tsx';
import { authenticatorQuery, removeAuthenticator, renewRecoveryCodes } from './queries.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

const EnrolDialog = lazy(() => import('./enrol-dialog.tsx').then((loaded) => ({ default: loaded.EnrolDialog })));

type Open = 'enrol' | 'remove' | 'renew' | readonly string[] | null;

/** Two-step sign-in: on or off, and its recovery codes. */
export function TwoStepPanel() {
  const queries = useQueryClient();
  const authenticator = useQuery(authenticatorQuery);
  const [open, setOpen] = useState<Open>(null);
  const refreshed = () => void queries.invalidateQueries({ queryKey: keys.authenticator });
  const close = () => setOpen(null);
  return (
    <Section title="Two-step sign-in" note="After your password, signing in asks for a code that an app on your phone makes. Whoever learns your password alone does not get in.">
      {authenticator.isPending && <RowsSkeleton rows={1} what="two-step sign-in" />}
      <ProblemAlert error={authenticator.error} onRetry={() => void authenticator.refetch()} />
      {authenticator.data && <State authenticator={authenticator.data} onOpen={setOpen} />}
      {open === 'enrol' && <Suspense><EnrolDialog onClose={close} /></Suspense>}
      {open === 'remove' && (
        <ConfirmWithCodeDialog title="Switch two-step sign-in off?" action="Switch off" perform={removeAuthenticator} onCancel={close} onDone={() => { refreshed(); sayDone('Two-step sign-in is off.'); close(); }}>
          <Text size="sm">From then on your password alone signs in. The app’s codes and the recovery codes are good for nothing any more. A letter tells your mailbox.</Text>
        </ConfirmWithCodeDialog>
      )}
      {open === 'renew' && (
        <ConfirmWithCodeDialog title="Make new recovery codes?" action="Make new codes" perform={renewRecoveryCodes} onCancel={close} onDone={({ recoveryCodes }) => { refreshed(); setOpen(recoveryCodes ?? null); }}>
          <Text size="sm">The codes that you have are good for nothing from then on.</Text>
        </ConfirmWithCodeDialog>
      )}
      {Array.isArray(open) && (
        <Modal opened onClose={close} title="New recovery codes" size="md" closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false}>
          <RecoveryCodes codes={open} onKept={close} />
        </Modal>
      )}
    </Section>
  );
}

function State({ authenticator, onOpen }: { authenticator: Authenticator; onOpen: (open: Open) => void }) {
  const { state, since, recoveryCodesLeft } = authenticator;
  if (state !== 'on') {
    return (
      <Stack gap="sm">
        <Text size="sm"><strong>Off.</strong> {state === 'waiting' ? 'You began, and did not enter the app’s first code. Begin again with a new QR code.' : 'Your password alone signs in.'}</Text>
        <Button onClick={() => onOpen('enrol')} w="fit-content">Switch two-step sign-in on</Button>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <Text size="sm"><strong>On</strong>{since && ` since ${formatDay(since)}`}. {plural(recoveryCodesLeft, 'recovery code is', 'recovery codes are')} left.</Text>
      {recoveryCodesLeft < 3 && <Alert color="amber" variant="light" title="Make new recovery codes">Without your phone, they are the only way in.</Alert>}
      <Group gap="xs">
        <Button variant="default" onClick={() => onOpen('renew')}>Make new recovery codes</Button>
        <Button variant="subtle" color="brick" className="dangerous" onClick={() => onOpen('remove')}>Switch off</Button>
      </Group>
    </Stack>
  );
}
