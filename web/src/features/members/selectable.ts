import type { Member } from '../../api/types.ts';

/** `true`, or why somebody cannot be part of a selection. */
export function selectable(member: Member): true | string {
  if (member.role === 'owner') return 'The owner cannot be part of a selection: nobody else changes, suspends or removes the owner.';
  return member.you ? 'You cannot select yourself.' : true;
}
