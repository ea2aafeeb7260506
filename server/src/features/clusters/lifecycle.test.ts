import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOf, mostStartTries, nextStep, stageOf, type Situation, type Step } from './lifecycle.ts';
import type { Sighting } from './driver.ts';
import { stages } from './stages.ts';

const services = { featureStore: { open: false, error: null }, onlineFeatureStore: { open: false, error: null }, kafka: { open: false, error: null }, ssh: { open: false, error: null } };
const running = (isPublic: boolean): Sighting => ({ process: 'running', startedAt: new Date(0), public: isPublic, services });
const failed: Sighting = { process: 'failed', reason: 'Port 80 is taken.', next: 'Free it.' };
const sightings: Sighting[] = [{ process: 'absent' }, { process: 'prepared' }, { process: 'starting' }, failed, running(false), running(true)];
const ready: Situation = {
  wanted: 'running', userManagement: 'managed', hasPlace: true, sighting: running(true), startTries: 0, startIsOverdue: false, isRemoved: false,
  hasAdministratorKey: true, signOnIsRegistered: true, passwordResetIsWanted: false, accountsAreClean: true, services: 'match',
};
const situations = fc.record({
  wanted: fc.constantFrom('running', 'stopped', 'terminated'), userManagement: fc.constantFrom('managed', 'unmanaged'), hasPlace: fc.boolean(),
  sighting: fc.constantFrom(...sightings), startTries: fc.nat({ max: 5 }), startIsOverdue: fc.boolean(), isRemoved: fc.boolean(), hasAdministratorKey: fc.boolean(), signOnIsRegistered: fc.boolean(),
  passwordResetIsWanted: fc.boolean(), accountsAreClean: fc.boolean(), services: fc.constantFrom('match', 'differ', 'refused'),
}) as fc.Arbitrary<Situation>;

describe('the next step', () => {
  test.each<[Step, Partial<Situation>]>([
    ['done', {}],
    ['allocate', { hasPlace: false, sighting: { process: 'absent' } }],
    ['prepare', { sighting: { process: 'absent' } }],
    ['start', { sighting: { process: 'prepared' } }],
    ['give-up', { sighting: { process: 'prepared' }, startTries: mostStartTries }],
    ['wait', { sighting: { process: 'starting' }, startTries: 1 }],
    ['wait', { sighting: { process: 'starting' } }],
    ['give-up', { sighting: { process: 'starting' }, startTries: 1, startIsOverdue: true }],
    ['start', { sighting: failed }],
    ['give-up', { sighting: failed, startTries: 1 }],
    ['make-key', { sighting: running(false), hasAdministratorKey: false, signOnIsRegistered: false, accountsAreClean: false }],
    ['register-sign-on', { sighting: running(false), signOnIsRegistered: false, accountsAreClean: false }],
    ['converge', { sighting: running(false), accountsAreClean: false }],
    ['open', { sighting: running(false) }],
    ['open', { services: 'differ' }],
    ['done', { services: 'refused' }],
    ['open', { sighting: running(false), userManagement: 'unmanaged', signOnIsRegistered: false, accountsAreClean: false }],
    ['reset-password', { userManagement: 'unmanaged', passwordResetIsWanted: true }],
    ['stop', { wanted: 'stopped' }],
    ['stop', { wanted: 'stopped', sighting: { process: 'starting' } }],
    ['done', { wanted: 'stopped', sighting: { process: 'prepared' } }],
    ['stop', { wanted: 'stopped', sighting: failed }],
    ['done', { wanted: 'stopped', sighting: { process: 'absent' } }],
    ['remove', { wanted: 'terminated' }],
    ['remove', { wanted: 'terminated', sighting: { process: 'prepared' } }],
    ['remove', { wanted: 'terminated', sighting: { process: 'absent' } }],
    ['remove', { wanted: 'terminated', hasPlace: false, sighting: { process: 'absent' } }],
    ['finish', { wanted: 'terminated', isRemoved: true, sighting: { process: 'absent' } }],
  ])('is %s for %o', (expected, changes) => {
    expect(nextStep({ ...ready, ...changes })).toBe(expected);
  });
  test('nothing opens on a managed cluster before the accounts are as wanted for this very start (M11, D07)', () => {
    fc.assert(fc.property(situations, (situation) => {
      fc.pre(situation.userManagement === 'managed' && !(situation.accountsAreClean && situation.signOnIsRegistered && situation.hasAdministratorKey));
      expect(nextStep(situation)).not.toBe('open');
    }));
    expect(nextStep({ ...ready, sighting: running(false) })).toBe('open');
  });
  test('nothing is finished that was not removed, whatever was seen of it', () => {
    fc.assert(fc.property(situations, (situation) => {
      expect(nextStep({ ...situation, wanted: 'terminated', isRemoved: false })).toBe('remove');
      expect(nextStep({ ...situation, wanted: 'terminated', isRemoved: true })).toBe('finish');
    }));
  });
  test('what is wanted stopped or terminated is never started, opened or given accounts', () => {
    fc.assert(fc.property(situations, (situation) => {
      fc.pre(situation.wanted !== 'running');
      expect(['stop', 'done', 'remove', 'finish']).toContain(nextStep(situation));
    }));
  });
});

/** What each step does to a cluster that obeys. */
const effects: Partial<Record<Step, (situation: Situation) => Partial<Situation>>> = {
  allocate: () => ({ hasPlace: true }),
  prepare: () => ({ sighting: { process: 'prepared' } }),
  start: ({ startTries }) => ({ sighting: { process: 'starting' }, startTries: startTries + 1, startIsOverdue: false, accountsAreClean: false }),
  wait: () => ({ sighting: running(false) }),
  'make-key': () => ({ hasAdministratorKey: true }),
  'register-sign-on': () => ({ signOnIsRegistered: true }),
  'reset-password': () => ({ passwordResetIsWanted: false }),
  converge: () => ({ accountsAreClean: true }),
  open: () => ({ sighting: running(true), services: 'match' }),
  stop: () => ({ sighting: { process: 'prepared' } }),
  remove: () => ({ sighting: { process: 'absent' }, isRemoved: true }),
};

test('from every situation a cluster that obeys reaches the wish, or a sentence to a person', () => {
  fc.assert(fc.property(situations, (start) => {
    let situation = start;
    let step = nextStep(situation);
    for (let turn = 0; turn < 20 && !['done', 'finish', 'give-up'].includes(step); turn++) {
      situation = { ...situation, ...effects[step]?.(situation) };
      step = nextStep(situation);
    }
    expect(['done', 'finish', 'give-up']).toContain(step);
    if (step === 'give-up') expect(faultOf(situation.sighting).next).not.toBe('');
    if (step === 'done' && situation.wanted === 'running') expect(situation.sighting).toMatchObject({ process: 'running', public: true });
    if (step === 'done' && situation.wanted === 'stopped') expect(['absent', 'prepared']).toContain(situation.sighting.process);
  }), { numRuns: 2000 });
});

test('the progress bar only goes forward while a cluster comes up, and stays at the end once it is up', () => {
  let at = 0;
  for (const step of ['allocate', 'prepare', 'start', 'wait', 'make-key', 'register-sign-on', 'converge', 'open'] as const) {
    const stage = stages.indexOf(stageOf(step, { wanted: 'running', sighting: running(false) }, 'place'));
    expect(stage).toBeGreaterThanOrEqual(at);
    at = stage;
  }
  expect(stageOf('open', { wanted: 'running', sighting: running(true) }, 'running')).toBe('running');
  expect(stageOf('stop', { wanted: 'stopped', sighting: running(true) }, 'accounts')).toBe('accounts');
});
