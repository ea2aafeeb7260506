/** Tells the control plane that the cluster lives, and obeys the list of blocked people in its answer. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { statuses } from './accounts.ts';
import { send } from './http/outgoing.ts';
import { knownNodes } from './nodes.ts';
import { within } from './store/database.ts';
import * as users from './store/users.ts';
import type { World } from './world.ts';

const nodeTypes = ['localhost', 'master', 'worker', 'ndb_mgm', 'ndb_ndbd', 'mysqld', 'ndb_api', 'rondb_all-in-one', 'secondary'] as const;
const optionalText = z.string().nullish();
const nodeSchema = z.strictObject({
  nodeId: optionalText, host: z.string().min(1), ip: optionalText, instanceType: optionalText, instanceState: optionalText, nodeType: z.enum(nodeTypes),
});
const command = { id: z.string() };
const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...command, type: z.literal('REMOVE_NODES'), nodesToRemove: z.record(z.string(), z.int()) }),
  z.strictObject({ ...command, type: z.literal('DECOMMISSION_NODE'), host: z.string(), nodeId: z.string() }),
  ...(['BACKUP', 'RESTORE', 'BACKUP_DONE', 'DELETE_BACKUP'] as const).map((type) => z.strictObject({ ...command, type: z.literal(type), backupId: z.string() })),
]);

// Closed: one part that does not fit loses the whole answer, the blocked included, as on a real cluster.
const answerSchema = (version: { major: number; minor: number; patch: number }) =>
  z.strictObject({
    code: z.literal(200), status: z.literal('OK'), message: z.string(),
    payload: z.strictObject({
      version: z.strictObject({ major: z.literal(version.major), minor: z.literal(version.minor), patch: z.literal(version.patch) }),
      workers: z.array(nodeSchema), commands: z.array(commandSchema), blockedUsers: z.array(z.string()),
    }),
  });

type CommandStatus = { status: 'NEW' | 'ONGOING' | 'SUCCEED' | 'FAILED'; message: string };
export type Heartbeat = { status(): { lastSuccessAt: string | null; lastError: string | null }; stop(): Promise<void> };

/** Begins to beat at once and then every `intervalMs` after the end of the beat before; no failure ends it. */
export function startHeartbeat(world: World): Heartbeat {
  const { endpoint, apiKey, intervalMs } = world.configuration.cloudEvents;
  const { heartbeatVersion } = world.profile;
  const schema = answerSchema(heartbeatVersion);
  const nodes = knownNodes(world.configuration.address, world.now, world.log);
  const stopping = new AbortController();
  const commandsStatus = new Map<string, CommandStatus>();
  let lastSuccessAt: string | null = null;
  let lastError: string | null = null;
  let isFirst = true;

  const ask = async (): Promise<z.output<typeof schema>> => {
    const { status, text } = await send(`${endpoint.replace(/\/$/, '')}/heartbeat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      signal: stopping.signal,
      body: JSON.stringify({
        version: heartbeatVersion, decommissioningNodes: [], decommissionedNodes: [], commandsStatus: Object.fromEntries(commandsStatus),
        firstHeartBeat: isFirst, allocatedVcores: 0, pendingVcores: 0, allocatedMemoryMB: 0, pendingMemoryMB: 0,
      }),
    });
    if (status !== 200) throw new Error(`it answered ${status}`);
    const parsed = schema.safeParse(asJson(text));
    if (parsed.success) return parsed.data;
    throw new Error(`its answer does not fit: ${parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  };

  const obey = ({ payload }: z.output<typeof schema>): void => {
    within(world.database, () => {
      for (const email of payload.blockedUsers)
        if (users.blockByEmail(world.database, email, statuses.BLOCKED_ACCOUNT)) world.log.info('Blocked, as the control plane says', { email });
    });
    nodes.compare(payload.workers);
    // Final statuses go out until a heartbeat succeeds, which this one did.
    commandsStatus.clear();
    for (const { id, type } of payload.commands) commandsStatus.set(id, { status: 'FAILED', message: `This cluster has no machines or backups for ${type}.` });
  };

  const beat = async (): Promise<void> => {
    try {
      obey(await ask());
      if (lastError !== null) world.log.info('The control plane answers again');
      [isFirst, lastError, lastSuccessAt] = [false, null, world.now().toISOString()];
    } catch (error) {
      if (stopping.signal.aborted) return;
      const message = `The control plane: ${error instanceof Error ? error.message : String(error)}.`;
      if (message !== lastError) world.log.warn('The heartbeat failed', { because: message });
      [isFirst, lastError] = [true, message];
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await beat();
      await wait(intervalMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    status: () => ({ lastSuccessAt, lastError }),
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
