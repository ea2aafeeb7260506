import { describe, expect, test } from 'vitest';
import type { Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { everyPermissions, memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import { mayConfirmBlocks, mayList } from './policy.ts';

const here = 'here' as OrganizationId;

describe('the accounts on a cluster', () => {
  const expected: Record<Role, { list: true; confirmBlocks: true | string }> = {
    owner: { list: true, confirmBlocks: true },
    administrator: { list: true, confirmBlocks: true },
    member: { list: true, confirmBlocks: 'Only the owner and administrators of this organization may confirm that many people are blocked at once.' },
  };
  test.each(roles)('are seen by every member, and many blocks confirmed by owner and administrators alone: %s, whatever the three permissions say (D05, D09)', (role) => {
    for (const permissions of everyPermissions) {
      const actor = memberOf(here, role, permissions);
      const [list, confirm] = [mayList(actor, here), mayConfirmBlocks(actor, here)];
      expect({ list: list.ok || list.because, confirmBlocks: confirm.ok || confirm.because }, JSON.stringify(permissions)).toEqual(expected[role]);
    }
  });

  test.each(Object.entries(outsidersOf(here)))('are nothing to %s (M01)', (_who, actor) => {
    for (const may of [mayList, mayConfirmBlocks]) expect(may(actor, here)).toEqual({ ok: false, kind: 'forbidden', because: 'You are not a member of this organization.' });
  });
});
