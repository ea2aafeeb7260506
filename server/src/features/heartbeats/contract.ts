/** What a cluster tells every few seconds, and what it is answered. Field names and rules are the cluster's own protocol, version 0.2.0. */
import { z } from 'zod';

const Node = z.strictObject({
  nodeId: z.string().max(100).nullish(),
  host: z.string().max(255).nullish(),
  ip: z.string().max(45).nullish(),
  instanceType: z.string().max(100).nullish(),
  instanceState: z.string().max(50).nullish(),
  nodeType: z.enum(['localhost', 'master', 'worker', 'ndb_mgm', 'ndb_ndbd', 'mysqld', 'ndb_api', 'rondb_all-in-one', 'secondary']).nullish(),
});
const Version = z.strictObject({ major: z.literal(0), minor: z.literal(2), patch: z.literal(0) });
const nodes = z.array(Node).max(200).nullish();
const amount = z.number().nonnegative().nullish();

export const Heartbeat = z.strictObject({
  version: Version,
  decommissioningNodes: nodes,
  decommissionedNodes: nodes,
  commandsStatus: z.record(z.string().max(100), z.strictObject({ status: z.enum(['NEW', 'ONGOING', 'SUCCEED', 'FAILED']), message: z.string().max(2000).nullish() })).nullish(),
  firstHeartBeat: z.boolean(),
  allocatedVcores: amount, pendingVcores: amount, allocatedMemoryMB: amount, pendingMemoryMB: amount,
});

/** The three lists are never null: one null loses the whole answer on the cluster's side. */
export const HeartbeatAnswer = z.object({
  code: z.literal(200),
  status: z.literal('OK'),
  message: z.string(),
  payload: z.object({ version: Version, workers: z.array(Node), commands: z.array(z.never()), blockedUsers: z.array(z.string()) }),
});

/** All the machines of a cluster that is one process: its own. An empty list would tell it that it has none. */
export function ownNode({ id, address }: { id: string; address: string | null }): z.input<typeof Node> {
  return { nodeId: id, host: 'localhost', ip: address, instanceType: 'local', instanceState: 'running', nodeType: 'master' };
}
