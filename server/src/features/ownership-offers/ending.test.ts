import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessFor } from '../cluster-accounts/wanted.ts';
import * as members from '../members/store.ts';
import { addCluster } from '../../testing/cluster-rows.ts';
import { newWorld, readerOf, type TestPerson, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;

/** Carol, an administrator, has an open offer. */
async function offered() {
  const c = await world.company();
  const { status, body } = await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId: c.carolMemberId });
  expect(status).toBe(201);
  return { c, offerId: String(body.id) };
}
const accept = (c: Company, who: TestPerson, offerId: string) => world.request('ownership-offers.accept', who, { organizationId: c.organizationId, offerId });
const ownerOf = async (c: Company) => (await world.owner<{ userId: string }[]>`select user_id as "userId" from member where organization_id = ${c.organizationId} and role = 'owner'`).map(({ userId }) => userId);
const ofCarol = (c: Company) => ({ organizationId: c.organizationId, memberId: c.carolMemberId });

const endings: Record<string, (c: Company) => Promise<{ status: number }>> = {
  'a removal': (c) => world.request('members.remove', c.alice, ofCarol(c)),
  'a demotion': (c) => world.request('members.changeRole', c.alice, { ...ofCarol(c), role: 'member' }),
  'a suspension': (c) => world.request('members.suspend', c.alice, ofCarol(c)),
  leaving: (c) => world.request('members.leave', c.carol, { organizationId: c.organizationId }),
};

describe('ownership-offers.end', () => {
  test.each(Object.entries(endings))('%s of who has the offer ends it, in the audit log too, and nobody accepts it any more (D02)', async (_name, ending) => {
    const { c, offerId } = await offered();
    expect((await ending(c)).status).toBeLessThan(300);
    expect((await world.request('ownership-offers.read', c.alice, { organizationId: c.organizationId })).body).toMatchObject({ offer: null, allows: { create: true } });
    expect((await accept(c, c.carol, offerId)).status).not.toBe(204);
    expect(await ownerOf(c)).toEqual([c.alice.userId]);
    expect((await world.audited(c.organizationId)).filter(({ operation }) => operation === 'ownership-offers.end')).toMatchObject([{ subject: offerId }]);
  });
  test('what happens to somebody else leaves it open', async () => {
    const { c, offerId } = await offered();
    expect((await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId })).status).toBe(204);
    expect((await accept(c, c.carol, offerId)).status).toBe(204);
    expect(await ownerOf(c)).toEqual([c.carol.userId]);
  });
  test('a member who returns has no old offer', async () => {
    const { c, offerId } = await offered();
    await endings['a suspension']!(c);
    expect((await world.request('members.reinstate', c.alice, ofCarol(c))).status).toBe(200);
    expect(await accept(c, c.carol, offerId)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('ended') } });
  });
});

describe('at the same moment', () => {
  test('two answers to one offer, and withdrawing it: exactly one counts', async () => {
    for (let round = 0; round < 30; round++) {
      const { c, offerId } = await offered();
      const input = { organizationId: c.organizationId, offerId };
      const answers = await Promise.all([
        accept(c, c.carol, offerId), accept(c, c.carol, offerId), world.request('ownership-offers.decline', c.carol, input), world.request('ownership-offers.withdraw', c.alice, input),
      ]);
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      expect(await ownerOf(c)).toHaveLength(1);
    }
  });
  test('two offers: one is made, the other names it', async () => {
    for (let round = 0; round < 30; round++) {
      const c = await world.company();
      const answers = await Promise.all([c.carolMemberId, c.bobMemberId].map((memberId) => world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId })));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    }
  });
});

test('M19 after the hand-over both are administrators on clusters, and every managed one is compared', async () => {
  const { c, offerId } = await offered();
  const clusterId = await addCluster(world.owner, c.organizationId, c.alice.userId);
  world.queue.sent.length = 0;
  await accept(c, c.carol, offerId);
  expect(world.queue.sent).toContainEqual({ name: 'cluster-accounts.reconcile', key: clusterId, startAt: null });
  const wanted = (await members.listForClusters(readerOf(world), c.organizationId)).map(({ userId, role }) => [userId, accessFor(role, '3.8.0')]);
  expect(Object.fromEntries(wanted)).toEqual({ [c.alice.userId]: 'administrator', [c.carol.userId]: 'administrator', [c.bob.userId]: 'user' });
});
