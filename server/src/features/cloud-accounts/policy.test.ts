import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { everyPermissions, memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import type { ListedCloudAccount } from './cloud-account.ts';
import { mayCreate, mayDelete, mayList, mayMakeDefault } from './policy.ts';

const here = 'here' as OrganizationId;
const account = (changes: Partial<ListedCloudAccount> = {}) => ({ organizationId: here, isDefault: false, clusterNames: [], ...changes }) as unknown as ListedCloudAccount;

const questions: Record<string, (actor: Actor) => ReturnType<typeof mayList>> = {
  list: (actor) => mayList(actor, here),
  create: (actor) => mayCreate(actor, here),
  makeDefault: (actor) => mayMakeDefault(actor, account()),
  delete: (actor) => mayDelete(actor, account()),
};

const onlyAdministrators = (what: string) => `Only the owner and administrators of this organization may ${what}.`;
/** Written out from M04 and D05. What an ordinary member may is not touched by any of the three permissions. */
const expected: Record<Role, Record<string, true | string>> = {
  owner: { list: true, create: true, makeDefault: true, delete: true },
  administrator: { list: true, create: true, makeDefault: true, delete: true },
  member: {
    list: true,
    create: onlyAdministrators('connect cloud accounts'),
    makeDefault: onlyAdministrators('choose the default cloud account'),
    delete: onlyAdministrators('disconnect cloud accounts'),
  },
};

const answersTo = (actor: Actor) => Object.fromEntries(Object.entries(questions).map(([name, ask]) => {
  const verdict = ask(actor);
  return [name, verdict.ok ? true : verdict.because];
}));

describe('cloud accounts', () => {
  test.each(roles)('are seen by every member, and connected, chosen and disconnected by owner and administrators alone: %s, whatever the three permissions say (M04, D05)', (role) => {
    for (const permissions of everyPermissions) expect(answersTo(memberOf(here, role, permissions)), JSON.stringify(permissions)).toEqual(expected[role]);
  });

  test.each(Object.entries(outsidersOf(here)))('%s may nothing here, and learns nothing of their state (M01)', (_who, actor) => {
    for (const ask of Object.values(questions)) expect(ask(actor)).toEqual({ ok: false, kind: 'forbidden', because: 'You are not a member of this organization.' });
    expect(mayDelete(actor, account({ clusterNames: ['prod'] }))).toMatchObject({ kind: 'forbidden' });
  });

  test('of the default nobody is told that he may choose it again, and who may not hears that first', () => {
    const chosen = account({ isDefault: true });
    expect(mayMakeDefault(memberOf(here, 'administrator'), chosen)).toEqual({ ok: false, kind: 'conflict', because: 'This is the default cloud account already.' });
    expect(mayMakeDefault(memberOf(here, 'member'), chosen)).toEqual({ ok: false, kind: 'forbidden', because: expected.member['makeDefault'] });
  });

  test('one that clusters use stays, also for the owner', () => {
    const used = account({ clusterNames: ['prod'] });
    expect(mayDelete(memberOf(here, 'owner'), used)).toEqual({ ok: false, kind: 'conflict', because: '“prod” is still in it. Terminate first.' });
    expect(mayDelete(memberOf(here, 'member'), used)).toEqual({ ok: false, kind: 'forbidden', because: expected.member['delete'] });
  });
});
