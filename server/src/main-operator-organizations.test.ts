import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appointOwner, listOrganizations, setSeats, type Operating } from './main-operator-organizations.ts';
import { newWorld, type World } from './testing/world.ts';

let world: World;
let operating: Operating;
let said: string[];
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());
beforeEach(() => {
  said = [];
  operating = {
    pool: world.pool, settings: { publicUrl: 'http://127.0.0.1:8080', seatsPerOrganization: null },
    openVault: () => Promise.resolve(world.outside.vault), say: (line) => void said.push(line),
  };
});

async function company() {
  const c = await world.company();
  const [row] = await world.owner<{ slug: string }[]>`select slug from organization where id = ${c.organizationId}`;
  return { ...c, slug: row!.slug };
}
const rolesOf = async (organizationId: string) =>
  Object.fromEntries((await world.owner<{ name: string; role: string }[]>`select u."givenName" as name, m.role from member m join "user" u on u.id = m.user_id where m.organization_id = ${organizationId}`).map(({ name, role }) => [name, role]));
const audited = async (organizationId: string) =>
  (await world.owner<{ operation: string; actorKind: string }[]>`select operation, actor_kind as "actorKind" from audit where organization_id = ${organizationId} order by id`).map(({ operation, actorKind }) => `${operation} ${actorKind}`);

describe('organizations', () => {
  test('lists each with its members, seats and state (D10)', async () => {
    const c = await company();
    const gone = await company();
    await world.request('organizations.delete', gone.alice, { organizationId: gone.organizationId, name: "Alice's organization" });
    await setSeats(operating, c.slug, '7');
    said = [];
    expect(await listOrganizations(operating)).toBe(true);
    expect(said).toContain(`${c.slug}  Alice's organization  3 members, 3 of 7 seats used (its own number)  active`);
    expect(said.find((line) => line.startsWith(gone.slug))).toMatch(/deleted \d{4}-\d\d-\d\d$/);
  });
});

describe('seats', () => {
  test('limits one organization and lifts the limit again, each written in its audit log', async () => {
    const c = await company();
    const invite = (email: string) => world.request('invitations.create', c.alice, { organizationId: c.organizationId, email });
    expect(await setSeats(operating, c.slug, '4')).toBe(true);
    expect(said).toEqual([`${c.slug} has 4 seats now; 3 are used.`]);
    expect((await invite('dave@example.org')).status).toBe(201);
    expect(await invite('erin@example.org')).toMatchObject({ status: 409, body: { detail: expect.stringContaining('This organization has 4 seats') } });
    expect((await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body.seats).toEqual({ limit: 4, used: 4, free: 0 });
    expect(await setSeats(operating, c.slug, 'default')).toBe(true);
    expect((await invite('erin@example.org')).status).toBe(201);
    expect((await world.request('organizations.read', c.bob, { organizationId: c.organizationId })).body.seats).toBeNull();
    expect((await audited(c.organizationId)).filter((row) => row.startsWith('organizations.'))).toEqual(['organizations.setSeats system', 'organizations.setSeats system']);
  });
  test('lowered below what is used removes nobody', async () => {
    const c = await company();
    expect(await setSeats(operating, c.slug, '1')).toBe(true);
    expect(said).toEqual([`${c.slug} has 1 seat now; 3 are used. Nobody is removed, and nobody else gets in.`]);
    expect(Object.keys(await rolesOf(c.organizationId))).toHaveLength(3);
  });
  test('refuses what is no number and what is no organization', async () => {
    const c = await company();
    for (const given of ['0', '-1', 'many', '1.5', '']) expect(await setSeats(operating, c.slug, given)).toBe(false);
    expect(await setSeats(operating, 'nowhere', '5')).toBe(false);
    expect(await audited(c.organizationId)).toEqual([]);
  });
});

describe('appoint-owner', () => {
  test('makes an active member the owner, tells both and says so in the audit log; an open offer ends (D02, D10)', async () => {
    const c = await company();
    await world.request('ownership-offers.create', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(await appointOwner(operating, c.slug, ` ${c.carol.email.toUpperCase()} `, '--owner-is-gone')).toBe(true);
    expect(await rolesOf(c.organizationId)).toEqual({ Alice: 'administrator', Carol: 'owner', Bob: 'member' });
    const { body } = await world.request('members.list', c.carol, { organizationId: c.organizationId });
    expect(Object.fromEntries(body.items.map(({ givenName, roleChanged }: { givenName: string; roleChanged: { by: string | null } | null }) => [givenName, roleChanged && roleChanged.by]))).toEqual({ Alice: null, Carol: null, Bob: null });
    expect(body.items.map(({ roleChanged }: { roleChanged: object | null }) => roleChanged !== null)).toEqual([true, true, false]);
    expect(await audited(c.organizationId)).toEqual(['ownership-offers.create user', 'ownership-offers.end system', 'organizations.appointOwner system']);
    await world.product.jobs.find(({ name }) => name === 'mail.sweep')!.run(world.product.workOf('mail.sweep'), 'all');
    await world.work();
    expect(world.transport.to(c.carol.email)).toMatchObject([{ subject: "You are the owner of Alice's organization now" }]);
    expect(world.transport.to(c.alice.email)).toMatchObject([{ subject: "Carol Clark is the owner of Alice's organization now" }]);
  });
  test('does nothing without the statement, for a stranger, the owner or a suspended member, and for a deleted organization', async () => {
    const c = await company();
    await world.owner`update member set suspended_reasons = '{administrator}', suspended_at = now() where id = ${c.bobMemberId}`;
    expect(await appointOwner(operating, c.slug, c.carol.email, undefined)).toBe(false);
    for (const who of [c.mallory, c.alice, c.bob]) expect(await appointOwner(operating, c.slug, who.email, '--owner-is-gone')).toBe(false);
    expect(said.slice(1)).toEqual([`${c.mallory.email} is no member of ${c.slug}.`, 'Alice Adams is the owner already.', 'Bob Brown is suspended. Only an active member can be appointed.']);
    expect(await rolesOf(c.organizationId)).toEqual({ Alice: 'owner', Carol: 'administrator', Bob: 'member' });
    await world.request('organizations.delete', c.alice, { organizationId: c.organizationId, name: "Alice's organization" });
    expect(await appointOwner(operating, c.slug, c.carol.email, '--owner-is-gone')).toBe(false);
  });
});
