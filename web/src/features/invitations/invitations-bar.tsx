import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Invitation, InvitationOutcome } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { sayFailed } from '../../ui/toast.ts';
import { resendMany, withdrawMany } from './queries.ts';

const OutcomeDialog = lazy(() => import('../../ui/outcome-dialog.tsx').then((loaded) => ({ default: loaded.OutcomeDialog })));
const WithdrawDialog = lazy(() => import('./withdraw-dialog.tsx').then((loaded) => ({ default: loaded.WithdrawDialog })));

type Props = { organizationId: string; chosen: Invitation[]; onClear: () => void };
type Told = { what: string; outcomes: InvitationOutcome[] };

/** Re-send or withdraw everything that is ticked; each of them is answered for. */
export function InvitationsBar({ organizationId, chosen, onClear }: Props) {
  const queries = useQueryClient();
  const [told, setTold] = useState<Told | null>(null);
  const [asking, setAsking] = useState(false);
  const ids = chosen.map(({ id }) => id);
  const tell = (what: string) => async (outcomes: InvitationOutcome[]) => {
    setAsking(false);
    setTold({ what, outcomes });
    await refresh(queries, organizationId, 'invitations');
  };
  const resending = useMutation({ mutationFn: () => resendMany(organizationId, ids), onSuccess: tell(`Re-send ${plural(ids.length, 'invitation')}`), onError: sayFailed });
  const withdrawing = useMutation({ mutationFn: () => withdrawMany(organizationId, ids), onSuccess: tell(`Withdraw ${plural(ids.length, 'invitation')}`) });
  const close = () => {
    setTold(null);
    onClear();
  };
  return (
    <>
      <SelectionBar label="Selected invitations" count={chosen.length} onClear={onClear}>
        <Button size="compact-sm" variant="default" loading={resending.isPending} onClick={() => resending.mutate()}>Re-send</Button>
        <Button size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={() => setAsking(true)}>Withdraw…</Button>
      </SelectionBar>
      <Suspense>
        {asking && <WithdrawDialog emails={chosen.map(({ email }) => email)} busy={withdrawing.isPending} error={withdrawing.error} onCancel={() => setAsking(false)} onConfirm={() => withdrawing.mutate()} />}
        {told && <OutcomeDialog what={told.what} outcomes={told.outcomes.map(({ id, email, outcome, sentence }) => ({ id, name: email ?? 'An invitation', isDone: outcome === 'done', sentence }))} onClose={close} />}
      </Suspense>
    </>
  );
}
