import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Allowance, Member } from '../../api/types.ts';
import { fullName } from '../../ui/format.ts';
import { ReasonedMenuItem } from '../../ui/reasoned-menu-item.tsx';

export type MemberDeed = 'remove' | 'suspend' | 'reinstate' | 'offer';

/** What is done rarely; Admin, Update and Remove stand in the row. */
export function MemberMenu({ member, offer, onDeed }: { member: Member; offer: Allowance; onDeed: (deed: MemberDeed) => void }) {
  const { allows, suspended } = member;
  return (
    <Menu position="bottom-end" width={280} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={`More about ${fullName(member)}`}>
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {suspended ? (
          <ReasonedMenuItem allowed={allows.reinstate} onClick={() => onDeed('reinstate')}>Reinstate</ReasonedMenuItem>
        ) : (
          <ReasonedMenuItem allowed={allows.suspend} onClick={() => onDeed('suspend')}>Suspend…</ReasonedMenuItem>
        )}
        <ReasonedMenuItem allowed={suspended ? 'Reinstate first: only an active member can own the organization.' : offer} onClick={() => onDeed('offer')}>Offer ownership…</ReasonedMenuItem>
      </Menu.Dropdown>
    </Menu>
  );
}
