/** Races on real PostgreSQL, each many times: whichever wins, the rules hold and nobody gets a bare error. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newRace } from '../../testing/race.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;

const invite = async (c: Company, by: TestPerson, email: string, administrator = false) =>
  (await world.request('invitations.create', by, { organizationId: c.organizationId, email, administrator })).body.id as string;
const accept = (who: TestPerson, invitationId: string) => world.request('invitations.accept', who, { invitationId });
const remove = (c: Company, by: TestPerson, memberId: string) => world.request('members.remove', by, { organizationId: c.organizationId, memberId });
const rowsOf = async (c: Company, who: TestPerson) => (await world.owner`select role from member where organization_id = ${c.organizationId} and user_id = ${who.userId}`).length;
const owners = async (c: Company) => (await world.owner`select from member where organization_id = ${c.organizationId} and role = 'owner'`).length;
const stateOf = async (invitationId: string) => (await world.owner`select state from invitation where id = ${invitationId}`)[0]!['state'] as string;

const manyRounds = { timeout: 120_000 };

describe('at the same moment', () => {
  test('two accept one invitation: one member row, and both are led to the organization (M08)', manyRounds, async () => {
    const { race, each } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.alice, c.mallory.email);
      const statuses = await race(at, () => accept(c.mallory, invitationId), () => accept(c.mallory, invitationId));
      expect(statuses).toEqual([200, 200]);
      expect(await rowsOf(c, c.mallory)).toBe(1);
      expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.accept')).toHaveLength(1);
    });
  });

  test('accept against withdraw: a member exactly when the invitation was accepted (M09)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.alice, c.mallory.email);
      const statuses = await race(at, () => accept(c.mallory, invitationId), () => world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId }));
      expect([[200, 409], [409, 204]]).toContainEqual(statuses);
      expect([await stateOf(invitationId), await rowsOf(c, c.mallory)]).toEqual(statuses[0] === 200 ? ['accepted', 1] : ['withdrawn', 0]);
    });
    expect(outcomes.size).toBe(2); // both orders happened, so both are proved
  });

  test('accept against expiry: the clock of the database decides, and never half (D03)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.alice, c.mallory.email);
      const expire = async () => ({ status: (await world.owner`update invitation set expires_at = now() where id = ${invitationId} and state = 'pending' returning id`).length, body: null });
      const statuses = await race(at, () => accept(c.mallory, invitationId), expire);
      expect([[200, 0], [200, 1], [409, 1]]).toContainEqual(statuses); // 200 and 1: it was accepted in the last moment, or just before
      expect([await stateOf(invitationId), await rowsOf(c, c.mallory)]).toEqual(statuses[0] === 200 ? ['accepted', 1] : ['pending', 0]);
    });
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['200 0', '409 1']));
  });

  test('removal against accept: a former member who accepts is in exactly when he accepted after it (M12, D06)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.carol, c.mallory.email, true);
      await accept(c.mallory, invitationId);
      const memberId = (await world.memberIdOf(c.organizationId, c.mallory))!;
      const again = async () => {
        const created = await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: c.mallory.email });
        return created.status === 201 ? accept(c.mallory, created.body.id as string) : created;
      };
      const statuses = await race(at, again, () => remove(c, c.alice, memberId));
      expect([[200, 204], [409, 204]]).toContainEqual(statuses);
      const removals = await world.owner`select from removal where organization_id = ${c.organizationId} and user_id = ${c.mallory.userId} and ended_at is null`;
      expect([await rowsOf(c, c.mallory), removals.length]).toEqual(statuses[0] === 200 ? [1, 0] : [0, 1]);
    });
    expect(outcomes.size).toBe(2);
  });

  test('many accept for the last seats: as many as there are seats get in, the others are told (seats)', manyRounds, async () => {
    const { each } = newRace();
    const people = await Promise.all(Array.from({ length: 6 }, () => world.person()));
    await each(async () => {
      const c = await world.company(); // three members
      const ids = await Promise.all(people.map(({ email }) => invite(c, c.alice, email)));
      await world.owner`update organization set seats = 5 where id = ${c.organizationId}`;
      const answers = await Promise.all(people.map((person, at) => accept(person, ids[at]!)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409, 409]);
      expect(await world.owner`select from member where organization_id = ${c.organizationId}`).toHaveLength(5);
    });
  });

  test('many invite for the last seats: an open invitation holds one (seats)', manyRounds, async () => {
    const { each } = newRace();
    await each(async (at) => {
      const c = await world.company();
      await world.owner`update organization set seats = 5 where id = ${c.organizationId}`;
      const answers = await Promise.all(Array.from({ length: 6 }, (_, number) => world.request('invitations.create', number % 2 ? c.alice : c.carol, { organizationId: c.organizationId, email: `seat-${at}-${number}@example.org` })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409, 409]);
    });
  });

  test('two change the permissions from one page each: the second is told, and nothing of the first is lost (M13)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const ifMatch = `"${(await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.version}"`;
      const set = (by: TestPerson, permissions: Record<string, boolean>) => world.request('organizations.updatePermissions', by, {
        organizationId: c.organizationId, membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false, ...permissions,
      }, { ifMatch });
      const statuses = await race(at, () => set(c.alice, { membersCanInvite: true }), () => set(c.carol, { membersCanOpenPorts: true }));
      expect([...statuses].sort()).toEqual([200, 412]);
      const { permissions } = (await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body;
      expect([permissions.membersCanInvite, permissions.membersCanOpenPorts]).toEqual([statuses[0] === 200, statuses[1] === 200]);
    });
    expect(outcomes.size).toBe(2);
  });

  test('a suspension against a write of the suspended one: done before it, or refused after it (D11)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const statuses = await race(at, () => world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: c.mallory.email }),
        () => world.request('members.suspend', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId }));
      expect([[201, 200], [403, 200]]).toContainEqual(statuses);
      const rows = await world.owner`select state from invitation where organization_id = ${c.organizationId}`;
      expect(rows.map(({ state }) => state)).toEqual(statuses[0] === 201 ? ['ended'] : []);
    });
    expect(outcomes.size).toBe(2);
  });

  test('accept of an invitation against the removal of who sent it: it never outlives the authority (D05)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.carol, c.mallory.email, true);
      const statuses = await race(at, () => accept(c.mallory, invitationId), () => remove(c, c.alice, c.carolMemberId));
      expect([[200, 204], [409, 204]]).toContainEqual(statuses);
      expect([await stateOf(invitationId), await rowsOf(c, c.mallory)]).toEqual(statuses[0] === 200 ? ['accepted', 1] : ['ended', 0]);
      expect(await rowsOf(c, c.carol)).toBe(0);
    });
    expect(outcomes.size).toBe(2);
  });

  test('two administrators remove each other: one wins, the other is already out (D02, D05)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
      const statuses = await race(at, () => remove(c, c.carol, c.bobMemberId), () => remove(c, c.bob, c.carolMemberId));
      expect([[204, 404], [404, 204]]).toContainEqual(statuses);
      expect((await rowsOf(c, c.bob)) + (await rowsOf(c, c.carol))).toBe(1);
      expect(await owners(c)).toBe(1);
    });
    expect(outcomes.size).toBe(2);
  });

  test('two administrators demote each other: one stays an administrator (D05)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
      const demote = (by: TestPerson, memberId: string) => world.request('members.changeRole', by, { organizationId: c.organizationId, memberId, role: 'member' });
      const statuses = await race(at, () => demote(c.carol, c.bobMemberId), () => demote(c.bob, c.carolMemberId));
      expect([[200, 403], [403, 200]]).toContainEqual(statuses);
      expect(await world.owner`select from member where organization_id = ${c.organizationId} and role = 'administrator'`).toHaveLength(1);
    });
    expect(outcomes.size).toBe(2);
  });

  test('a demotion against what needs the role: done before it, or refused after it, never half (M18)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const demote = () => world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId, role: 'member' });
      const statuses = await race(at, () => invite(c, c.carol, c.mallory.email, true).then((id) => ({ status: id ? 201 : 403, body: id })), demote);
      expect([[201, 200], [403, 200]]).toContainEqual(statuses);
      const rows = await world.owner`select state from invitation where organization_id = ${c.organizationId}`;
      expect(rows.map(({ state }) => state)).toEqual(statuses[0] === 201 ? ['ended'] : []); // what he sent before ended with the role
    });
    expect(outcomes.size).toBe(2);
  });

  test('many invite one address: one open invitation (D03)', manyRounds, async () => {
    const { each } = newRace();
    await each(async () => {
      const c = await world.company();
      const answers = await Promise.all([c.alice, c.carol, c.alice].map((by) => world.request('invitations.create', by, { organizationId: c.organizationId, email: c.mallory.email })));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(await world.owner`select from invitation where organization_id = ${c.organizationId} and state = 'pending'`).toHaveLength(1);
      for (const { body } of answers) await accept(c.mallory, body.id);
      expect(await rowsOf(c, c.mallory)).toBe(1);
    });
  });

  test('a removal against a write of the removed one, which waits for it or is refused: no deadlock, no bare error (M12)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const clusterId = await addCluster(world.owner, c.organizationId, c.alice.userId, { wanted: 'stopped' });
      const statuses = await race(at, () => world.request('clusters.terminate', c.bob, { organizationId: c.organizationId, clusterId }), () => remove(c, c.alice, c.bobMemberId));
      expect(statuses[1]).toBe(204);
      const [row] = await world.owner`select wanted from cluster where id = ${clusterId}`;
      expect(row!['wanted']).toBe(statuses[0] === 404 ? 'stopped' : 'terminated');
      expect([200, 202, 204, 404]).toContain(statuses[0]);
    });
    expect(outcomes.size).toBe(2);
  });
});
