import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { asTx } from '../../platform/postgres/pool.ts';
import { poll } from '../../testing/poll.ts';
import { newWorld, readerOf, type World } from '../../testing/world.ts';
import type { NewProof } from './proof.ts';
import * as users from './store.ts';
import type { NewUser } from './user.ts';

let world: World;
let tx: Tx;
beforeAll(async () => {
  world = await newWorld();
  tx = readerOf(world);
});
afterAll(() => world.close());

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T13:00:00Z');

const someone = (given: Partial<NewUser> = {}): NewUser => {
  const id = newUuid() as UserId;
  return { id, email: `${id}@example.org`, givenName: 'Alice', familyName: 'Adams', emailVerified: false, passwordHash: `hash of ${id}`, createdAt: now, ...given };
};
async function put(given: Partial<NewUser> = {}): Promise<NewUser> {
  const user = someone(given);
  expect(await users.insert(tx, user)).toBe(true);
  return user;
}

describe('the people in the store', () => {
  test('one address is one person: a second is refused, and leaves no way to sign in behind (D03)', async () => {
    const first = await put();
    const second = someone({ email: first.email });
    expect(await users.insert(tx, second)).toBe(false);
    expect(await users.findByEmail(tx, first.email)).toEqual({ id: first.id, email: first.email, emailVerified: false, givenName: 'Alice', familyName: 'Adams' });
    expect(await users.find(tx, second.id)).toBeNull();
    expect(await users.findPasswordHash(tx, second.id)).toBeNull();
    expect(await users.findPasswordHash(tx, first.id)).toBe(first.passwordHash);
    expect([await users.isRegistered(tx, first.email), await users.isRegistered(tx, `x${first.email}`)]).toEqual([true, false]);
  });

  test('the database keeps addresses in small letters without spaces around, and no second one that differs in case (D03)', async () => {
    const { email } = await put();
    for (const form of [email.toUpperCase(), ` ${email}`]) await expect(users.insert(tx, someone({ email: form })), form).rejects.toThrow(/user_address_is_normal/);
    await expect(world.owner`update "user" set email = ${email} where id = ${(await put()).id}`).rejects.toThrow(/duplicate key/);
  });

  test.each([['keeps', false], ['gives up', true]] as const)('of two with one address at the same moment the second waits, and is somebody exactly when the first %s it (D03)', async (_what, undone) => {
    const [first, second] = [someone(), someone()];
    second.email = first.email;
    let waiting: Promise<boolean> | undefined;
    const registering = world.pool.begin(async (sql) => {
      expect(await users.insert(asTx(sql), first)).toBe(true);
      waiting = world.pool.begin((other) => users.insert(asTx(other), second)) as Promise<boolean>;
      await poll(async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0);
      if (undone) throw new Error('undone');
    });
    if (undone) await expect(registering).rejects.toThrow('undone');
    else await registering;
    expect(await waiting).toBe(undone);
    expect(await users.findByEmail(tx, first.email)).toMatchObject({ id: (undone ? second : first).id });
  });

  test('a name, a password and a proof of the address are changed for one person and nobody else', async () => {
    const [alice, other] = [await put(), await put()];
    await users.rename(tx, alice.id, { givenName: 'Alicia', familyName: 'Brown' }, later);
    await users.setPassword(tx, alice.id, 'new hash', later);
    await users.markVerified(tx, alice.id, later);
    expect(await users.find(tx, alice.id)).toMatchObject({ givenName: 'Alicia', familyName: 'Brown', emailVerified: true });
    expect(await users.findPasswordHash(tx, alice.id)).toBe('new hash');
    expect(await world.owner`select name from "user" where id = ${alice.id}`).toEqual([{ name: 'Alicia Brown' }]);
    expect(await users.find(tx, other.id)).toMatchObject({ givenName: 'Alice', familyName: 'Adams', emailVerified: false });
    expect(await users.findPasswordHash(tx, other.id)).toBe(other.passwordHash);
  });
});

