import { describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { everyPermissions, memberOf, outsidersOf } from '../../testing/actors.ts';
import { mayExport, mayList, mayListSeals, mayVerify } from './policy.ts';

const here = 'here' as OrganizationId;
const policies = Object.entries({ mayList, mayExport, mayVerify, mayListSeals });

describe('the audit log', () => {
  test.each(policies)('%s: is for the owner and administrators, and whatever the three permissions say for no ordinary member (D05)', (_name, policy) => {
    for (const permissions of everyPermissions) {
      expect(policy(memberOf(here, 'owner', permissions), here)).toEqual({ ok: true });
      expect(policy(memberOf(here, 'administrator', permissions), here)).toEqual({ ok: true });
      expect(policy(memberOf(here, 'member', permissions), here)).toEqual({ ok: false, kind: 'forbidden', because: 'Only the owner and administrators of this organization may read the audit log.' });
    }
  });

  test.each(Object.entries(outsidersOf(here)))('is nothing to %s (M01)', (_who, actor) => {
    for (const [, policy] of policies) expect(policy(actor, here)).toMatchObject({ ok: false, kind: 'forbidden' });
  });
});
