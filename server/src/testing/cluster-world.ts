/** A product with real clusters: the local driver, the runtime's processes and the client of their administrator API. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OrganizationId } from '../kernel/id.ts';
import { createLocalDriver } from '../platform/drivers/local/driver.ts';
import { createHopsworks } from '../platform/hopsworks/client.ts';
import { openAuthority } from '../platform/pki/authority.ts';
import { compileCache } from './local-cluster.ts';
import { newWorld, type TestPerson } from './world.ts';

type ClusterWorldOptions = { sessionMs?: number; leewayMs?: number; heartbeatMs?: number; heartbeatPort?: number };

/** @param options `heartbeatPort`: of a server on this machine that hears the clusters; without one nobody does */
export async function newClusterWorld({ sessionMs = 60_000, leewayMs = 30_000, heartbeatMs = 60_000, heartbeatPort = 9 }: ClusterWorldOptions = {}) {
  const home = mkdtempSync(path.join(tmpdir(), 'hopyard-clusters-'));
  const authority = await openAuthority({ directory: path.join(home, 'authority') });
  const driver = createLocalDriver({
    dataDirectory: path.join(home, 'clusters'), authority, nodePath: process.execPath,
    runtimeEntry: path.resolve(import.meta.dirname, '../../../cluster/src/main.ts'),
    cloudEventsEndpoint: `http://127.0.0.1:${heartbeatPort}/api/v1/cluster-events`, heartbeatMs, sessionMs, leewayMs, faultsAllowed: true, compileCache, log: () => undefined,
  });
  const hopsworks = createHopsworks();
  const world = await newWorld({ driver, hopsworks, authorityPem: authority.authorityPem });
  const organizations: { id: OrganizationId; owner: TestPerson }[] = [];
  return {
    ...world,
    authorityPem: authority.authorityPem,
    home,
    /** An organization with people and a connected account on this machine. */
    async staffed() {
      const company = await world.company();
      organizations.push({ id: company.organizationId, owner: company.alice });
      await world.request('cloud-accounts.create', company.alice, { organizationId: company.organizationId, kind: 'local', name: 'This machine' });
      return company;
    },
    async close() {
      for (const { id: organizationId, owner } of organizations) {
        const { body } = await world.request('clusters.list', owner, { organizationId });
        for (const { id: clusterId } of body.items) await world.request('clusters.terminate', owner, { organizationId, clusterId });
      }
      await world.work();
      await world.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
