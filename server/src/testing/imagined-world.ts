/** A product whose clusters are imagined: for tests of what is said and refused, where no process needs to run. */
import type { ClusterId } from '../kernel/id.ts';
import { imaginedClusters } from './imagined-clusters.ts';
import { newWorld } from './world.ts';

export type ImaginedWorld = Awaited<ReturnType<typeof newImaginedWorld>>;

export async function newImaginedWorld() {
  const imagined = imaginedClusters();
  const world = await newWorld({ driver: imagined.driver, hopsworks: imagined.hopsworks, authorityPem: 'pem' });
  return {
    ...world, imagined,
    /** An organization with people, a connected account and one cluster that runs. */
    async running(input: Record<string, unknown> = {}) {
      const company = await world.company();
      const { organizationId, alice, bob } = company;
      await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: 'This machine' });
      const { body } = await world.request('clusters.create', bob, { organizationId, name: 'prod', version: '3.9.0', ...input });
      await world.work();
      return { ...company, path: { organizationId, clusterId: body.id as ClusterId } };
    },
  };
}
