import { List, Text } from '@mantine/core';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { plural } from '../../ui/format.ts';

type Props = { emails: string[]; busy: boolean; error: unknown; onCancel: () => void; onConfirm: () => void };

/** The mail is out already, so what is withdrawn cannot come back: only a new invitation can follow. */
export function WithdrawDialog({ emails, busy, error, onCancel, onConfirm }: Props) {
  const single = emails.length === 1 ? emails[0] : null;
  const what = single ? `the invitation to ${single}` : plural(emails.length, 'invitation');
  return (
    <ConfirmDialog title={`Withdraw ${what}?`} action={`Withdraw ${what}`} busy={busy} error={error} onCancel={onCancel} onConfirm={onConfirm}>
      <Text size="sm">
        {single ? 'The link in the mail and every copied one stop working' : 'The links in the mails and all copied ones stop working'} at once, and no letter says so. {single ? 'Its seat is' : 'Their seats are'} free again. You can invite the same {single ? 'address' : 'addresses'} anew at any time.
      </Text>
      {!single && (
        <List size="sm" className="breakable" style={{ maxHeight: 200, overflowY: 'auto' }} tabIndex={0} aria-label="Selected invitations">
          {emails.map((email) => <List.Item key={email}>{email}</List.Item>)}
        </List>
      )}
    </ConfirmDialog>
  );
}
