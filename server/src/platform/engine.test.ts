import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as audit from '../features/audit/store.ts';
import type { Mail } from '../kernel/mail.ts';
import type { OrganizationId } from '../kernel/id.ts';
import type { Scope } from '../kernel/scope.ts';
import { testDatabase } from '../testing/database.ts';
import { poll } from '../testing/poll.ts';
import { newWorld, testSettings, type World } from '../testing/world.ts';
import * as mails from '../features/mail/store.ts';
import { createEngine } from './engine.ts';
import { createIdempotentAnswers } from './idempotent-answers.ts';
import { openQueue, type Queue } from './queue/queue.ts';

let world: World;
let queue: Queue;
let engine: ReturnType<typeof createEngine>;
beforeAll(async () => {
  world = await newWorld();
  queue = await openQueue((await testDatabase()).server, (message, error) => { throw new Error(message, { cause: error }); });
  engine = createEngine({
    pool: world.pool, repeats: createIdempotentAnswers('test'), queue, hub: world.hub, settings: testSettings, clock: world.clock.now,
    appendAudit: audit.append, queueMail: (tx, id, mail, now) => mails.queue(tx, { ...mail, id }, 'sealed', now),
  });
});
afterAll(async () => {
  await queue.stop();
  await world.close();
});

const letter = (to: string, organizationId: OrganizationId): Mail => ({ to, subject: 'Hello', text: 't', html: 'h', organizationId, invitationId: null });

/** A change that leaves one of everything behind. */
function change(scope: Scope, organizationId: OrganizationId, key: string) {
  scope.emit({ operation: 'organizations.update', organizationId, subject: organizationId, before: null, after: { key } });
  scope.enqueue('clusters.reconcile', key);
  scope.enqueue('clusters.reconcile', `${key}-later`, { startAt: new Date(Date.now() + 3_600_000) });
  scope.mail(letter(`${key}@example.org`, organizationId));
}
const left = async (organizationId: OrganizationId, key: string) => ({
  audit: (await world.owner`select from audit where organization_id = ${organizationId}`).length,
  mails: (await world.owner`select from mail where recipient = ${`${key}@example.org`}`).length,
  deliveries: (await world.owner`select from pgboss.job j join mail m on j.data ->> 'key' = m.id::text where j.name = 'mail.deliver' and m.recipient = ${`${key}@example.org`}`).length,
  jobs: (await world.owner`select from pgboss.job where data ->> 'key' in (${key}, ${`${key}-later`})`).length,
});

describe('what a unit of work leaves behind', () => {
  test('is there after the commit: audit row, mail with the job that delivers it, jobs for now and later', async () => {
    const { organizationId } = await world.company();
    await engine.withinAs('clusters.reconcile')(async (scope) => {
      await scope.enter(organizationId);
      change(scope, organizationId, 'kept');
    });
    expect(await left(organizationId, 'kept')).toEqual({ audit: 1, mails: 1, deliveries: 1, jobs: 2 });
    const [{ actor_id: actor } = {}] = await world.owner`select actor_id from audit where organization_id = ${organizationId}`;
    expect(actor).toBe('clusters.reconcile');
    const [later] = await world.owner`select start_after from pgboss.job where data ->> 'key' = 'kept-later'`;
    expect((later!['start_after'] as Date).getTime()).toBeGreaterThan(Date.now() + 3_000_000);
  });

  test.each([
    ['the work throws', async () => { throw new Error('broken'); }],
    ['a statement fails', async ({ tx }: Scope) => void (await tx.query('select 1 / 0'))],
  ])('is not there at all when %s', async (what, fail) => {
    const { organizationId } = await world.company();
    const key = what.replaceAll(' ', '-');
    await expect(engine.within(async (scope) => {
      await scope.enter(organizationId);
      change(scope, organizationId, key);
      await fail(scope);
    })).rejects.toThrow();
    expect(await left(organizationId, key)).toEqual({ audit: 0, mails: 0, deliveries: 0, jobs: 0 });
  });

  test('is not there at all when the last part of it cannot be written', async () => {
    const { organizationId } = await world.company();
    await expect(engine.within(async (scope) => {
      await scope.enter(organizationId);
      change(scope, organizationId, 'unknown-job');
      scope.enqueue('no.such-job' as never, 'x');
    })).rejects.toThrow();
    expect(await left(organizationId, 'unknown-job')).toEqual({ audit: 0, mails: 0, deliveries: 0, jobs: 0 });
  });

  test('a person\'s own events belong to no organization and are announced to none', async () => {
    const { scope, effects } = engine.newScope(engine.reader, { kind: 'anonymous' }, { cookies: {}, userAgent: '', address: '' });
    scope.emit({ operation: 'users.resetPassword', organizationId: null, subject: 'someone', before: null, after: null });
    scope.emit({ operation: 'cluster-accounts.confirmBlocks', organizationId: 'o' as OrganizationId, subject: 'c', before: null, after: null });
    expect(effects.announcements).toEqual([{ organizationId: 'o', noun: 'cluster-accounts', id: 'c' }]);
  });

  test('a secret is shown once and stored as a hash that it can be found by', () => {
    const { scope } = engine.newScope(engine.reader, { kind: 'anonymous' }, { cookies: {}, userAgent: '', address: '' });
    const [one, other] = [scope.newSecret(), scope.newSecret()];
    expect(one.value).not.toBe(other.value);
    expect(Buffer.from(one.value, 'base64url')).toHaveLength(32);
    expect(scope.hashSecret(one.value)).toBe(one.hash);
    expect(one.hash).not.toContain(one.value);
  });
});

describe('the lock of an organization', () => {
  const held = async (organizationId: OrganizationId, during: () => Promise<void>) =>
    engine.transaction(async (tx) => {
      await engine.enter(tx, organizationId);
      expect(await engine.lockOrganization(tx, organizationId)).toBe(true);
      await during();
    });

  test('lets changes of one organization wait for each other, and no other organization (DESIGN 6)', async () => {
    const [c, d] = [await world.company(), await world.company()];
    const order: string[] = [];
    let waiting: Promise<unknown> | undefined;
    await held(c.organizationId, async () => {
      waiting = held(c.organizationId, async () => void order.push('second'));
      await held(d.organizationId, async () => void order.push('another organization'));
      await poll(async () => (await world.owner`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0);
      order.push('first');
    });
    await waiting;
    expect(order).toEqual(['another organization', 'first', 'second']);
  });

  test('lets rows that refer to the organization be written: what a lock holder may wait for can finish', async () => {
    const c = await world.company();
    await held(c.organizationId, async () => {
      await engine.within(async (scope) => {
        await scope.enter(c.organizationId);
        scope.emit({ operation: 'organizations.update', organizationId: c.organizationId, subject: c.organizationId, before: null, after: null });
      });
    });
    expect(await world.audited(c.organizationId)).toHaveLength(1);
  });

  test('says when there is no such organization', async () => {
    const nowhere = crypto.randomUUID() as OrganizationId;
    await engine.transaction(async (tx) => {
      await engine.enter(tx, nowhere);
      expect(await engine.lockOrganization(tx, nowhere)).toBe(false);
    });
  });
});
