import { useMutation, useQuery } from '@tanstack/react-query';
import type { Organization } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { sayDone } from '../../ui/toast.ts';
import { Consequences } from './consequences.tsx';
import { leave, leavingQuery } from './queries.ts';

type Props = { organization: Organization; onCancel: () => void; onLeft: () => Promise<void> };

/** Anybody but the owner may go (D02). */
export function LeaveDialog({ organization, onCancel, onLeft }: Props) {
  const preview = useQuery(leavingQuery(organization.id));
  const leaving = useMutation({
    mutationFn: () => leave(organization.id),
    onSuccess: async () => {
      sayDone(`You left ${organization.name}.`);
      await onLeft();
    },
  });
  return (
    <ConfirmDialog
      title={`Leave ${organization.name}?`} action={`Leave ${organization.name}`} busy={leaving.isPending} error={leaving.error} waiting={!preview.data}
      onCancel={onCancel} onConfirm={() => leaving.mutate()}
    >
      <Consequences preview={preview} whose="you">
        You lose access at once: this organization, its clusters and its pages. What you made there is kept. To come back, somebody has to invite you again.
      </Consequences>
    </ConfirmDialog>
  );
}