describe('what a dashboard remembers', () => {
  test('is kept part by part: one that is not said stays as it was (M08, D01)', async () => {
    const c = await world.company();
    const slugOf = async (id: OrganizationId) => (await world.owner<{ slug: string }[]>`select slug from organization where id = ${id}`)[0]!.slug;
    expect(await users.readPreference(tx, c.bob.userId)).toEqual({ welcomeClosed: false, lastOrganizationSlug: null, organizationsCreated: 0 });
    await users.savePreference(tx, c.bob.userId, { lastOrganizationId: c.organizationId });
    await users.savePreference(tx, c.bob.userId, { welcomeClosed: true });
    await users.savePreference(tx, c.bob.userId, { lastOrganizationId: c.organizationId });
    expect(await users.readPreference(tx, c.bob.userId)).toMatchObject({ welcomeClosed: true, lastOrganizationSlug: await slugOf(c.organizationId) });
    await users.savePreference(tx, c.bob.userId, { welcomeClosed: false });
    expect(await users.readPreference(tx, c.bob.userId)).toMatchObject({ welcomeClosed: false, lastOrganizationSlug: await slugOf(c.organizationId) });
    expect(await users.readPreference(tx, c.carol.userId)).toMatchObject({ welcomeClosed: false, lastOrganizationSlug: null });
    expect((await users.readPreference(tx, c.alice.userId)).organizationsCreated).toBe(1);
  });

  test('leads into no organization that the person has left or never was in (M01, D01)', async () => {
    const c = await world.company();
    await users.savePreference(tx, c.bob.userId, { lastOrganizationId: c.foreignOrganizationId });
    expect((await users.readPreference(tx, c.bob.userId)).lastOrganizationSlug).toBeNull();
    await users.savePreference(tx, c.bob.userId, { lastOrganizationId: c.organizationId });
    expect((await users.readPreference(tx, c.bob.userId)).lastOrganizationSlug).not.toBeNull();
    await world.owner`delete from member where id = ${c.bobMemberId}`;
    expect((await users.readPreference(tx, c.bob.userId)).lastOrganizationSlug).toBeNull();
    await expect(users.savePreference(tx, c.bob.userId, { lastOrganizationId: newUuid() as OrganizationId })).rejects.toThrow(/foreign key/);
  });
});

describe('mailed secrets in the store', () => {
  async function prove(userId: UserId, given: Partial<NewProof> = {}): Promise<NewProof> {
    const proof: NewProof = { id: newUuid(), purpose: 'verify-address', userId, tokenHash: newUuid(), browserHash: null, createdAt: now, expiresAt: later, ...given };
    await users.addProof(tx, proof);
    return proof;
  }
  const usedAt = async ({ purpose, tokenHash }: NewProof) => (await users.findProof(tx, purpose, tokenHash))!.usedAt;

  test('a secret opens only what it was mailed for (D03)', async () => {
    const { id } = await put();
    const proof = await prove(id, { browserHash: 'browser' });
    expect(await users.findProof(tx, 'verify-address', proof.tokenHash)).toEqual({ id: proof.id, purpose: 'verify-address', userId: id, browserHash: 'browser', expiresAt: later, usedAt: null });
    expect(await users.findProof(tx, 'reset-password', proof.tokenHash)).toBeNull();
    expect(await users.findProof(tx, 'verify-address', newUuid())).toBeNull();
  });

  test('is used once, however many try at the same moment', async () => {
    const { id } = await put();
    const [proof, another] = [await prove(id), await prove(id)];
    const tries = await Promise.all(Array.from({ length: 8 }, () => users.useProof(tx, proof.id, now)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await users.useProof(tx, proof.id, later)).toBe(false);
    expect([await usedAt(proof), await usedAt(another)]).toEqual([now, null]);
  });

  test('closing ends the open ones of one person and purpose, and leaves when a used one was used', async () => {
    const [alice, bob] = [await put(), await put()];
    const [used, open, reset, foreign] = [await prove(alice.id), await prove(alice.id), await prove(alice.id, { purpose: 'reset-password' }), await prove(bob.id)];
    await users.useProof(tx, used.id, now);
    await users.closeProofs(tx, alice.id, ['verify-address'], later);
    expect(await Promise.all([used, open, reset, foreign].map(usedAt))).toEqual([now, later, null, null]);
    await users.closeProofs(tx, alice.id, ['verify-address', 'reset-password'], now);
    expect(await Promise.all([open, reset, foreign].map(usedAt))).toEqual([later, now, null]);
  });

  test('the same secret is never stored for two, and none for nobody', async () => {
    const [alice, bob] = [await put(), await put()];
    const { tokenHash } = await prove(alice.id);
    await expect(prove(bob.id, { tokenHash })).rejects.toThrow(/duplicate key/);
    await expect(prove(newUuid() as UserId)).rejects.toThrow(/foreign key/);
    await prove(bob.id);
  });

  test('the browser of a registration is that of the first link, not of one that somebody asked for later', async () => {
    const [alice, bob] = [await put(), await put()];
    await prove(alice.id, { purpose: 'reset-password', browserHash: 'asked for a reset' });
    await prove(alice.id, { browserHash: 'registered' });
    await prove(alice.id, { browserHash: 'came later' });
    expect(await users.findRegistrationBrowser(tx, alice.id)).toBe('registered');
    expect(await users.findRegistrationBrowser(tx, bob.id)).toBeNull();
  });
});
