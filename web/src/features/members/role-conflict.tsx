import { Text } from '@mantine/core';
import type { Member } from '../../api/types.ts';
import { ConflictAlert } from '../../ui/conflict-alert.tsx';
import { useNow } from '../../ui/use-now.ts';
import { roleConflict } from './role-conflict-sentence.ts';

type Props = {
  /** As it is now. */
  member: Member;
  /** When the role that was on the page had been changed, if ever. */
  seenChangedAt: string | null;
  mine: 'administrator' | 'member';
  busy: boolean;
  onApplyMine: () => void;
  onTakeNewer: () => void;
};

/** Somebody else changed the member between the look and the click. */
export function RoleConflict({ member, seenChangedAt, mine, ...rest }: Props) {
  const now = useNow(1_000);
  return (
    <ConflictAlert sentence={roleConflict(member, seenChangedAt, now)} {...rest}>
      <Text size="sm">{member.role === mine ? 'It is now just as you wanted it.' : `You ${mine === 'administrator' ? 'ticked' : 'unticked'} Admin.`}</Text>
    </ConflictAlert>
  );
}
