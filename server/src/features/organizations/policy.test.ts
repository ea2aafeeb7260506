import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { mayCreate, mayRead, mayUpdate, mayUpdatePermissions } from './policy.ts';

const organization = { id: 'here' as OrganizationId };
const as = (role: 'owner' | 'administrator' | 'member'): Actor => ({
  kind: 'user', userId: 'u' as UserId, sessionId: 's', sessionExpiresAt: new Date(0), email: 'a@example.org', givenName: 'A', familyName: 'B', suspended: false, key: null,
  membership: { organizationId: organization.id, memberId: 'm' as MemberId, role, permissions: { membersCanInvite: true, membersCanCreateAndTerminate: true, membersCanOpenPorts: true } },
});

describe('an organization', () => {
  test('is read by every member, and by nobody else (M01)', () => {
    for (const role of ['owner', 'administrator', 'member'] as const) expect(mayRead(as(role), organization).ok).toBe(true);
    expect(mayRead({ kind: 'anonymous' }, organization).ok).toBe(false);
    expect(mayRead(as('owner'), { id: 'elsewhere' as OrganizationId }).ok).toBe(false);
  });

  test.each([['renamed', mayUpdate], ['given permissions', mayUpdatePermissions]] as const)('is %s by owner and administrators only (M13, M18)', (_what, rule) => {
    expect(rule(as('owner'), organization).ok).toBe(true);
    expect(rule(as('administrator'), organization).ok).toBe(true);
    expect(rule(as('member'), organization)).toMatchObject({ ok: false, kind: 'forbidden' });
  });

  test('is made until the most that one person may make is reached (D01)', () => {
    expect(mayCreate(as('member'), { count: 9, most: 10 }).ok).toBe(true);
    expect(mayCreate(as('member'), { count: 10, most: 10 })).toMatchObject({ ok: false, kind: 'conflict' });
    expect(mayCreate({ kind: 'anonymous' }, { count: 0, most: 10 })).toMatchObject({ ok: false, kind: 'forbidden' });
  });
});
