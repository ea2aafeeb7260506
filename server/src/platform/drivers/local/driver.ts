/** Clusters as processes of this machine. Nothing is kept in memory that a look does not find again: processes outlive the server. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { DriverFault, type ClusterHandle, type Driver, type Place, type Sighting } from '../../../features/clusters/driver.ts';
import type { Authority } from '../../pki/authority.ts';
import { openControl, type Control } from './control.ts';
import { failureIn } from './failure.ts';
import { withFaults } from './fault.ts';
import { finishRemovals, folderOf, makeFolder, removeFolder, renewCertificate, runtimeConfiguration, writeConfiguration, type Folder, type RuntimeOptions } from './folder.ts';
import { endProcess, findOwner, forgetRun, hasEnded, isAlive, saveOwner, startProcess, type Owner } from './owner.ts';
import { placesOf } from './place.ts';

export type LocalDriverOptions = RuntimeOptions & {
  /** One folder per cluster in it. */
  dataDirectory: string;
  authority: Authority;
  nodePath: string;
  /** The runtime's main file. */
  runtimeEntry: string;
  /** How long a living process may be silent, from its start or from its last answer, before it counts as failed; 30 s. */
  patienceMs?: number;
  /** Where Node keeps the compiled runtime, which makes later starts quicker; in the data directory unless given. */
  compileCache?: string;
  log: (message: string) => void;
};

type World = LocalDriverOptions & { control: Control; patienceMs: number; silentSince: Map<string, number> };

const stopPatience = { askedMs: 5000, termMs: 3000, killMs: 2000 };

/** Makes the data directory and ends removals that a crash interrupted; starts nothing. */
export function createLocalDriver(options: LocalDriverOptions): Driver {
  const world: World = { patienceMs: 30_000, ...options, control: openControl(options.authority.authorityPem), silentSince: new Map() };
  mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 });
  finishRemovals(options.dataDirectory);
  const places = placesOf(options.authority.authorityPem);
  return {
    kind: 'local',
    allocate: (cluster) => places.choose(cluster),
    look: (cluster) => look(world, cluster),
    prepare: (cluster) => withFaults(() => prepare(world, cluster)),
    start: (cluster) => withFaults(() => start(world, cluster)),
    stop: (cluster) => stop(world, cluster),
    listen: async (cluster, wanted) => {
      const place = placeOf(cluster);
      const found = await world.control.identify({ cluster, place });
      if (found.who !== 'ours') throw new Error("The cluster's process does not answer.");
      return world.control.listen({ cluster, place }, wanted);
    },
    remove: (cluster) => withFaults(async () => {
      await stop(world, cluster);
      removeFolder(folderOf(world.dataDirectory, cluster.id));
    }),
  };
}

async function look(world: World, cluster: ClusterHandle): Promise<Sighting> {
  const folder = folderOf(world.dataDirectory, cluster.id);
  if (cluster.place === null || !existsSync(folder.complete)) return { process: 'absent' };
  const owner = findOwner(folder);
  const alive = owner !== null && isAlive(owner);
  // A run without a living owner may be one that a crash of ours kept from being recorded.
  if (alive || existsSync(folder.run)) {
    const reached = { cluster, place: cluster.place };
    const found = await world.control.identify(reached);
    if (found.who === 'ours') {
      adopt(world, folder, { cluster, pid: found.pid });
      const seen = await world.control.readStatus(reached);
      if (seen !== null) return seen;
    }
  }
  return withoutAnswer(world, folder, cluster);
}

function withoutAnswer(world: World, folder: Folder, cluster: ClusterHandle): Sighting {
  const owner = findOwner(folder);
  if (owner !== null && isAlive(owner)) return notAnswering(world, folder, { cluster, owner });
  world.silentSince.delete(cluster.id);
  // It answered once: then it ended later, by itself or with the machine, and may simply be started again.
  if (owner?.hasAnswered === true || existsSync(folder.run)) return { process: 'prepared' };
  return failureIn(folder, owner) ?? { process: 'prepared' };
}

function adopt(world: World, folder: Folder, { cluster, pid }: { cluster: ClusterHandle; pid: number }): void {
  world.silentSince.delete(cluster.id);
  const owner = findOwner(folder);
  const known = owner?.pid === pid && isAlive(owner);
  if (known && owner.hasAnswered) return;
  saveOwner(folder, pid, { logStart: known ? owner.logStart : 0, hasAnswered: true });
  if (!known) world.log(`Cluster ${cluster.id} was found running as process ${pid}`);
}

function notAnswering(world: World, folder: Folder, { cluster, owner }: { cluster: ClusterHandle; owner: Owner }): Sighting {
  const now = Date.now();
  const hasAnswered = owner.hasAnswered || existsSync(folder.run);
  const since = hasAnswered ? (world.silentSince.get(cluster.id) ?? now) : Date.parse(owner.startedAt);
  if (hasAnswered) world.silentSince.set(cluster.id, since);
  if (now - since <= world.patienceMs) return { process: 'starting' };
  const seconds = Math.round((now - since) / 1000);
  return { process: 'failed', reason: `The cluster's process has not answered for ${seconds} seconds.`, next: 'Retry: it is then ended and started anew.' };
}

async function prepare(world: World, cluster: ClusterHandle): Promise<void> {
  const folder = folderOf(world.dataDirectory, cluster.id);
  const place = placeOf(cluster);
  await makeFolder(folder, { place, authority: world.authority, configuration: runtimeConfiguration(cluster, place, { folder, options: world }) });
}

async function start(world: World, cluster: ClusterHandle): Promise<void> {
  const seen = await look(world, cluster);
  if (seen.process === 'running' || seen.process === 'starting') return;
  if (seen.process === 'absent') throw new Error('The cluster must be prepared before it is started.');
  const folder = folderOf(world.dataDirectory, cluster.id);
  const place = placeOf(cluster);
  const owner = findOwner(folder);
  if (owner !== null) await endProcess(owner, stopPatience);
  forgetRun(folder);
  world.silentSince.delete(cluster.id);
  await renewCertificate(folder, place, world.authority);
  // Written anew each time: the version and the heartbeat key may have changed since.
  writeConfiguration(folder, runtimeConfiguration(cluster, place, { folder, options: world }));
  await startProcess(folder, { nodePath: world.nodePath, runtimeEntry: world.runtimeEntry, compileCache: world.compileCache ?? path.join(world.dataDirectory, '.compiled') });
}

async function stop(world: World, cluster: ClusterHandle): Promise<void> {
  const folder = folderOf(world.dataDirectory, cluster.id);
  if (cluster.place !== null) await stopAnswering(world, folder, { cluster, place: cluster.place });
  const owner = findOwner(folder);
  if (owner !== null && isAlive(owner)) await endProcess(owner, stopPatience);
  forgetRun(folder);
  world.silentSince.delete(cluster.id);
}

// Also where the folder is gone: a process that proves to be this cluster is asked to end.
async function stopAnswering(world: World, folder: Folder, reached: { cluster: ClusterHandle; place: Place }): Promise<void> {
  const found = await world.control.identify(reached);
  if (found.who !== 'ours') return;
  if (existsSync(folder.root)) adopt(world, folder, { cluster: reached.cluster, pid: found.pid });
  // What it does not do when asked it is made to do.
  await world.control.askToStop(reached).catch(() => undefined);
  const owner = findOwner(folder);
  if (owner !== null) await hasEnded(owner, stopPatience.askedMs);
}

function placeOf(cluster: ClusterHandle): Place {
  if (cluster.place === null) throw new DriverFault('The cluster has no address yet.', 'Retry.');
  return cluster.place;
}
