/** What a cluster is going through until it runs, in words for the progress bar. */
export const stages = ['place', 'prepare', 'start', 'administrator', 'sign-on', 'accounts', 'open', 'running'] as const;
export type Stage = (typeof stages)[number];

const words: Record<Stage, string> = {
  place: 'Choosing an address',
  prepare: 'Writing its configuration and certificate',
  start: 'Starting the cluster',
  administrator: 'Taking over its administration',
  'sign-on': 'Setting up single sign-on',
  accounts: 'Making the members’ accounts',
  open: 'Opening it to people',
  running: 'Running',
};

/** `step` counts from 1 to `of`; at `of` the cluster is up. */
export function stageView(stage: Stage): { words: string; step: number; of: number } {
  return { words: words[stage], step: stages.indexOf(stage) + 1, of: stages.length };
}
