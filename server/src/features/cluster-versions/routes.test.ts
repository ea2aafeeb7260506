import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

describe('cluster-versions.list', () => {
  test('200 for every member: newest first, one default, and which know administrators (M19)', async () => {
    const { bob, organizationId } = await world.company();
    const { status, body } = await world.request('cluster-versions.list', bob, { organizationId });
    expect(status).toBe(200);
    expect(body.items[0]).toEqual({ version: '3.9.0', isDefault: true, managesAdministrators: true });
    expect(body.items.filter(({ managesAdministrators }: { managesAdministrators: boolean }) => !managesAdministrators)).toEqual([{ version: '2.5.0', isDefault: false, managesAdministrators: false }]);
  });
  test('200 pages by cursor, without a gap and without repeating', async () => {
    const { bob, organizationId } = await world.company();
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await world.request('cluster-versions.list', bob, { organizationId, limit: 4, ...(cursor ? { cursor } : {}) });
      all.push(...body.items.map(({ version }: { version: string }) => version));
      cursor = body.nextCursor;
    } while (cursor);
    expect(all).toEqual((await world.request('cluster-versions.list', bob, { organizationId })).body.items.map(({ version }: { version: string }) => version));
  });
  test('404 for somebody of another organization', async () => {
    const { mallory, organizationId } = await world.company();
    expect((await world.request('cluster-versions.list', mallory, { organizationId })).status).toBe(404);
  });
});
