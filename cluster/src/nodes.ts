import type { Log } from './log.ts';

type Node = { host: string; nodeType: string; instanceState?: string | null | undefined };

const graceMs = 600_000;
const silentMs = 120_000;

/**
 * The machines this cluster believes to have: at first only its own. The list in a heartbeat's answer is all of them:
 * unknown ones are added (not those in `error`), and from ten minutes after the start on, silent ones that are missing go.
 * The own machine is never silent.
 */
export function knownNodes(address: string, now: () => Date, log: Log) {
  const startedAt = now().getTime();
  const nodes = new Map<string, { nodeType: string; heardAt: number }>([['localhost', { nodeType: 'master', heardAt: Number.POSITIVE_INFINITY }]]);
  const compare = (told: readonly Node[]): void => {
    const at = now().getTime();
    for (const { host, nodeType, instanceState } of told) {
      if (nodes.has(host) || host === address || instanceState === 'error') continue;
      nodes.set(host, { nodeType, heardAt: at });
      log.info('A machine was added', { host, nodeType });
    }
    if (at - startedAt < graceMs) return;
    for (const [host, { heardAt }] of nodes) {
      if (told.some((node) => node.host === host) || at - heardAt < silentMs) continue;
      nodes.delete(host);
      log.info('A machine was removed', { host });
    }
  };
  return { compare, list: (): string[] => [...nodes.keys()] };
}
