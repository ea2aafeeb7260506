import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';
import { changeLetter, type Told } from './letters.ts';

const organization = { id: 'here' as OrganizationId, name: 'Acme', slug: 'acme' };
const person = { kind: 'user', givenName: 'Alice', familyName: 'Adams', key: null } as Actor;
const change = (told: Told, more: object = {}) =>
  changeLetter({ told, member: { email: 'bob@example.org', suspendedReasons: [], suspensionNote: null }, by: person, sessionMinutes: 45, ...more }, organization, 'https://hopyard.example');

describe('what a letter says', () => {
  test('to who is removed: by whom, what it means on clusters, and no way back in', () => {
    const { to, subject, text } = change('removed');
    expect([to, subject]).toEqual(['bob@example.org', 'You were removed from Acme']);
    expect(text).toContain('Alice Adams removed you from the organization Acme');
    expect(text).toContain('blocked, not deleted. A log-in that is open there ends within 45 minutes.');
    expect(text).not.toContain('/o/acme');
  });

  test('to who is suspended: the note, as the words of who wrote it, in which nothing is a link', () => {
    const { text } = change('suspended', { member: { email: 'b@example.org', suspendedReasons: ['administrator'], suspensionNote: 'See evil.example/login' } });
    expect(text).toMatch(/Alice Adams writes:\n> See evil\.\u2060example\/login/);
    expect(change('suspended').text).not.toContain('writes:');
    expect(change('removed', { member: { email: 'b@example.org', suspendedReasons: [], suspensionNote: 'old' } }).text).not.toContain('writes:');
  });

  test('to who is reinstated: whether access is back, or something else still stands in the way (D11)', () => {
    expect(change('reinstated').text).toContain('unblocked in a moment');
    const still = change('reinstated', { member: { email: 'b@example.org', suspendedReasons: ['directory'], suspensionNote: null } }).text;
    expect(still).toContain('Something else suspends you there as well');
    expect(still).not.toContain('unblocked');
  });

  test('a key of the organization is named as a key; a personal one speaks for its person', () => {
    const withKey = (kind: string) => ({ by: { ...person, key: { id: 'k', name: 'deploy', kind, scopes: [] } } });
    expect(change('removed', withKey('organization')).text).toContain('The API key “deploy” of the organization removed you');
    expect(change('removed', withKey('personal')).text).toContain('Alice Adams removed you');
  });
});

describe('who gets a letter', () => {
  let world: World;
  beforeAll(async () => void (world = await newWorld()));
  afterAll(() => world.close());
  const subjects = async (who: TestPerson) => {
    await world.work();
    return world.transport.to(who.email).map(({ subject }) => subject);
  };

  test('whoever is suspended, reinstated and removed, and nobody else', async () => {
    const c = await world.company();
    const member = { organizationId: c.organizationId, memberId: c.bobMemberId };
    await world.request('members.suspend', c.carol, { ...member, note: 'Until Monday.' });
    await world.request('members.reinstate', c.alice, member);
    await world.request('members.remove', c.alice, member);
    expect(await subjects(c.bob)).toEqual(["You are suspended in Alice's organization", "You are reinstated in Alice's organization", "You were removed from Alice's organization"]);
    expect(world.transport.to(c.bob.email).map(({ text }) => text.includes('Until Monday.'))).toEqual([true, false, false]);
    for (const who of [c.alice, c.carol, c.mallory]) expect(await subjects(who)).toEqual([]);
  });

  test('each of several, but not one who was refused', async () => {
    const c = await world.company();
    const ownerId = await world.memberIdOf(c.organizationId, c.alice);
    await world.request('members.suspendMany', c.carol, { organizationId: c.organizationId, memberIds: [ownerId, c.bobMemberId] });
    await world.request('members.removeMany', c.alice, { organizationId: c.organizationId, memberIds: [ownerId, c.bobMemberId, c.carolMemberId] });
    expect(await subjects(c.bob)).toEqual(["You are suspended in Alice's organization", "You were removed from Alice's organization"]);
    expect(await subjects(c.carol)).toEqual(["You were removed from Alice's organization"]);
    expect(await subjects(c.alice)).toEqual([]);
  });

  test('nobody for a removal that was refused, and nobody who leaves', async () => {
    const c = await world.company();
    expect((await world.request('members.remove', c.bob, { organizationId: c.organizationId, memberId: c.carolMemberId })).status).toBe(403);
    expect((await world.request('members.leave', c.bob, { organizationId: c.organizationId })).status).toBe(204);
    for (const who of [c.bob, c.carol]) expect(await subjects(who)).toEqual([]);
  });
});
