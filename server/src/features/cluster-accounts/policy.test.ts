import { describe, expect, test } from 'vitest';
import type { Role } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { everyPermissions, memberOf, outsidersOf, roles } from '../../testing/actors.ts';
import type { Retried } from './pass.ts';
import { mayConfirmBlocks, mayList, mayRetry } from './policy.ts';

const here = 'here' as OrganizationId;
const running: Retried = { userManagement: 'managed', wanted: 'running', mood: 'running' };
const said = (verdict: Verdict) => verdict.ok || verdict.because;

describe('the accounts on a cluster', () => {
  const expected: Record<Role, { list: true; confirmBlocks: true | string; retry: true | string }> = {
    owner: { list: true, confirmBlocks: true, retry: true },
    administrator: { list: true, confirmBlocks: true, retry: true },
    member: {
      list: true, confirmBlocks: 'Only the owner and administrators of this organization may confirm that many people are blocked at once.',
      retry: 'Only the owner and administrators of this organization may try the accounts of a cluster again.',
    },
  };
  test.each(roles)('are seen by every member, and many blocks confirmed, and a try asked for, by owner and administrators alone: %s, whatever the three permissions say (D05, D09)', (role) => {
    for (const permissions of everyPermissions) {
      const actor = memberOf(here, role, permissions);
      const verdicts = { list: said(mayList(actor, here)), confirmBlocks: said(mayConfirmBlocks(actor, here)), retry: said(mayRetry(actor, here, running)) };
      expect(verdicts, JSON.stringify(permissions)).toEqual(expected[role]);
    }
  });

  test.each(Object.entries(outsidersOf(here)))('are nothing to %s (M01)', (_who, actor) => {
    for (const verdict of [mayList(actor, here), mayConfirmBlocks(actor, here), mayRetry(actor, here, running)]) expect(verdict).toEqual({ ok: false, kind: 'forbidden', because: 'You are not a member of this organization.' });
  });

  test.each([
    ['unmanaged (D08)', { userManagement: 'unmanaged' }, 'Hopyard does not manage the accounts of this cluster, so there is nothing to try again.'],
    ['being terminated', { wanted: 'terminated', mood: 'stopped' }, 'The cluster is being terminated.'],
    ['stopped (M12)', { wanted: 'stopped', mood: 'stopped' }, 'The cluster is stopped. Its accounts follow at its next start, before anybody can log in.'],
    ['coming up (M11)', { mood: 'coming-up' }, 'The cluster is not running yet. Its accounts follow before anybody can log in.'],
  ] as [string, Partial<Retried>, string][])('are not tried again on a cluster that is %s', (_how, given, because) => {
    const actor = memberOf(here, 'administrator');
    expect(mayRetry(actor, here, { ...running, ...given })).toEqual({ ok: false, kind: 'conflict', because });
    expect(mayRetry(actor, here, running)).toEqual({ ok: true });
  });
});
