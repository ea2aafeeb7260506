import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type Served } from '../testing/served.ts';
import { asKey, makeKey } from '../testing/api-keys.ts';
import { poll } from '../testing/poll.ts';
import { newWorld, type World } from '../testing/world.ts';

let world: World;
let served: Served;
beforeAll(async () => {
  world = await newWorld();
  served = await serve(world);
});
afterAll(async () => {
  await served.close();
  await world.close();
});

const waiting = async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length;

/** Somebody changes the membership of an organization and takes his time. */
async function whileHeld<T>(organizationId: string, during: () => Promise<T>): Promise<T> {
  return (await world.owner.begin(async (sql) => {
    await sql`select id from organization where id = ${organizationId} for no key update`;
    return during();
  })) as T;
}

/** What is asked meanwhile waits, and is answered afterwards. */
async function expectToWait(organizationId: string, ask: () => Promise<{ status: number }>): Promise<number> {
  let asked: Promise<{ status: number }> | undefined;
  await whileHeld(organizationId, async () => {
    let answered = false;
    asked = ask().finally(() => (answered = true));
    await poll(async () => (await waiting()) > 0);
    expect(answered).toBe(false);
  });
  return (await asked!).status;
}

describe('who waits for an organization that is being changed', () => {
  test('a member does; an outsider, nobody and a suspended member are answered at once, and hold nobody up', async () => {
    const c = await world.company();
    const dave = await world.person({ givenName: 'Dave' });
    await world.join(c.organizationId, dave, 'administrator');
    await world.request('members.suspend', c.alice, { organizationId: c.organizationId, memberId: await world.memberIdOf(c.organizationId, dave) });
    const rename = (who: Parameters<World['request']>[1]) => world.request('organizations.update', who, { organizationId: c.organizationId, name: 'Renamed' });
    const refused = await whileHeld(c.organizationId, async () => [await rename(c.mallory), await rename(null), await rename(dave)]);
    expect(refused.map(({ status }) => status)).toEqual([404, 401, 403]);
    expect(await expectToWait(c.organizationId, () => rename(c.carol))).toBe(200);
    expect(await expectToWait(c.organizationId, () => rename(c.bob))).toBe(403); // belongs to it: what he may do is read under the lock
  });

  test('a key of the organization does; one of another organization and one that works nowhere do not', async () => {
    const c = await world.company();
    const [own, foreign] = [await makeKey(world, c.alice, c.organizationId), await makeKey(world, c.mallory, c.foreignOrganizationId)];
    const invite = (key: { secret: string }) =>
      asKey(served, key)('POST', `/api/v1/organizations/${c.organizationId}/invitations`, { email: `someone-${c.organizationId}@example.org` });
    const refused = await whileHeld(c.organizationId, async () => [await invite(foreign), await invite({ secret: `${own.secret.slice(0, -4)}none` })]);
    expect(refused.map(({ status }) => status)).toEqual([404, 401]);
    expect(await expectToWait(c.organizationId, () => invite(own))).toBe(201);
  });

  test('of those who answer an invitation, its addressee alone', async () => {
    const c = await world.company();
    const { body } = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: c.mallory.email });
    const stranger = await world.person({ givenName: 'Stranger' });
    const answer = (what: 'accept' | 'reject', who: Parameters<World['request']>[1]) => world.request(`invitations.${what}`, who, { invitationId: body.id });
    const refused = await whileHeld(c.organizationId, async () => [await answer('accept', stranger), await answer('reject', c.alice), await answer('accept', null)]);
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 401]);
    expect(await expectToWait(c.organizationId, () => answer('accept', c.mallory))).toBe(200);
    expect(await world.memberIdOf(c.organizationId, c.mallory)).not.toBeNull();
  });

  test('who is removed while waiting is nobody there once it is his turn', async () => {
    const c = await world.company();
    let asked: Promise<{ status: number }> | undefined;
    await world.owner.begin(async (sql) => {
      await sql`select id from organization where id = ${c.organizationId} for no key update`;
      asked = world.request('members.suspend', c.carol, { organizationId: c.organizationId, memberId: c.bobMemberId });
      await poll(async () => (await waiting()) > 0);
      await sql`delete from member where id = ${c.carolMemberId}`;
    });
    expect((await asked!).status).toBe(404);
  });
});
