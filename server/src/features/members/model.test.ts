/** The membership as a whole against a small model: any sequence of requests, one by one and many at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aimed, draft } from '../../testing/membership-commands.ts';
import { MembershipModel, seats, type Command } from '../../testing/membership-model.ts';
import { openMembership, sixPeople, type MembershipProduct } from '../../testing/membership-product.ts';
import { newWorld, type World } from '../../testing/world.ts';

/** `npm run test:long` raises the number; a failing seed is printed, and replayed by MEMBERSHIP_SEED. */
const runs = Number(process.env['MEMBERSHIP_RUNS'] ?? 1000);
const seed = Number(process.env['MEMBERSHIP_SEED'] ?? Date.now() % 1_000_000_000);
const lanes = 4;
const timeout = 60_000 + runs * 300;

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

/** Several sequences of runs side by side, each with people and a seed of its own. */
async function assertRuns<Given>(given: fc.Arbitrary<Given>, holds: (real: MembershipProduct, given: Given) => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    const people = await sixPeople(world);
    const property = fc.asyncProperty(given, async (each) => holds(await openMembership(world, people), each));
    await fc.assert(property, { numRuns: Math.ceil(runs / lanes), seed: seed + lane, interruptAfterTimeLimit: timeout - 20_000, markInterruptAsFailure: true });
  }));
}

const isChange = (status: number) => status >= 200 && status < 300;

test('any sequence of requests is answered and ends as the rules say, on clusters too (M07-M19, D02-D06, D11)', { timeout }, async () => {
  await assertRuns(fc.array(draft, { minLength: 6, maxLength: 24, size: 'max' }), async (real, drafts) => {
    const model = new MembershipModel();
    let unchanged = 0;
    let changes = 0;
    for (const drafted of drafts) {
      const given = aimed(model.state(), drafted);
      const before = JSON.stringify(model.state());
      const expected = model.answer(given);
      const status = await real.perform(given);
      expect([given, status]).toEqual([given, expected]);
      if (isChange(status)) changes += 1;
      const isNoChange = (given.do === 'changeRole' || given.do === 'permissions' || given.do === 'accept') && before === JSON.stringify(model.state());
      if (isChange(status) && isNoChange) unchanged += 1; // a role that somebody has already, an invitation accepted before
      const { members, open, ...rest } = await real.state();
      expect([given, { members, open, ...rest }]).toEqual([given, model.state()]);
      expect(members.length + open.filter((invitation) => invitation.endsWith('open')).length).toBeLessThanOrEqual(seats);
    }
    expect(await real.access()).toEqual(model.access());
    const audited = (await real.audited()).length;
    expect(audited).toBeLessThanOrEqual(changes);
    expect(audited).toBeGreaterThanOrEqual(changes - unchanged);
  });
});

const wave = fc.array(fc.record({ drafted: draft, afterTurns: fc.nat({ max: 4 }) }), { minLength: 2, maxLength: 6 });

async function start(real: MembershipProduct, given: Command, afterTurns: number): Promise<number> {
  for (let turn = 0; turn < afterTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
  return real.perform(given);
}

test('however requests overlap, exactly one owner stays, seats hold, nobody is in twice, and nothing outlives the authority of who sent it (D02, D03, D05, D11)', { timeout }, async () => {
  await assertRuns(fc.array(wave, { minLength: 2, maxLength: 4 }), async (real, waves) => {
    await real.perform({ do: 'permissions', by: 0, membersCanInvite: true });
    let done = 1;
    let mayBeNoChange = 0;
    for (const started of waves) {
      const state = await real.state();
      const commands = started.map(({ drafted }) => aimed(state, drafted));
      const statuses = await Promise.all(commands.map((given, at) => start(real, given, started[at]?.afterTurns ?? 0)));
      for (const status of statuses) expect([0, 200, 201, 204, 403, 404, 409, 412]).toContain(status);
      await expectInvariants(real);
      done += statuses.filter(isChange).length;
      mayBeNoChange += commands.filter((given) => ['changeRole', 'permissions', 'accept'].includes(given.do)).length;
    }
    const audited = await real.audited();
    expect(audited.length).toBeLessThanOrEqual(done);
    expect(audited.length).toBeGreaterThanOrEqual(done - mayBeNoChange);
  });
});

async function expectInvariants(real: MembershipProduct): Promise<void> {
  const { members, open, membersCanInvite, offeredTo, deleted } = await real.state();
  const standing = new Map(members.map((member) => [member[0], member.slice(2)]));
  expect(members.filter((member) => member.endsWith('owner'))).toHaveLength(1); // and so an active one
  expect(standing.size).toBe(members.length);
  expect(new Set(open.map((invitation) => invitation[0])).size).toBe(open.length);
  expect(members.length + open.filter((invitation) => invitation.endsWith('open')).length).toBeLessThanOrEqual(seats);
  if (deleted) expect([open, offeredTo]).toEqual([[], null]);
  for (const invitation of open) {
    const [, inviter = '', role] = /by (\d) (\w+)/.exec(invitation) ?? [];
    const needed = role === 'administrator' || !membersCanInvite ? /^(?:owner|administrator)$/ : /^(?:owner|administrator|member)$/;
    expect([invitation, standing.get(inviter)]).toEqual([invitation, expect.stringMatching(needed)]);
    expect([...standing.keys()]).not.toContain(invitation[0]); // nobody is invited who is in
  }
  if (offeredTo !== null) expect(standing.get(String(offeredTo))).toMatch(/^(?:administrator|member)$/);
  const implied = [...standing].map(([person, role]) => `${person} ${role.endsWith('suspended') ? 'blocked' : role === 'member' ? 'user' : 'administrator'}`);
  const access = await real.access();
  expect(access).toEqual(expect.arrayContaining(implied));
  for (const extra of access.filter((each) => !implied.includes(each))) expect(extra).toMatch(/blocked$/);
}
