import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { refresh } from '../../api/changes.ts';
import type { Invitation } from '../../api/types.ts';
import { sayDone } from '../../ui/toast.ts';
import { withdraw } from './queries.ts';

const CopyLinkDialog = lazy(() => import('./copy-link-dialog.tsx').then((loaded) => ({ default: loaded.CopyLinkDialog })));
const WithdrawDialog = lazy(() => import('./withdraw-dialog.tsx').then((loaded) => ({ default: loaded.WithdrawDialog })));

export type OpenDialog = { deed: 'withdraw' | 'copy-link'; invitation: Invitation };

type Props = { organizationId: string; dialog: OpenDialog | null; onClose: () => void };

export function InvitationDialogs({ organizationId, dialog, onClose }: Props) {
  if (!dialog) return null;
  const { deed, invitation } = dialog;
  return (
    <Suspense>
      {deed === 'withdraw' ? <Withdrawal organizationId={organizationId} invitation={invitation} onClose={onClose} /> : <CopyLinkDialog organizationId={organizationId} invitation={invitation} onClose={onClose} />}
    </Suspense>
  );
}

function Withdrawal({ organizationId, invitation: { id, email }, onClose }: { organizationId: string; invitation: Invitation; onClose: () => void }) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => withdraw(organizationId, id),
    onSuccess: async () => {
      await refresh(queries, organizationId, 'invitations');
      sayDone(`The invitation to ${email} is withdrawn.`);
      onClose();
    },
  });
  return <WithdrawDialog emails={[email]} busy={removing.isPending} error={removing.error} onCancel={onClose} onConfirm={() => removing.mutate()} />;
}
