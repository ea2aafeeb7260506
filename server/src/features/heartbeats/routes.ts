import { endpoint, type AnyEndpoint } from '../../kernel/endpoint.ts';
import { allowed, forbidden } from '../../kernel/verdict.ts';
import * as clusterAccounts from '../cluster-accounts/store.ts';
import * as clusters from '../clusters/store.ts';
import { Heartbeat, HeartbeatAnswer, ownNode } from './contract.ts';

/** Silence this long, and the next word is taken for a new beginning. */
const silenceMs = 30_000;

const receive = endpoint({
  operation: 'heartbeats.receive', summary: 'A cluster says it is alive and is told whom to block (M12)',
  method: 'POST', path: '/cluster-events/heartbeat', access: 'cluster', locks: 'own',
  limits: [{ name: 'heartbeat', per: 'cluster', max: 20, windowSeconds: 10 }], bodyLimit: 64_000,
  input: Heartbeat, output: HeartbeatAnswer,
  load: async ({ tx, actor }) => (actor.kind === 'cluster' ? clusters.findHeartbeat(tx, actor.clusterId) : null),
  allow: (actor) => (actor.kind === 'cluster' ? allowed : forbidden('This is for clusters.')),
  run: async ({ tx, now, enqueue, announce }, cluster, beat) => {
    const silentMs = cluster.lastHeartbeatAt ? now.getTime() - cluster.lastHeartbeatAt.getTime() : Infinity;
    await clusters.markHeartbeat(tx, cluster.id, now);
    if (silentMs > silenceMs) {
      enqueue('clusters.reconcile', cluster.id);
      announce(cluster.organizationId, 'clusters', cluster.id);
    }
    const blockedUsers = await clusterAccounts.listBlockedEmails(tx, cluster.id);
    return { code: 200 as const, status: 'OK' as const, message: '', payload: { version: beat.version, workers: [ownNode(cluster)], commands: [], blockedUsers } };
  },
});

export const heartbeatEndpoints: AnyEndpoint[] = [receive];
