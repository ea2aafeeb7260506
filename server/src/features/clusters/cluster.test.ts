import { describe, expect, test } from 'vitest';
import { activationStateOf, can, stateOf, states, type Cluster, type State } from './cluster.ts';

type Known = Parameters<typeof stateOf>[0];
const base: Known = { wanted: 'running', seen: 'running', seenPublic: true, fault: null, problem: null, startedAt: new Date(0) };
const known = (changes: Partial<Known>): Known => ({ ...base, ...changes });
const fault = { message: 'Port 80 is taken.', next: 'Free it.' };

describe('the shown state', () => {
  test.each<[State, Partial<Known>]>([
    ['running', {}],
    ['initializing', { seenPublic: false }],
    ['pending', { seen: 'absent', seenPublic: false, startedAt: null }],
    ['pending', { seen: 'prepared', seenPublic: false, startedAt: null }],
    ['starting', { seen: 'prepared', seenPublic: false }],
    ['starting', { seen: 'starting', seenPublic: false }],
    ['starting', { seen: 'failed', seenPublic: false }],
    ['pending', { seenPublic: false, problem: 'The cluster did not answer in time.' }],
    ['running', { problem: 'An account could not be made.' }],
    ['error', { fault }],
    ['stopping', { wanted: 'stopped' }],
    ['stopping', { wanted: 'stopped', seen: 'starting', seenPublic: false }],
    ['stopped', { wanted: 'stopped', seen: 'prepared', seenPublic: false }],
    ['stopping', { wanted: 'stopped', seen: 'failed', seenPublic: false }],
    ['error', { wanted: 'stopped', fault }],
    ['shutting-down', { wanted: 'terminated' }],
    ['shutting-down', { wanted: 'terminated', seen: 'absent', seenPublic: false }],
    ['termination-warning', { wanted: 'terminated', fault }],
  ])('is %s for %o', (expected, changes) => {
    expect(stateOf(known(changes))).toBe(expected);
  });
  test('changes with the wish alone, before anything was done', () => {
    expect(stateOf(known({ wanted: 'stopped' }))).not.toBe(stateOf(known({})));
    const stopped = known({ wanted: 'stopped', seen: 'prepared', seenPublic: false });
    expect(stateOf({ ...stopped, wanted: 'running' })).toBe('starting');
    expect(stateOf({ ...stopped, wanted: 'terminated' })).toBe('shutting-down');
  });
  test('says how it can be acted on', () => {
    expect(states.map(activationStateOf)).toEqual(states.map((state) => (state === 'running' ? 'stoppable' : state === 'stopped' ? 'startable' : 'terminable')));
  });
});

describe('what can be done when', () => {
  const verbs = ['start', 'stop', 'terminate', 'retry', 'open', 'updateServices'] as const;
  const all: Known[] = (['running', 'stopped', 'terminated'] as const).flatMap((wanted) => (['absent', 'prepared', 'starting', 'running', 'failed'] as const).flatMap((seen) =>
    [true, false].flatMap((seenPublic) => [null, fault].map((each) => known({ wanted, seen, seenPublic: seenPublic && seen === 'running', fault: each })))));
  const expected: Record<(typeof verbs)[number], (cluster: Known, state: State) => boolean> = {
    start: (_cluster, state) => state === 'stopped',
    stop: (_cluster, state) => state === 'running',
    terminate: ({ wanted }) => wanted !== 'terminated',
    retry: (cluster) => cluster.fault !== null,
    open: (_cluster, state) => state === 'running',
    updateServices: ({ wanted }) => wanted !== 'terminated',
  };
  test.each(verbs)('%s, in every situation', (verb) => {
    for (const cluster of all) expect([cluster, can[verb](cluster).ok]).toEqual([cluster, expected[verb](cluster, stateOf(cluster))]);
  });
  test('a refusal is a sentence', () => {
    const refusals = all.flatMap((cluster) => verbs.map((verb) => can[verb](cluster as Cluster))).flatMap((verdict) => (verdict.ok ? [] : [verdict.because]));
    expect(refusals.every((because) => /^[A-Z].*\.$/.test(because))).toBe(true);
  });
});
