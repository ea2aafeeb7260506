import type { ClusterId, OrganizationId } from '../../kernel/id.ts';

/** The four service bundles of a cluster, by their wire names. */
export const bundles = ['featureStore', 'onlineFeatureStore', 'kafka', 'ssh'] as const;
export type Bundle = (typeof bundles)[number];

/** The ports that these services are known under: a cluster has them where it has an address of its own (M16). */
export const standardPorts: Record<Bundle, readonly number[]> = {
  featureStore: [8020, 30010, 9083, 9085],
  onlineFeatureStore: [3306],
  kafka: [9092],
  ssh: [22],
};

/** Where a cluster is reached. Recorded once, so that it is the same after a restart. */
export type Place = {
  address: string;
  /** https, pinned to our authority; for the control plane alone. */
  administrationUrl: string;
  /** https, for programs of ordinary users. */
  apiUrl: string;
  /** What people open. */
  pageUrl: string;
  servicePorts: Record<Bundle, number[]>;
};

/** All that a driver needs to act on one cluster; secrets are in the clear only inside a workflow step. */
export type ClusterHandle = {
  id: ClusterId;
  organizationId: OrganizationId;
  name: string;
  version: string;
  place: Place | null;
  controlKey: string;
  heartbeatKey: string;
  /** The first administrator account; null once it is no longer needed. */
  administrator: { email: string; password: string } | null;
};

export type Listeners = { public: boolean; services: Record<Bundle, boolean> };

/** What the driver saw when it looked; never what we hope. */
export type Sighting =
  | { process: 'absent' }
  | { process: 'prepared' }
  | { process: 'starting' }
  | { process: 'failed'; reason: string; next: string }
  | { process: 'running'; startedAt: Date; public: boolean; services: Record<Bundle, { open: boolean; error: string | null }> };

/**
 * What we need from wherever clusters run. Every call names the cluster and is idempotent: asking twice changes nothing.
 * A call throws `DriverFault` with a sentence for a person when it is refused, anything else is retried.
 */
export type Driver = {
  kind: 'local';
  /** Picks an address for the n-th cluster of this installation (n is unique and kept by us). */
  allocate(cluster: { id: ClusterId; name: string; placeNumber: number }): Promise<Place>;
  look(cluster: ClusterHandle): Promise<Sighting>;
  /** Writes the data folder, certificate and configuration. Done again over a half-written folder. */
  prepare(cluster: ClusterHandle): Promise<void>;
  start(cluster: ClusterHandle): Promise<void>;
  stop(cluster: ClusterHandle): Promise<void>;
  /** Opens and closes what is reachable from outside, and answers with what is then seen. */
  listen(cluster: ClusterHandle, wanted: Listeners): Promise<Sighting>;
  /** Stops it and removes all that we made. */
  remove(cluster: ClusterHandle): Promise<void>;
};

/** A refusal that trying again does not heal by itself. */
export class DriverFault extends Error {
  readonly next: string;
  constructor(message: string, next: string) {
    super(message);
    this.next = next;
  }
}
