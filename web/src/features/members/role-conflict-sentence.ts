import type { Member } from '../../api/types.ts';
import { whoWasFaster } from '../../ui/who-was-faster.ts';

type Changed = Pick<Member, 'role' | 'suspended' | 'roleChanged'>;

const words = { owner: 'now the owner', administrator: 'now an administrator', member: 'now an ordinary member' } as const;

/**
 * "Carol Clark changed this 5 seconds ago: now an administrator." What changed may also be a suspension, of which
 * nothing is said of the role.
 * @param seenChangedAt when the role that was on the page had been changed, if ever
 */
export function roleConflict({ role, suspended, roleChanged }: Changed, seenChangedAt: string | null, now: Date): string {
  const isOfRole = roleChanged !== null && roleChanged.at !== seenChangedAt;
  if (isOfRole) return whoWasFaster({ at: roleChanged.at, by: roleChanged.by ?? 'The operator' }, now, words[role]);
  return suspended ? whoWasFaster({ at: suspended.since, by: suspended.by ?? 'Somebody' }, now, 'now suspended') : whoWasFaster(null, now, words[role]);
}
