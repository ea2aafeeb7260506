import { describe, expect, test } from 'vitest';
import type { Actor, Person, Role } from '../../kernel/actor.ts';
import type { ApiKeyId, OrganizationId, UserId } from '../../kernel/id.ts';
import { memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import type { KeyKind } from './api-key.ts';
import { mayCreate, mayList, mayReplace, mayRevoke, maySee } from './policy.ts';

const here = 'here' as OrganizationId;
const keyOf = (kind: KeyKind, holder: { userId?: string; role?: Role | null } = {}, ended: { revokedAt?: Date; expired?: boolean } = {}) => ({
  organizationId: here, kind, revokedAt: null, expired: false, ...ended,
  holder: { userId: (holder.userId ?? 'another') as UserId, givenName: 'B', familyName: 'B', role: holder.role === undefined ? ('member' as const) : holder.role },
});
const own = { userId: 'somebody' };
const byKey = (actor: Actor): Actor => ({ ...(actor as Person), key: { id: 'k' as ApiKeyId, name: 'k', kind: 'organization', scopes: ['read', 'clusters', 'members', 'cloud-accounts'] } });

describe('who makes keys', () => {
  test.each(roles)('a personal key: every %s', (role) => expect(mayCreate(memberOf(here, role), here, 'personal')).toEqual({ ok: true }));
  test.each([['owner', true], ['administrator', true], ['member', false]] as const)('a key of the organization: %s %s', (role, may) => expect(mayCreate(memberOf(here, role), here, 'organization').ok).toBe(may));
  test.each(roles)('never a key, not even of the %s', (role) => {
    for (const kind of ['personal', 'organization'] as const) expect(mayCreate(byKey(memberOf(here, role)), here, kind)).toMatchObject({ ok: false, kind: 'forbidden' });
    expect(mayList(byKey(memberOf(here, role)), here).ok).toBe(false);
  });
  test.each(Object.entries(outsidersOf(here)))('never %s', (_who, actor) => {
    expect(mayCreate(actor, here, 'personal').ok).toBe(false);
    expect(mayRevoke(actor, keyOf('personal')).ok).toBe(false);
    expect(mayReplace(actor, keyOf('organization')).ok).toBe(false);
  });
});

describe('who sees and ends a key', () => {
  test('an ordinary member knows of his own personal keys only', () => {
    const member = memberOf(here, 'member');
    expect([keyOf('personal', own), keyOf('personal'), keyOf('organization', own), keyOf('organization')].map((key) => maySee(member, key))).toEqual([true, false, false, false]);
    expect(mayRevoke(member, keyOf('personal', own))).toEqual({ ok: true });
  });
  test.each(['owner', 'administrator'] as const)('the %s sees and ends every key, except the personal ones of the owner (D05)', (role) => {
    for (const key of [keyOf('personal'), keyOf('organization'), keyOf('personal', { role: 'administrator' }), keyOf('personal', { role: null })]) {
      expect(maySee(memberOf(here, role), key)).toBe(true);
      expect(mayRevoke(memberOf(here, role), key)).toEqual({ ok: true });
    }
    expect(mayRevoke(memberOf(here, role), keyOf('personal', { role: 'owner' }))).toMatchObject({ ok: false, kind: 'forbidden' });
    expect(mayRevoke(memberOf(here, role), keyOf('personal', { ...own, role: 'owner' }))).toEqual({ ok: true });
  });
  test('what has ended is not ended again', () => {
    for (const ended of [{ revokedAt: new Date(0) }, { expired: true }]) {
      expect(mayRevoke(memberOf(here, 'owner'), keyOf('organization', {}, ended))).toMatchObject({ ok: false, kind: 'conflict' });
      expect(mayReplace(memberOf(here, 'owner'), keyOf('organization', {}, ended))).toMatchObject({ ok: false, kind: 'conflict' });
    }
  });
});

describe('who replaces a key', () => {
  test.each(['owner', 'administrator'] as const)('the organization’s: the %s; a personal one: only its person', (role) => {
    const actor = memberOf(here, role);
    expect(mayReplace(actor, keyOf('organization'))).toEqual({ ok: true });
    expect(mayReplace(actor, keyOf('personal', own))).toEqual({ ok: true });
    expect(mayReplace(actor, keyOf('personal'))).toMatchObject({ ok: false, kind: 'forbidden' });
    expect(mayReplace(byKey(actor), keyOf('organization'))).toMatchObject({ ok: false, kind: 'forbidden' });
  });
});
