/** Tells the control plane that the cluster lives, and obeys the list of blocked people in its answer. */
import { setTimeout as wait } from 'node:timers/promises';
import { statuses } from './accounts.ts';
import { readAnswer, type Payload } from './heartbeat-answer.ts';
import { send } from './http/outgoing.ts';
import { knownNodes } from './nodes.ts';
import { within } from './store/database.ts';
import * as users from './store/users.ts';
import type { World } from './world.ts';

type CommandStatus = { status: 'NEW' | 'ONGOING' | 'SUCCEED' | 'FAILED'; message: string };
export type Heartbeat = { status(): { lastSuccessAt: string | null; lastError: string | null }; stop(): Promise<void> };

// One machine without workers: nothing is being taken out, nothing allocated.
const idle = { decommissioningNodes: [], decommissionedNodes: [], allocatedVcores: 0, pendingVcores: 0, allocatedMemoryMB: 0, pendingMemoryMB: 0 };

/** Begins to beat at once and then every `intervalMs` after the end of the beat before; no failure ends it. */
export function startHeartbeat(world: World): Heartbeat {
  const { endpoint, apiKey, intervalMs } = world.configuration.cloudEvents;
  const { heartbeatVersion } = world.profile;
  const nodes = knownNodes(world.configuration.address, world.now, world.log);
  const stopping = new AbortController();
  const commandsStatus = new Map<string, CommandStatus>();
  let lastSuccessAt: string | null = null;
  let lastError: string | null = null;
  let isFirst = true;

  const ask = async (): Promise<Payload> => {
    const { status, text } = await send(`${endpoint.replace(/\/$/, '')}/heartbeat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      signal: stopping.signal,
      body: JSON.stringify({ version: heartbeatVersion, ...idle, commandsStatus: Object.fromEntries(commandsStatus), firstHeartBeat: isFirst }),
    });
    if (status !== 200) throw new Error(`it answered ${status}`);
    return readAnswer(heartbeatVersion, text);
  };

  const obey = (payload: Payload): void => {
    block(world, payload.blockedUsers);
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

/** All of them or none; only ever blocks, and only exactly these addresses. */
function block(world: World, emails: readonly string[]): void {
  within(world.database, () => {
    for (const email of emails)
      if (users.blockByEmail(world.database, email, statuses.BLOCKED_ACCOUNT)) world.log.info('Blocked, as the control plane says', { email });
  });
}
