import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InvitationId, OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newWorld, unboundOf, type TestPerson, type World } from '../../testing/world.ts';
import type { NewInvitation, Sent } from './invitation.ts';
import * as invitations from './store.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = unboundOf(world);
});
afterAll(() => world.close());

const now = new Date('2026-03-01T12:00:00Z');

async function put(organizationId: OrganizationId, by: TestPerson, given: Partial<NewInvitation> = {}): Promise<NewInvitation & Sent> {
  const invitation: NewInvitation = {
    id: crypto.randomUUID() as InvitationId, organizationId, email: `${crypto.randomUUID()}@example.org`, role: 'member', message: null,
    tokenHash: crypto.randomUUID(), invitedBy: by.userId, ...given,
  };
  return { ...invitation, ...(await invitations.insert(tx, invitation)) };
}
const expire = (id: InvitationId) => world.owner`update invitation set expires_at = statement_timestamp() where id = ${id}`;
const stateOf = async ({ id, organizationId }: NewInvitation) => (await invitations.find(tx, organizationId, id))?.state;

describe('the store of invitations', () => {
  test('gives back what was put in, with who invites, to what, and how its mail fares', async () => {
    const c = await world.company();
    const put1 = await put(c.organizationId, c.alice, { role: 'administrator' });
    const { tokenHash, invitedBy: _, ...shown } = put1;
    expect(await invitations.find(tx, c.organizationId, put1.id)).toEqual({
      ...shown, organizationName: "Alice's organization", state: 'pending', expired: false, delivery: { state: 'queued', error: null },
      invitedBy: { userId: c.alice.userId, email: c.alice.email, givenName: 'Alice', familyName: 'Adams' },
    });
    expect(await invitations.findByTokenHash(tx, tokenHash)).toMatchObject({ id: put1.id });
    expect(await invitations.find(tx, c.foreignOrganizationId, put1.id)).toBeNull();
    expect(await invitations.organizationFor(tx, put1.email, put1.id)).toBe(c.organizationId);
    expect(await invitations.organizationFor(tx, c.mallory.email, put1.id)).toBeNull();
  });

  test('the newest mail counts, and its error is told (D10)', async () => {
    const c = await world.company();
    const { id } = await put(c.organizationId, c.alice);
    for (const [order, state, error] of [[1, 'delivered', null], [2, 'failed', 'There is no such mailbox.']] as const) {
      await world.owner`insert into mail (id, organization_id, invitation_id, recipient, subject, state, last_error, created_at)
        values (${`00000000-0000-7000-8000-${id.slice(-11)}${order}`}, ${c.organizationId}, ${id}, 'x', 'x', ${state}, ${error}, now())`;
    }
    expect((await invitations.find(tx, c.organizationId, id))!.delivery).toEqual({ state: 'failed', error: 'There is no such mailbox.' });
  });

  test('an address finds its own only, exactly as it is written (D03)', async () => {
    const c = await world.company();
    const { id, email } = await put(c.organizationId, c.alice);
    expect(await invitations.findFor(tx, email, id)).not.toBeNull();
    expect(await invitations.findFor(tx, `x${email}`, id)).toBeNull();
    expect(await invitations.listReceived(tx, email, { after: null, limit: 10 })).toHaveLength(1);
    await expire(id);
    expect(await invitations.listReceived(tx, email, { after: null, limit: 10 })).toEqual([]);
  });

  test('the database takes one open invitation per address and organization, in small letters (D03)', async () => {
    const c = await world.company();
    const first = await put(c.organizationId, c.alice);
    await expect(put(c.organizationId, c.carol, { email: first.email })).rejects.toThrow(/invitation_one_open/);
    await expect(put(c.organizationId, c.alice, { email: 'Big@example.org' })).rejects.toThrow(/check/);
    await put(c.foreignOrganizationId, c.mallory, { email: first.email });
    await invitations.close(tx, first.id, 'withdrawn', now);
    await put(c.organizationId, c.carol, { email: first.email });
  });

  test('what is closed stays as it was closed', async () => {
    const c = await world.company();
    const invitation = await put(c.organizationId, c.alice);
    await invitations.close(tx, invitation.id, 'rejected', now);
    await invitations.close(tx, invitation.id, 'accepted', now);
    expect(await stateOf(invitation)).toBe('rejected');
  });

  test('ends those of one person, or of all ordinary members, in one organization, and names them (D05)', async () => {
    const c = await world.company();
    await world.join(c.foreignOrganizationId, c.bob, 'member');
    const [alices, carols, bobs, elsewhere] = [
      await put(c.organizationId, c.alice), await put(c.organizationId, c.carol), await put(c.organizationId, c.bob), await put(c.foreignOrganizationId, c.bob),
    ];
    expect(await invitations.countOpenOf(tx, c.organizationId, c.bob.userId)).toBe(1);
    expect(await invitations.endThoseOfMembers(tx, c.organizationId, now)).toEqual([{ id: bobs.id, email: bobs.email }]);
    expect(await invitations.endThoseOf(tx, c.organizationId, c.carol.userId, now)).toEqual([{ id: carols.id, email: carols.email }]);
    expect(await invitations.endThoseOf(tx, c.organizationId, c.carol.userId, now)).toEqual([]);
    expect(await Promise.all([alices, carols, bobs, elsewhere].map(stateOf))).toEqual(['pending', 'ended', 'ended', 'pending']);
  });
});
