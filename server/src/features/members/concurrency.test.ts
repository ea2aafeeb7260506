/** Races on real PostgreSQL, each many times: whichever wins, the rules hold and nobody gets a bare error. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, type Answer, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
let outcomes: Map<string, number>;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const rounds = 52;
type Company = Awaited<ReturnType<World['company']>>;

const invite = async (c: Company, by: TestPerson, email: string, administrator = false) =>
  (await world.request('invitations.create', by, { organizationId: c.organizationId, email, administrator })).body.id as string;
const accept = (who: TestPerson, invitationId: string) => world.request('invitations.accept', who, { invitationId });
const remove = (c: Company, by: TestPerson, memberId: string) => world.request('members.remove', by, { organizationId: c.organizationId, memberId });
const rowsOf = async (c: Company, who: TestPerson) => (await world.owner`select role from member where organization_id = ${c.organizationId} and user_id = ${who.userId}`).length;
const owners = async (c: Company) => (await world.owner`select from member where organization_id = ${c.organizationId} and role = 'owner'`).length;
const stateOf = async (invitationId: string) => (await world.owner`select state from invitation where id = ${invitationId}`)[0]!['state'] as string;

/** The first two rounds one after the other, in both orders; then at once, started in either order. */
async function race(round: number, first: () => Promise<Answer>, second: () => Promise<Answer>): Promise<[number, number]> {
  const [one, two] = round % 2 ? [second, first] : [first, second];
  const pair = round < 2 ? [await one(), await two()] : await Promise.all([one(), two()]);
  const [a, b] = (round % 2 ? pair.reverse() : pair) as [Answer, Answer];
  const outcome = `${a.status} ${b.status}`;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  return [a.status, b.status];
}

/** Runs the rounds four at a time: different organizations never wait for each other. */
async function each(round: (at: number) => Promise<void>): Promise<void> {
  outcomes = new Map();
  for (let at = 0; at < rounds; at += 4) await Promise.all(Array.from({ length: Math.min(4, rounds - at) }, (_, offset) => round(at + offset)));
}

describe('at the same moment', () => {
  test('two accept one invitation: one member row, the other is told (M08)', { timeout: 60_000 }, async () => {
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.alice, c.mallory.email);
      const statuses = await race(at, () => accept(c.mallory, invitationId), () => accept(c.mallory, invitationId));
      expect([...statuses].sort()).toEqual([200, 409]);
      expect(await rowsOf(c, c.mallory)).toBe(1);
      expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'invitations.accept')).toHaveLength(1);
    });
  });

  test('accept against withdraw: a member exactly when the invitation was accepted (M09)', { timeout: 60_000 }, async () => {
    await each(async (at) => {
      const c = await world.company();
      const invitationId = await invite(c, c.alice, c.mallory.email);
      const statuses = await race(at, () => accept(c.mallory, invitationId), () => world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId }));
      expect([[200, 409], [409, 204]]).toContainEqual(statuses);
      expect([await stateOf(invitationId), await rowsOf(c, c.mallory)]).toEqual(statuses[0] === 200 ? ['accepted', 1] : ['withdrawn', 0]);
    });
    expect(outcomes.size).toBe(2); // both orders happened, so both are proved
  });

  test('accept of an invitation against the removal of who sent it: it never outlives the authority (D05)', { timeout: 60_000 }, async () => {
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

  test('two administrators remove each other: one wins, the other is already out (D02, D05)', { timeout: 60_000 }, async () => {
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

  test('two administrators demote each other: one stays an administrator (D05)', { timeout: 60_000 }, async () => {
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

  test('a demotion against what needs the role: done before it, or refused after it, never half (M18)', { timeout: 60_000 }, async () => {
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

  test('many invite one address: one open invitation (D03)', { timeout: 60_000 }, async () => {
    await each(async () => {
      const c = await world.company();
      const answers = await Promise.all([c.alice, c.carol, c.alice].map((by) => world.request('invitations.create', by, { organizationId: c.organizationId, email: c.mallory.email })));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(await world.owner`select from invitation where organization_id = ${c.organizationId} and state = 'pending'`).toHaveLength(1);
      for (const { body } of answers) await accept(c.mallory, body.id);
      expect(await rowsOf(c, c.mallory)).toBe(1);
    });
  });

  test('a removal against a write of the removed one, which waits for it or is refused: no deadlock, no bare error (M12)', { timeout: 120_000 }, async () => {
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
