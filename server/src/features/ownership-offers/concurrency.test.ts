/** Ownership on real PostgreSQL, many times: there is one owner before, after and in between, whoever is quicker (D02). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRace } from '../../testing/race.ts';
import { newWorld, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;
const manyRounds = { timeout: 120_000 };

const offerTo = async (c: Company, memberId: string) => (await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId })).body.id as string;
const accept = (c: Company, by: TestPerson, offerId: string) => world.request('ownership-offers.accept', by, { organizationId: c.organizationId, offerId });
const ofMember = (operation: 'members.remove' | 'members.suspend', c: Company, memberId: string, by = c.alice) => world.request(operation, by, { organizationId: c.organizationId, memberId });
const ownerOf = async (c: Company) => {
  const rows = await world.owner`select user_id as id, suspended_reasons <> '{}' as suspended from member where organization_id = ${c.organizationId} and role = 'owner'`;
  expect(rows).toHaveLength(1);
  expect(rows[0]!['suspended']).toBe(false);
  return rows[0]!['id'] as string;
};
const roleOf = async (c: Company, who: TestPerson) =>
  ((await world.owner`select role from member where organization_id = ${c.organizationId} and user_id = ${who.userId}`)[0]?.['role'] ?? null) as string | null;

describe('an offer of ownership is accepted at the same moment as', () => {
  test('it is accepted from another page: once (D02)', manyRounds, async () => {
    const { race, each } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => accept(c, c.bob, offerId));
      expect([...statuses].sort()).toEqual([204, 409]);
      expect([await ownerOf(c), await roleOf(c, c.alice)]).toEqual([c.bob.userId, 'administrator']);
    });
  });

  test('it is withdrawn and offered to somebody else, who accepts too (D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const first = await offerTo(c, c.bobMemberId);
      const second = async () => {
        const withdrawn = await world.request('ownership-offers.withdraw', c.alice, { organizationId: c.organizationId, offerId: first });
        return withdrawn.status === 204 ? accept(c, c.carol, await offerTo(c, c.carolMemberId)) : withdrawn;
      };
      const statuses = await race(at, () => accept(c, c.bob, first), second);
      expect([[204, 403], [409, 204]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.carol.userId);
    });
    expect(outcomes.size).toBe(2); // both orders happened, so both are proved
  });

  test('who accepts is removed (M12, D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => ofMember('members.remove', c, c.bobMemberId));
      expect([[204, 409], [404, 204]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.alice.userId);
    });
    expect(outcomes.size).toBe(2);
  });

  test('who accepts is suspended (D11, D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => ofMember('members.suspend', c, c.bobMemberId));
      expect([[204, 409], [403, 200]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.alice.userId);
    });
    expect(outcomes.size).toBe(2);
  });

  test('who accepts leaves (D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => world.request('members.leave', c.bob, { organizationId: c.organizationId }));
      expect([[204, 409], [404, 204]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.alice.userId);
    });
    expect(outcomes.size).toBe(2);
  });

  test('who accepts is demoted by an administrator (D02, D05)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
      const offerId = await offerTo(c, c.bobMemberId);
      const demote = () => world.request('members.changeRole', c.carol, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'member' });
      const statuses = await race(at, () => accept(c, c.bob, offerId), demote);
      expect([[204, 403], [204, 412], [409, 200]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.alice.userId);
    });
    expect(outcomes.size).toBeGreaterThanOrEqual(2);
  });

  test('the owner tries to leave: he goes only once he is not the owner (D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => world.request('members.leave', c.alice, { organizationId: c.organizationId }));
      expect([[204, 204], [204, 409]]).toContainEqual(statuses);
      expect([await ownerOf(c), await roleOf(c, c.alice)]).toEqual([c.bob.userId, statuses[1] === 204 ? null : 'administrator']);
    });
    expect(outcomes.size).toBe(2);
  });

  test('the owner deletes the organization: it goes whole, or to its new owner (D02)', manyRounds, async () => {
    const { race, each, outcomes } = newRace();
    await each(async (at) => {
      const c = await world.company();
      const offerId = await offerTo(c, c.bobMemberId);
      const [named] = await world.owner`select name from organization where id = ${c.organizationId}`;
      const statuses = await race(at, () => accept(c, c.bob, offerId), () => world.request('organizations.delete', c.alice, { organizationId: c.organizationId, name: named!['name'] }));
      expect([[204, 403], [404, 204]]).toContainEqual(statuses);
      expect(await ownerOf(c)).toBe(statuses[0] === 204 ? c.bob.userId : c.alice.userId);
    });
    expect(outcomes.size).toBe(2);
  });

  test('the two owners to be never leave nobody: the new one goes after the old one, never both (D02)', manyRounds, async () => {
    const { race, each } = newRace();
    await each(async (at) => {
      const c = await world.company();
      await accept(c, c.bob, await offerTo(c, c.bobMemberId));
      const leave = (who: TestPerson) => world.request('members.leave', who, { organizationId: c.organizationId });
      expect(await race(at, () => leave(c.alice), () => leave(c.bob))).toEqual([204, 409]);
      expect(await ownerOf(c)).toBe(c.bob.userId);
    });
  });
});
