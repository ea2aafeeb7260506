/**
 * The one table that moves clusters: from what is wanted and what was just seen to the next step. Total and pure, so
 * that a retry, a sweep and a new server do the same. Nothing opens before the accounts are as wanted (M11, D07).
 */
import type { UserManagement, Wanted } from './cluster.ts';
import type { Sighting } from './driver.ts';
import type { Stage } from './stages.ts';

export type Situation = {
  wanted: Wanted;
  userManagement: UserManagement;
  hasPlace: boolean;
  sighting: Sighting;
  /** How often it was started since the last wish or the last time it was up. */
  startTries: number;
  /** It was told to start and has not answered for too long. */
  startIsOverdue: boolean;
  /** The driver removed all that it made. */
  isRemoved: boolean;
  hasAdministratorKey: boolean;
  signOnIsRegistered: boolean;
  passwordResetIsWanted: boolean;
  /** A clean pass over the accounts was done for this very start of the process. */
  accountsAreClean: boolean;
  services: 'match' | 'differ' | 'refused';
};

export type Step =
  | 'allocate' | 'prepare' | 'start' | 'wait' | 'give-up'
  | 'make-key' | 'register-sign-on' | 'reset-password' | 'converge' | 'open'
  | 'stop' | 'remove' | 'finish' | 'done';

/** After so many starts that ended without a reason, it is left for a person. */
export const mostStartTries = 4;
export const startLimitMs = 60_000;

export function nextStep(situation: Situation): Step {
  const { wanted, hasPlace, sighting } = situation;
  // What looks absent may be a half-written folder.
  if (wanted === 'terminated') return situation.isRemoved ? 'finish' : 'remove';
  // A process that failed may hang with its ports open.
  if (wanted === 'stopped') return sighting.process === 'absent' || sighting.process === 'prepared' ? 'done' : 'stop';
  if (!hasPlace) return 'allocate';
  if (sighting.process === 'running') return towardsOpen(situation, sighting.public);
  return towardsRunning(situation, sighting.process);
}

function towardsRunning(situation: Situation, process: Exclude<Sighting['process'], 'running'>): Step {
  const { startTries, startIsOverdue } = situation;
  switch (process) {
    case 'absent':
      return 'prepare';
    case 'prepared':
      return startTries < mostStartTries ? 'start' : 'give-up';
    case 'failed': // once by itself, since it may have been a passing cause; then a person decides
      return startTries === 0 ? 'start' : 'give-up';
    case 'starting': // also one that ran and is silent for a moment; the driver calls it failed when that lasts
      return startIsOverdue ? 'give-up' : 'wait';
  }
}

function towardsOpen(situation: Situation, isPublic: boolean): Step {
  const managed = situation.userManagement === 'managed';
  if (!situation.hasAdministratorKey) return 'make-key';
  if (managed && !situation.signOnIsRegistered) return 'register-sign-on';
  if (!managed && situation.passwordResetIsWanted) return 'reset-password';
  if (managed && !situation.accountsAreClean) return 'converge';
  return !isPublic || situation.services === 'differ' ? 'open' : 'done';
}

const stagesOfSteps: Partial<Record<Step, Stage>> = {
  allocate: 'place', prepare: 'prepare', start: 'start', wait: 'start', 'make-key': 'administrator', 'reset-password': 'administrator',
  'register-sign-on': 'sign-on', converge: 'accounts', open: 'open',
};

/** What the progress bar says while the step is taken. A cluster that is up stays so, whatever is set right in it. */
export function stageOf(step: Step, { wanted, sighting }: Pick<Situation, 'wanted' | 'sighting'>, present: Stage): Stage {
  if (wanted !== 'running') return present;
  if (sighting.process === 'running' && sighting.public) return 'running';
  return stagesOfSteps[step] ?? present;
}

/** Why a start is given up, in words. */
export function faultOf(sighting: Sighting): { message: string; next: string } {
  if (sighting.process === 'failed') return { message: sighting.reason, next: sighting.next };
  if (sighting.process === 'starting') return { message: 'The cluster was started and has not answered for a minute.', next: 'Look into its log, then press Retry.' };
  return { message: 'The cluster ends by itself each time it is started.', next: 'Look into its log, then press Retry.' };
}
