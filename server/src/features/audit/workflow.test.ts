import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganizationId } from '../../kernel/id.ts';
import { newUuid } from '../../platform/identifiers.ts';
import { asTx } from '../../platform/postgres/pool.ts';
import { hashSecret } from '../../platform/secrets.ts';
import { newWorld, type World } from '../../testing/world.ts';
import * as audit from './store.ts';
import { verifyChain } from './verify.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const seal = () => world.product.jobs.find(({ name }) => name === 'audit.seal')!.run(world.product.workOf('audit.seal'), 'all');
const verify = (organizationId: OrganizationId) => verifyChain((number, limit) => audit.listSealed(asTx(world.pool), organizationId, number, limit), hashSecret, null);
const rename = (c: Awaited<ReturnType<World['company']>>, name: string) =>
  world.within(async (scope) => {
    await scope.enter(c.organizationId);
    scope.emit({ operation: 'organizations.update', organizationId: c.organizationId, subject: c.organizationId, before: null, after: { name } });
  });
const numbers = async (organizationId: OrganizationId) => (await world.owner<{ number: number }[]>`select number from audit_seal where organization_id = ${organizationId} order by number`).map(({ number }) => number);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('audit.seal', () => {
  test('seals what was written, once, and goes on from there', async () => {
    const c = await world.company();
    await rename(c, 'One');
    await rename(c, 'Two');
    await seal();
    expect(await verify(c.organizationId)).toEqual({ rows: 2, broken: null, keptFits: null });
    await seal();
    expect(await numbers(c.organizationId)).toEqual([1, 2]);
    await rename(c, 'Three');
    expect(await audit.countUnsealed(asTx(world.pool), c.organizationId)).toEqual({ waiting: 1, forgotten: 0 });
    await seal();
    expect(await verify(c.organizationId)).toEqual({ rows: 3, broken: null, keptFits: null });
    expect(await audit.countUnsealed(asTx(world.pool), c.organizationId)).toEqual({ waiting: 0, forgotten: 0 });
  });

  test('gives each organization a chain of its own, and one to what belongs to people alone', async () => {
    const [one, other] = [await world.company(), await world.company()];
    await rename(one, 'One');
    await rename(other, 'Other');
    await world.within(async (scope) => scope.emit({ operation: 'users.verify', organizationId: null, subject: one.alice.userId, before: null, after: { verified: true } }));
    await seal();
    expect([await numbers(one.organizationId), await numbers(other.organizationId)]).toEqual([[1], [1]]);
    const alone = await verifyChain((number, limit) => audit.listSealed(asTx(world.pool), null, number, limit), hashSecret, null);
    expect(alone).toMatchObject({ broken: null, rows: expect.any(Number) });
    expect(alone.rows).toBeGreaterThan(0);
  });

  test('a change that began before others were sealed and commits after them is sealed then', async () => {
    const c = await world.company();
    let commit = () => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const late = newUuid();
    const slow = world.pool.begin(async (sql) => {
      const tx = asTx(sql);
      await tx.query(`select set_config('hopyard.organization', $1, true)`, [c.organizationId]);
      await audit.append(tx, {
        id: late, at: new Date(), actor: { kind: 'system', job: 'slow' }, request: { cookies: {}, userAgent: '', address: '' },
        event: { operation: 'organizations.update', organizationId: c.organizationId, subject: c.organizationId, before: null, after: { name: 'Late' } },
      });
      written();
      await held;
    });
    await isWritten;
    await rename(c, 'Early');
    await seal();
    expect(await numbers(c.organizationId)).toEqual([1]);
    commit();
    await slow;
    await seal();
    expect(await verify(c.organizationId)).toEqual({ rows: 2, broken: null, keptFits: null });
    expect(await world.owner`select number from audit_seal where audit_id = ${late}`).toEqual([{ number: 2 }]);
  });

  test('of many writers and several at work on seals at once, no row is forgotten or sealed twice', async () => {
    const c = await world.company();
    const write = async (writer: number) => {
      for (let turn = 0; turn < 25; turn++) await rename(c, `${writer} ${turn}`);
    };
    let writing = true;
    const sealing = async () => {
      while (writing) await seal();
    };
    const sealers = [sealing(), sealing()];
    await Promise.all([0, 1, 2, 3].map(write));
    writing = false;
    await Promise.all(sealers);
    await seal();
    expect(await numbers(c.organizationId)).toEqual(upTo(100));
    expect(await verify(c.organizationId)).toEqual({ rows: 100, broken: null, keptFits: null });
    expect(await audit.countUnsealed(asTx(world.pool), c.organizationId)).toEqual({ waiting: 0, forgotten: 0 });
  });

  test('runs every minute by the clock', () => {
    expect(world.product.jobs.find(({ name }) => name === 'audit.seal')).toMatchObject({ schedule: '* * * * *' });
  });
});
