import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../kernel/actor.ts';
import type { OrganizationId } from '../kernel/id.ts';
import type { Tx } from '../kernel/scope.ts';
import { poll } from '../testing/poll.ts';
import { makeKey } from '../testing/api-keys.ts';
import { newWorld, readerOf, type TestPerson, type World } from '../testing/world.ts';
import { authenticate, authenticateKey } from './authenticate.ts';
import { asTx } from './postgres/pool.ts';
import { enterOrganization } from './postgres/tenant.ts';
import { hashSecret } from './secrets.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const roleOf = (actor: Actor) => (actor.kind === 'user' ? (actor.membership?.role ?? null) : actor.kind);
const hold = async (tx: Tx, who: TestPerson, organizationId: OrganizationId) => {
  await enterOrganization(tx, organizationId); // as the dispatcher does: row-level security shows nobody else's row to hold
  return authenticate(tx, who.sessionToken, organizationId, 'share');
};
const waitersIn = async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length;

/** Something that ends when it is told to. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => void (open = resolve));
  return { opened, open: () => open() };
}

describe('authenticate', () => {
  test('knows a person by the session, with the membership in the organization that is asked about (D01)', async () => {
    const c = await world.company();
    const reader = readerOf(world);
    expect(await authenticate(reader, c.bob.sessionToken, c.organizationId, 'none')).toMatchObject({
      kind: 'user', userId: c.bob.userId, email: c.bob.email, givenName: 'Bob', familyName: 'Brown', sessionExpiresAt: expect.any(Date),
      membership: { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'member', permissions: { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false } },
    });
    for (const organizationId of [c.foreignOrganizationId, null, crypto.randomUUID() as never]) {
      expect(await authenticate(reader, c.bob.sessionToken, organizationId, 'none')).toMatchObject({ kind: 'user', membership: null });
    }
  });

  test('knows nobody without a session, with an unknown, an expired or an unverified one (D03)', async () => {
    const c = await world.company();
    const reader = readerOf(world);
    for (const token of [null, '', 'x'.repeat(32), "' or true --"]) expect(await authenticate(reader, token, c.organizationId, 'none')).toEqual({ kind: 'anonymous' });
    await world.owner`update session set "expiresAt" = now() where token = ${c.bob.sessionToken}`;
    await world.owner`update "user" set "emailVerified" = false where id = ${c.carol.userId}`;
    for (const who of [c.bob, c.carol]) for (const lock of ['none', 'share'] as const) expect(await authenticate(reader, who.sessionToken, c.organizationId, lock)).toEqual({ kind: 'anonymous' });
    expect(roleOf(await authenticate(reader, c.alice.sessionToken, c.organizationId, 'none'))).toBe('owner');
  });

  test('reads live: a role, a permission and a removal count from the next request on', async () => {
    const c = await world.company();
    const role = async () => roleOf(await authenticate(readerOf(world), c.bob.sessionToken, c.organizationId, 'none'));
    await world.request('members.changeRole', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId, role: 'administrator' });
    expect(await role()).toBe('administrator');
    await world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId });
    expect(await role()).toBeNull();
  });

  test('takes one statement to read, and one more to hold', async () => {
    const c = await world.company();
    const statementsOf = (who: TestPerson, lock: 'none' | 'share' | 'organization') =>
      world.pool.begin(async (sql) => {
        const tx = asTx(sql);
        let count = 0;
        await enterOrganization(tx, c.organizationId);
        await authenticate({ query: (text, parameters) => (count++, tx.query(text, parameters)) }, who.sessionToken, c.organizationId, lock);
        return count;
      });
    for (const who of [c.bob, c.mallory]) {
      expect([await statementsOf(who, 'none'), await statementsOf(who, 'share'), await statementsOf(who, 'organization')]).toEqual([1, 2, 2]);
    }
  });

  test('does not go on without the lock: a transaction that entered no organization is a mistake, and fails', async () => {
    const c = await world.company();
    for (const lock of ['share', 'organization'] as const) {
      await expect(world.pool.begin((sql) => authenticate(asTx(sql), c.bob.sessionToken, c.organizationId, lock))).rejects.toThrow('has not entered the organization');
    }
  });
});

describe('a membership that is held for a write', () => {
  test('waits for a change that has begun, and sees it', async () => {
    for (const [change, seen] of [['update', 'administrator'], ['delete', null]] as const) {
      const c = await world.company();
      const [changed, commit] = [gate(), gate()];
      const changing = world.owner.begin(async (sql) => {
        await (change === 'update' ? sql`update member set role = 'administrator' where id = ${c.bobMemberId}` : sql`delete from member where id = ${c.bobMemberId}`);
        changed.open();
        await commit.opened;
      });
      await changed.opened;
      const read = world.pool.begin((sql) => hold(asTx(sql), c.bob, c.organizationId));
      await poll(async () => (await waitersIn()) > 0);
      commit.open();
      await changing;
      expect(roleOf((await read) as Actor)).toBe(seen);
    }
  });

  test('lets a removal wait until the write is done', async () => {
    const c = await world.company();
    const [held, commit] = [gate(), gate()];
    const order: string[] = [];
    const writing = world.pool.begin(async (sql) => {
      expect(roleOf(await hold(asTx(sql), c.bob, c.organizationId))).toBe('member');
      held.open();
      await commit.opened;
      order.push('written');
    });
    await held.opened;
    const removing = world.request('members.remove', c.alice, { organizationId: c.organizationId, memberId: c.bobMemberId }).then(({ status }) => order.push(`removed ${status}`));
    await poll(async () => (await waitersIn()) > 0);
    commit.open();
    await Promise.all([writing, removing]);
    expect(order).toEqual(['written', 'removed 204']);
  });

  test('holds nobody else: two members write at once', async () => {
    const c = await world.company();
    const [held, commit] = [gate(), gate()];
    const first = world.pool.begin(async (sql) => {
      await hold(asTx(sql), c.bob, c.organizationId);
      held.open();
      await commit.opened;
    });
    await held.opened;
    for (const who of [c.bob, c.carol]) {
      expect(roleOf((await world.pool.begin((sql) => hold(asTx(sql), who, c.organizationId))) as Actor)).toBeTypeOf('string');
    }
    commit.open();
    await first;
  });
});

describe('an API key that is held for a write', () => {
  const waitsFor = async (kind: 'personal' | 'organization', change: (c: Awaited<ReturnType<World['company']>>, keyId: string) => Promise<unknown>) => {
    const c = await world.company();
    const { id, secret } = await makeKey(world, c.alice, c.organizationId, kind === 'personal' ? {} : { kind, role: 'member' });
    const [held, commit] = [gate(), gate()];
    const order: string[] = [];
    const writing = world.pool.begin(async (sql) => {
      await enterOrganization(asTx(sql), c.organizationId);
      const found = await authenticateKey(asTx(sql), hashSecret(secret), c.organizationId, 'share');
      expect(found?.actor).toMatchObject({ userId: c.alice.userId, key: { id, kind }, membership: { role: kind === 'personal' ? 'owner' : 'member' } });
      held.open();
      await commit.opened;
      order.push('written');
    });
    await held.opened;
    const changing = change(c, id).then(() => order.push('changed'));
    await poll(async () => (await waitersIn()) > 0);
    commit.open();
    await Promise.all([writing, changing]);
    expect(order).toEqual(['written', 'changed']);
    return authenticateKey(readerOf(world), hashSecret(secret), c.organizationId, 'none');
  };

  test('a personal one holds its membership: a change of it waits for the write', async () => {
    expect(await waitsFor('personal', (c) => world.owner`update member set version = version + 1 where organization_id = ${c.organizationId} and user_id = ${c.alice.userId}`)).not.toBeNull();
  });

  test('one of the organization holds itself: its revocation waits for the write, and counts from then on', async () => {
    expect(await waitsFor('organization', (_c, id) => world.owner`update api_key set revoked_at = now(), revoked_because = 'revoked' where id = ${id}`)).toBeNull();
  });
});
