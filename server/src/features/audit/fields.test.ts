import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId, UserId } from '../../kernel/id.ts';
import type { Operation } from '../../kernel/operation.ts';
import { memberOf } from '../../testing/actors.ts';
import { draftOf, kept, peopleIn } from './fields.ts';

const here = 'here' as OrganizationId;
const alice = { ...memberOf(here, 'owner'), userId: 'alice' as UserId } as Actor;
const draft = (operation: Operation, before: unknown, after: unknown, subject = 's') => draftOf('row', alice, { operation, organizationId: here, subject, before, after });

describe('what the log keeps of a change', () => {
  test('is what is listed for the operation; a field that is not listed, or lies deeper, is dropped', () => {
    const after = { name: 'analytics', version: '3.9.0', password: 'secret', nested: { token: 'secret' } };
    expect(draft('clusters.create', null, after)).toMatchObject({ before: null, after: { name: 'analytics', version: '3.9.0' } });
    expect(draft('clusters.create', null, { ...after, name: { token: 'secret' }, version: ['1', { token: 'secret' }] }).after).toEqual({ name: null, version: ['1'] });
    expect(JSON.stringify(draft('clusters.create', after, after))).not.toContain('secret');
  });

  test('holds no person: users and addresses stand as places that the database fills, each once', () => {
    const { people, ...stored } = draft('members.remove', { userId: 'bob', email: 'bob@example.org', role: 'member' }, null);
    expect(people).toEqual([{ userId: 'alice', email: null }, { userId: 'bob', email: null }, { userId: null, email: 'bob@example.org' }]);
    expect(stored).toEqual({ actorId: 'row/0', subject: 's', before: { userId: 'row/1', email: 'row/2', role: 'member' }, after: null });
    expect(draft('users.updateSelf', { givenName: 'Alice' }, { givenName: 'Alicia' }, 'alice')).toEqual({ actorId: 'row/0', subject: 'row/0', before: null, after: null, people: [{ userId: 'alice', email: null }] });
    expect(draft('cluster-accounts.confirmBlocks', null, { people: ['bob@example.org', 'eve@example.org'] })).toMatchObject({ after: { people: ['row/1', 'row/2'] } });
  });

  test('instants are kept as text, and an event that says nothing as nothing', () => {
    expect(draft('invitations.resend', { expiresAt: new Date(0) }, { expiresAt: new Date(1) })).toMatchObject({ before: { expiresAt: '1970-01-01T00:00:00.000Z' }, after: { expiresAt: '1970-01-01T00:00:00.001Z' } });
    expect(draft('cluster-passwords.reset', null, null)).toMatchObject({ before: null, after: null });
  });

  test('an operation that lists nothing keeps nothing', () => {
    expect(draft('audit.list', { anything: 1 }, { anything: 2 })).toMatchObject({ before: null, after: null });
  });

  test('nothing in the list is called after a secret or a name of a person', () => {
    for (const [operation, { fields }] of Object.entries(kept)) {
      for (const field of Object.keys(fields)) expect([operation, field, /password|secret|token|hash|code$|givenName|familyName|message/i.test(field)]).toEqual([operation, field, false]);
    }
  });

  test('the people of a stored row are found by the same list', () => {
    const row = { operation: 'members.remove', subject: 's', before: { userId: 'p1', email: 'p2', role: 'member' }, after: null };
    expect(peopleIn(row)).toEqual(['p1', 'p2']);
    expect(peopleIn({ ...row, operation: 'users.verify', subject: 'p3', before: null, after: { verified: true } })).toEqual(['p3']);
    expect(peopleIn({ ...row, operation: 'clusters.create', before: null, after: { name: 'p1' } })).toEqual([]);
  });
});
