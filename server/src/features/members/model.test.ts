/** The membership as a whole against a small model: any sequence of requests, one by one and many at once. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everybody, MembershipModel, seats, type Command, type Who } from '../../testing/membership-model.ts';
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

const who = fc.constantFrom<Who[]>(...everybody);
const by = <What extends string>(...what: What[]) => fc.record({ do: fc.constantFrom(...what), by: who }) as fc.Arbitrary<Command>;
const byOn = <What extends string>(...what: What[]) => fc.record({ do: fc.constantFrom(...what), by: who, whom: who }) as fc.Arbitrary<Command>;
// Who governs at first asks most often, or most requests would only be refused.
const often = fc.oneof({ weight: 3, arbitrary: fc.constantFrom<Who[]>(0, 1) }, { weight: 2, arbitrary: who });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('invite' as const), by: often, whom: who, administrator: fc.boolean() }) },
  { weight: 5, arbitrary: by('accept') },
  { weight: 2, arbitrary: by('reject', 'leave') },
  { weight: 2, arbitrary: byOn('resend', 'withdraw') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('expire' as const), whom: who }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'suspend' as const, 'reinstate' as const), by: often, whom: who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('changeRole' as const), by: often, whom: who, role: fc.constantFrom('administrator' as const, 'member' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('permissions' as const), by: often, membersCanInvite: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('offer' as const), by: often, whom: who }) },
  { weight: 3, arbitrary: by('acceptOffer', 'declineOffer', 'withdrawOffer') },
  { weight: 1, arbitrary: fc.constant<Command>({ do: 'delete', by: 0 }) },
);

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
  await assertRuns(fc.array(command, { minLength: 4, maxLength: 24, size: 'max' }), async (real, commands) => {
    const model = new MembershipModel();
    let unchanged = 0;
    let changes = 0;
    for (const given of commands) {
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

type Started = { command: Command; afterTurns: number };
const wave = fc.array(fc.record({ command, afterTurns: fc.nat({ max: 4 }) }), { minLength: 2, maxLength: 6 });

async function start(real: MembershipProduct, { command: given, afterTurns }: Started): Promise<number> {
  for (let turn = 0; turn < afterTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
  return real.perform(given);
}

test('however requests overlap, exactly one owner stays, seats hold, nobody is in twice, and nothing outlives the authority of who sent it (D02, D03, D05, D11)', { timeout }, async () => {
  await assertRuns(fc.array(wave, { minLength: 2, maxLength: 4 }), async (real, waves) => {
    await real.perform({ do: 'permissions', by: 0, membersCanInvite: true });
    let done = 1;
    for (const started of waves) {
      const statuses = await Promise.all(started.map((each) => start(real, each)));
      for (const status of statuses) expect([0, 200, 201, 204, 403, 404, 409, 412]).toContain(status);
      await expectInvariants(real);
      done += statuses.filter(isChange).length;
    }
    const audited = await real.audited();
    const mayBeNoChange = waves.flat().filter(({ command: given }) => ['changeRole', 'permissions', 'accept'].includes(given.do)).length;
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
