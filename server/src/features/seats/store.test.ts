import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import { unlimited } from './seats.ts';
import * as seats from './store.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

describe('what uses a seat', () => {
  test('members, suspended ones too, and open invitations; expired and answered ones do not', async () => {
    const c = await world.company();
    const read = () => seats.read(readerOf(world), { id: c.organizationId, ownSeats: null }, { seatsPerOrganization: 10 });
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${c.bobMemberId}`;
    const dave = await world.person({ givenName: 'Dave' });
    const invited = await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: dave.email });
    await world.request('invitations.create', c.alice, { organizationId: c.organizationId, email: 'erin@example.org' });
    expect(await read()).toEqual({ limit: 10, members: 3, invited: 2 });
    await world.owner`update invitation set expires_at = now() where organization_id = ${c.organizationId} and email = 'erin@example.org'`;
    expect(await read()).toEqual({ limit: 10, members: 3, invited: 1 });
    await world.request('invitations.accept', dave, { invitationId: invited.body.id });
    expect(await read()).toEqual({ limit: 10, members: 4, invited: 0 });
  });
  test('is not counted where nothing is limited', async () => {
    const c = await world.company();
    expect(await seats.read(readerOf(world), { id: c.organizationId, ownSeats: null }, { seatsPerOrganization: null })).toEqual(unlimited);
  });
});
