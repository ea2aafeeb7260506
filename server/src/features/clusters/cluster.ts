/**
 * A Hopsworks cluster of an organization.
 *
 * Two things are recorded and never confused: what people want (`wanted`, changed by requests alone) and what was
 * seen (changed by the workflow alone). What is shown is computed from both, so that a wish shows at once.
 * A terminated cluster keeps its row for usage; it is listed nowhere.
 */
import type { CloudAccountId, ClusterId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';
import type { Sighting } from './driver.ts';
import type { ServicesSeen, ServicesWanted } from './services.ts';
import type { Stage } from './stages.ts';

export type Wanted = 'running' | 'stopped' | 'terminated';
export type Seen = Sighting['process'];
export type UserManagement = 'managed' | 'unmanaged';
/** A refusal that trying again does not heal by itself. */
export type Fault = { message: string; next: string };

export type Cluster = {
  id: ClusterId;
  organizationId: OrganizationId;
  cloudAccountId: CloudAccountId;
  name: string;
  version: string;
  userManagement: UserManagement;
  createdBy: UserId;
  createdAt: Date;
  wanted: Wanted;
  wantedAt: Date;
  servicesWanted: ServicesWanted;
  seen: Seen;
  seenPublic: boolean;
  seenServices: ServicesSeen;
  seenAt: Date | null;
  processStartedAt: Date | null;
  accountsCleanFor: Date | null;
  stage: Stage;
  fault: Fault | null;
  /** Why the last try did not work, while it is tried again. */
  problem: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  startTries: number;
  startRequestedAt: Date | null;
  startedAt: Date | null;
  lastHeartbeatAt: Date | null;
  terminatedAt: Date | null;
};

export const states = [
  'pending', 'initializing', 'starting', 'running', 'stopping', 'stopped', 'error', 'shutting-down', 'termination-warning',
] as const;
export type State = (typeof states)[number];
export type ActivationState = 'startable' | 'stoppable' | 'terminable';

type Known = Pick<Cluster, 'wanted' | 'seen' | 'seenPublic' | 'fault' | 'problem' | 'startedAt'>;

/** The state to show, in the exact words of the original's wire. */
export function stateOf(cluster: Known): State {
  if (cluster.wanted === 'terminated') return cluster.fault ? 'termination-warning' : 'shutting-down';
  if (cluster.fault) return 'error';
  const isDown = cluster.seen === 'absent' || cluster.seen === 'prepared';
  if (cluster.wanted === 'stopped') return isDown ? 'stopped' : 'stopping';
  if (cluster.seen === 'running' && cluster.seenPublic) return 'running';
  if (cluster.problem) return 'pending';
  if (cluster.seen === 'running') return 'initializing';
  return cluster.startedAt ? 'starting' : 'pending';
}

export function activationStateOf(state: State): ActivationState {
  if (state === 'running') return 'stoppable';
  return state === 'stopped' ? 'startable' : 'terminable';
}

export const can = {
  start: (cluster: Known): Verdict => {
    const state = stateOf(cluster);
    return state === 'stopped' ? allowed : conflict(state === 'running' ? 'The cluster runs already.' : `The cluster can be started when it is stopped; it is ${said[state]}.`);
  },
  stop: (cluster: Known): Verdict => {
    const state = stateOf(cluster);
    return state === 'running' ? allowed : conflict(state === 'stopped' ? 'The cluster is stopped already.' : `The cluster can be stopped when it runs; it is ${said[state]}.`);
  },
  terminate: (cluster: Known): Verdict =>
    cluster.wanted === 'terminated' ? conflict('The cluster is being terminated already.') : allowed,
  retry: (cluster: Known): Verdict => (cluster.fault ? allowed : conflict('Nothing failed, so there is nothing to try again.')),
  open: (cluster: Known): Verdict => (stateOf(cluster) === 'running' ? allowed : conflict('The cluster can be opened when it runs.')),
  updateServices: (cluster: Known): Verdict =>
    cluster.wanted === 'terminated' ? conflict('The cluster is being terminated.') : allowed,
} as const;

const said: Record<State, string> = {
  pending: 'being prepared', initializing: 'being set up', starting: 'starting', running: 'running', stopping: 'stopping',
  stopped: 'stopped', error: 'in error', 'shutting-down': 'being terminated', 'termination-warning': 'being terminated',
};
