import { describe, expect, test } from 'vitest';
import type { Actor, KeyScope, Person } from '../../kernel/actor.ts';
import type { ApiKeyId, OrganizationId } from '../../kernel/id.ts';
import { memberOf } from '../../testing/actors.ts';
import { may, type OrganizationOperation } from './permissions.ts';
import { keyScopes } from './scopes.ts';

const here = 'here' as OrganizationId;
const operations = Object.keys(keyScopes) as OrganizationOperation[];
const owner = memberOf(here, 'owner') as Person;
const withKey = (person: Person, scopes: KeyScope[]): Actor => ({ ...person, key: { id: 'k' as ApiKeyId, name: 'k', kind: 'personal', scopes } });

/** Written out by hand: what no key may ever do. */
const never = [
  'organizations.update', 'organizations.updatePermissions', 'organizations.delete', 'members.changeRole', 'members.changeRoleMany', 'members.leave',
  'ownership-offers.create', 'ownership-offers.withdraw', 'ownership-offers.accept', 'ownership-offers.decline', 'ownership-offers.end',
  'api-keys.list', 'api-keys.create', 'api-keys.replace', 'api-keys.revoke', 'cluster-passwords.reveal', 'cluster-accounts.confirmBlocks',
].filter((operation) => operation in keyScopes) as OrganizationOperation[];

describe('what an API key may do', () => {
  test.each(never)('%s is never done by a key, whatever its scopes and its person', (operation) => {
    expect(may(withKey(owner, ['read', 'clusters', 'members', 'cloud-accounts']), operation, here)).toMatchObject({ ok: false, kind: 'forbidden', because: expect.stringContaining('never') });
    expect(may(owner, operation, here)).toEqual({ ok: true });
  });

  test('every other operation asks for one scope, and no other scope opens it', () => {
    for (const operation of operations.filter((each) => keyScopes[each] !== null)) {
      const needed = keyScopes[operation] as KeyScope;
      expect(may(withKey(owner, ['read', needed]), operation, here), operation).toEqual({ ok: true });
      const others = (['clusters', 'members', 'cloud-accounts'] as const).filter((scope) => scope !== needed);
      expect(may(withKey(owner, ['read', ...others]), operation, here).ok, operation).toBe(needed === 'read');
    }
  });

  test('a scope adds nothing to what the person may, and a key of another organization opens nothing', () => {
    const member = memberOf(here, 'member') as Person;
    expect(may(withKey(member, ['read', 'members']), 'members.remove', here).ok).toBe(false);
    expect(may(withKey(owner, ['read', 'members']), 'members.remove', here).ok).toBe(true);
    expect(may(withKey(owner, ['read', 'members']), 'members.remove', 'there' as OrganizationId).ok).toBe(false);
  });
});
