import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, testSettings, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld({ settings: { ...testSettings, seatsPerOrganization: 5 } })));
afterAll(() => world.close());

type Company = Awaited<ReturnType<World['company']>>;
const invite = (c: Company, email: string, administrator = false) => world.request('invitations.create', c.alice, { organizationId: c.organizationId, email, administrator });
const seatsOf = async (c: Company) => (await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.seats;
const expire = (c: Company, email: string) => world.owner`update invitation set expires_at = now() where organization_id = ${c.organizationId} and email = ${email}`;
const setSeats = (c: Company, seats: number) => world.owner`update organization set seats = ${seats} where id = ${c.organizationId}`;

/** Three members and five seats. */
describe('five seats', () => {
  test('hold three members and two invitations; a third is refused with the numbers, and goes once one is taken back', async () => {
    const c = await world.company();
    expect(await seatsOf(c)).toEqual({ limit: 5, used: 3, free: 2 });
    const dave = await invite(c, 'dave@example.org');
    expect((await invite(c, 'erin@example.org')).status).toBe(201);
    expect(await invite(c, 'frank@example.org')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('3 members and 2 open invitations use them') } });
    expect((await world.request('invitations.withdraw', c.alice, { organizationId: c.organizationId, invitationId: dave.body.id })).status).toBe(204);
    expect((await invite(c, 'frank@example.org')).status).toBe(201);
    expect(await seatsOf(c)).toEqual({ limit: 5, used: 5, free: 0 });
  });
  test('inviting an address again, in another role too, needs no second seat', async () => {
    const c = await world.company();
    for (const email of ['dave@example.org', 'erin@example.org']) await invite(c, email);
    expect((await invite(c, 'dave@example.org', true)).status).toBe(201);
    expect(await seatsOf(c)).toMatchObject({ used: 5 });
  });
  test('an expired invitation has given its seat back: sending it again takes one, if there is one', async () => {
    const c = await world.company();
    const dave = await invite(c, 'dave@example.org');
    await expire(c, 'dave@example.org');
    for (const email of ['erin@example.org', 'frank@example.org']) expect((await invite(c, email)).status).toBe(201);
    const resend = () => world.request('invitations.resend', c.alice, { organizationId: c.organizationId, invitationId: dave.body.id });
    expect((await resend()).status).toBe(409);
    await expire(c, 'frank@example.org');
    expect((await resend()).status).toBe(200);
  });
  test('many at once take what is left, one by one', async () => {
    const c = await world.company();
    const { body } = await world.request('invitations.createMany', c.alice, { organizationId: c.organizationId, invitations: ['a', 'b', 'c', 'd'].map((name) => ({ email: `${name}@example.org` })) });
    expect(body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['invited', 'invited', 'no-seat', 'no-seat']);
  });
  test('a suspended member keeps the seat, a removed one gives it back (D11)', async () => {
    const c = await world.company();
    await world.request('members.suspend', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(await seatsOf(c)).toMatchObject({ used: 3 });
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(await seatsOf(c)).toMatchObject({ used: 2 });
  });
});

describe('however many ask at once', () => {
  test('ten invitations for two seats: two are made', async () => {
    for (let round = 0; round < 10; round++) {
      const c = await world.company();
      const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => invite(c, `p${at}@example.org`)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
      expect(await seatsOf(c)).toEqual({ limit: 5, used: 5, free: 0 });
    }
  });
  test('an acceptance uses the seat that its invitation held; after the limit was lowered, only while members leave one', async () => {
    for (let round = 0; round < 10; round++) {
      const c = await world.company();
      await setSeats(c, 8);
      const invited = await Promise.all(['Dave', 'Erin', 'Frank', 'Grace', 'Heidi'].map((givenName) => world.person({ givenName })));
      const ids = await Promise.all(invited.map(async ({ email }) => (await invite(c, email)).body.id));
      await setSeats(c, 4);
      const answers = await Promise.all(invited.map((who, at) => world.request('invitations.accept', who, { invitationId: ids[at] })));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.find(({ status }) => status === 409)?.body.detail).toContain('Every seat of this organization is taken');
      expect((await world.request('organizations.read', c.alice, { organizationId: c.organizationId })).body.memberCount).toBe(4);
    }
  });
});
