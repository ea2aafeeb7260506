import { describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { everyPermissions, memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import { mayRead } from './policy.ts';

const here = 'here' as OrganizationId;

describe('usage', () => {
  test.each(roles)('is the organization’s, so every member reads it: %s, whatever the three permissions say (M05)', (role) => {
    for (const permissions of everyPermissions) expect(mayRead(memberOf(here, role, permissions), here), JSON.stringify(permissions)).toEqual({ ok: true });
  });

  test.each(Object.entries(outsidersOf(here)))('is not read by %s (M01)', (_who, actor) => {
    expect(mayRead(actor, here)).toEqual({ ok: false, kind: 'forbidden', because: 'You are not a member of this organization.' });
  });
});
