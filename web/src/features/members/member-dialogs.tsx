import { lazy, Suspense, type RefObject } from 'react';
import type { Member } from '../../api/types.ts';
import type { BulkDeed } from './bulk-bar.tsx';

// Loaded when the first of them is opened.
const RemoveMemberDialog = lazy(() => import('./remove-member-dialog.tsx').then((loaded) => ({ default: loaded.RemoveMemberDialog })));
const SuspendMemberDialog = lazy(() => import('./suspend-member-dialog.tsx').then((loaded) => ({ default: loaded.SuspendMemberDialog })));
const ReinstateMemberDialog = lazy(() => import('./suspend-member-dialog.tsx').then((loaded) => ({ default: loaded.ReinstateMemberDialog })));
const DemoteMemberDialog = lazy(() => import('./demote-member-dialog.tsx').then((loaded) => ({ default: loaded.DemoteMemberDialog })));
const BulkDialog = lazy(() => import('./bulk-dialog.tsx').then((loaded) => ({ default: loaded.BulkDialog })));

const dialogs = { remove: RemoveMemberDialog, suspend: SuspendMemberDialog, reinstate: ReinstateMemberDialog, demote: DemoteMemberDialog };

export type OpenDialog = { deed: keyof typeof dialogs; member: Member };

type Props = {
  organizationId: string;
  /** The rows as they are now, so that a dialog acts on the newest version. */
  members: Member[];
  dialog: OpenDialog | null;
  bulk: { deed: BulkDeed; members: Member[] } | null;
  panel: RefObject<HTMLDivElement | null>;
  onClose: () => void;
  onClear: () => void;
};

export function MemberDialogs({ organizationId, members, dialog, bulk, panel, onClose, onClear }: Props) {
  const Dialog = dialog && dialogs[dialog.deed];
  const onRemoved = () => {
    const next = dialog && rowAfter(members, dialog.member);
    onClose();
    // The row with the button is gone: the focus goes to the next one instead of the top of the page.
    setTimeout(() => {
      const row = next && panel.current?.querySelector<HTMLElement>(`[data-member="${next}"] button:not([data-disabled])`);
      (row || panel.current)?.focus();
    }, 0);
  };
  return (
    <Suspense>
      {Dialog && <Dialog organizationId={organizationId} member={members.find(({ id }) => id === dialog.member.id) ?? dialog.member} onCancel={onClose} onDone={dialog.deed === 'remove' ? onRemoved : onClose} />}
      {bulk && <BulkDialog organizationId={organizationId} deed={bulk.deed} members={bulk.members} onClose={onClose} onDone={onClear} />}
    </Suspense>
  );
}

function rowAfter(members: Member[], { id }: Member): string | null {
  const index = members.findIndex((member) => member.id === id);
  return (members[index + 1] ?? members[index - 1])?.id ?? null;
}
