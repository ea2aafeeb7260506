import { describe, expect, test } from 'vitest';
import type { Actor, Permissions, Role } from '../../kernel/actor.ts';
import type { OrganizationId, UserId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { everyPermissions, memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import type { Cluster } from './cluster.ts';
import * as policy from './policy.ts';

const organizationId = 'o1' as OrganizationId;
const running = { organizationId, createdBy: 'creator' as UserId, userManagement: 'managed', wanted: 'running', seen: 'running', seenPublic: true, fault: null, problem: null, startedAt: new Date(0) } as Cluster;
const stopped = { ...running, wanted: 'stopped', seen: 'prepared', seenPublic: false } as Cluster;
const failed = { ...running, fault: { message: 'It failed.', next: 'Retry.' } };

const askAdministrators = (what: string) => `Only the owner and administrators of this organization may ${what}. They can allow it to every member on the Members page.`;

/** Each asked of a cluster with which it can be done, so that only the person decides. */
const questions = {
  list: (actor) => policy.mayList(actor, organizationId),
  read: (actor) => policy.mayRead(actor, running),
  open: (actor) => policy.mayOpen(actor, running),
  start: (actor) => policy.mayStart(actor, stopped),
  stop: (actor) => policy.mayStop(actor, running),
  create: (actor) => policy.mayCreate(actor, organizationId),
  terminate: (actor) => policy.mayTerminate(actor, running),
  retry: (actor) => policy.mayRetry(actor, failed),
  updateServices: (actor) => policy.mayUpdateServices(actor, running),
} satisfies Record<string, (actor: Actor) => Verdict>;
type Question = keyof typeof questions;

/** Written out from the rules: what is open to everybody, and what each permission adds for ordinary members. */
const open: Question[] = ['list', 'read', 'open', 'start', 'stop'];
const byPermission: Partial<Record<Question, [keyof Permissions, string]>> = {
  create: ['membersCanCreateAndTerminate', askAdministrators('create and terminate clusters')],
  terminate: ['membersCanCreateAndTerminate', askAdministrators('create and terminate clusters')],
  retry: ['membersCanCreateAndTerminate', askAdministrators('create and terminate clusters')],
  updateServices: ['membersCanOpenPorts', askAdministrators('open and close the ports of clusters')],
};

function expected(role: Role, permissions: Permissions, question: Question): true | string {
  const [permission, sentence] = byPermission[question] ?? [];
  return role !== 'member' || !permission || permissions[permission] ? true : sentence!;
}
const answer = (question: Question, actor: Actor): true | string => {
  const verdict = questions[question](actor);
  return verdict.ok || verdict.because;
};

describe('who may do what with a cluster', () => {
  test.each(roles)('every member lists, reads, opens, starts and stops, whatever the three permissions say: %s (M03, M10)', (role) => {
    for (const permissions of everyPermissions) for (const question of open) expect(answer(question, memberOf(organizationId, role, permissions)), question).toBe(true);
  });
  test.each(Object.keys(byPermission) as Question[])('%s follows its own permission for ordinary members and no other one, and is always open to owner and administrators (M15, M16, M18, D05)', (question) => {
    for (const role of roles) for (const permissions of everyPermissions) {
      expect(answer(question, memberOf(organizationId, role, permissions)), `${role} ${JSON.stringify(permissions)}`).toBe(expected(role, permissions, question));
    }
  });
  test.each(Object.entries(outsidersOf(organizationId)))('%s may nothing (M01)', (_who, actor) => {
    for (const question of Object.keys(questions) as Question[]) expect(answer(question, actor), question).toBe('You are not a member of this organization.');
  });
  test('who is refused before when', () => {
    const ending = { ...running, wanted: 'terminated' } as const;
    expect(policy.mayTerminate(memberOf(organizationId, 'member'), ending)).toMatchObject({ kind: 'forbidden' });
    expect(policy.mayTerminate(memberOf(organizationId, 'owner'), ending)).toMatchObject({ kind: 'conflict' });
  });
});
