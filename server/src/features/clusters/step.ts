/** What a step needs in the clear, and how its outcome is laid over the row as it is by then. */
import type { SealedPlace, Vault } from '../../kernel/vault.ts';
import { sealedIn, type Connection } from '../cluster-connections/connection.ts';
import type { Cluster, Fault } from './cluster.ts';
import type { ClusterHandle, Sighting } from './driver.ts';
import type { Situation, Step } from './lifecycle.ts';
import { startLimitMs, stageOf } from './lifecycle.ts';
import { compareServices } from './services.ts';

export function handleOf(cluster: Cluster, connection: Connection, vault: Vault): ClusterHandle {
  const place: SealedPlace = sealedIn(connection);
  const password = connection.sealedAdministratorPassword;
  return {
    id: cluster.id, organizationId: cluster.organizationId, name: cluster.name, version: cluster.version, place: connection.place,
    controlKey: vault.open(connection.sealedControlKey, place),
    heartbeatKey: vault.open(connection.sealedHeartbeatKey, place),
    administrator: password === null ? null : { email: connection.administratorEmail, password: vault.open(password, place) },
  };
}

/** @param portsMayBeFree a port that could not be had is tried again once per run */
export function situationOf(cluster: Cluster, connection: Connection, seen: { sighting: Sighting; now: Date; portsMayBeFree: boolean }): Situation {
  const { sighting, now } = seen;
  const services = sighting.process === 'running' ? compareServices(cluster.servicesWanted, sighting.services) : 'match';
  const startedFor = sighting.process === 'running' ? sighting.startedAt.getTime() : null;
  return {
    wanted: cluster.wanted,
    userManagement: cluster.userManagement,
    hasPlace: connection.place !== null,
    sighting,
    startTries: cluster.startTries,
    startIsOverdue: cluster.startRequestedAt !== null && now.getTime() - cluster.startRequestedAt.getTime() > startLimitMs,
    isRemoved: connection.removedAt !== null,
    hasAdministratorKey: connection.sealedAdministratorKey !== null,
    signOnIsRegistered: connection.signOnRegisteredAt !== null,
    passwordResetIsWanted: connection.passwordResetWantedAt !== null,
    accountsAreClean: startedFor !== null && cluster.accountsCleanFor?.getTime() === startedFor,
    services: services === 'refused' && seen.portsMayBeFree ? 'differ' : services,
  };
}

/** The row with what was just seen, and with the stage of the step that follows. */
export function withSighting(cluster: Cluster, situation: Situation, step: Step, now: Date): Cluster {
  const { sighting } = situation;
  const seen = sighting.process === 'running'
    ? { seenPublic: sighting.public, seenServices: sighting.services, processStartedAt: sighting.startedAt }
    : { seenPublic: false, seenServices: {}, processStartedAt: null };
  const next = { ...cluster, seen: sighting.process, seenAt: now, ...seen, stage: stageOf(step, situation, cluster.stage) };
  const up = seen.seenPublic ? { startTries: 0, startRequestedAt: null, startedAt: isUpIn(cluster) ? cluster.startedAt : now } : {};
  const settled = step === 'done' ? { problem: null, attempts: 0, nextAttemptAt: null } : {};
  return { ...next, ...up, ...settled };
}

export const isUpIn = (cluster: Pick<Cluster, 'seen' | 'seenPublic'>): boolean => cluster.seen === 'running' && cluster.seenPublic;

export const withFault = (cluster: Cluster, fault: Fault): Cluster => ({ ...cluster, fault, problem: null, attempts: 0, nextAttemptAt: null });

export const withProblem = (cluster: Cluster, problem: string, nextAttemptAt: Date): Cluster =>
  ({ ...cluster, problem, attempts: cluster.attempts + 1, nextAttemptAt });

/** Whether a page that shows the cluster would look different. */
export function looksDifferent(before: Cluster, after: Cluster): boolean {
  const shown = ({ seen, seenPublic, seenServices, stage, fault, problem, nextAttemptAt, startedAt, terminatedAt }: Cluster) =>
    JSON.stringify([seen, seenPublic, seenServices, stage, fault, problem, nextAttemptAt, startedAt, terminatedAt]);
  return shown(before) !== shown(after);
}
