/** Calls to clusters over https, pinned to the one authority given: bounded in time and size, never redirected. */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request, type Dispatcher } from 'undici';
import { HopsworksError, Unreachable, type HopsworksAddress } from '../../features/cluster-accounts/hopsworks.ts';
import { parseJson } from '../json.ts';
import { refusal, whyUnreachable } from './refusal.ts';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the root of the cluster's address; what varies is encoded already. */
  path: string;
  query?: readonly (readonly [string, string])[];
  body?: { type: 'application/json' | 'text/plain' | 'application/x-www-form-urlencoded'; text: string };
  /** The whole header; it never appears in an error. */
  authorization?: string;
  /** Whether doing it twice is the same as doing it once, so that it is tried again when the answer is lost. */
  repeatable: boolean;
};

export type Answer = { status: number; authorization: string | null; json: unknown };

export type Limits = { connectMs: number; callMs: number };

export type Connection = {
  /** The answer of a call that succeeded; `HopsworksError` when it was refused, `Unreachable` when no answer came. */
  send(address: HopsworksAddress, call: Call): Promise<Answer>;
  close(): Promise<void>;
};

const responseLimitBytes = 10 * 1024 * 1024;
const pausesMs = [100, 400];

/** Connections are kept alive per authority until `close`. */
export function openConnection(limits: Limits): Connection {
  const agents = new Map<string, Agent>();
  const agentFor = (ca: string): Agent => {
    const agent = agents.get(ca) ?? new Agent({ connect: { ca, timeout: limits.connectMs }, maxResponseSize: responseLimitBytes });
    agents.set(ca, agent);
    return agent;
  };
  return {
    send: (address, call) => sendPatiently(agentFor(address.authorityPem), address.administrationUrl, { call, limits }),
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
      agents.clear();
    },
  };
}

/** One deadline covers all tries, so that a caller never waits longer than a whole call may take. */
async function sendPatiently(agent: Agent, origin: string, { call, limits }: { call: Call; limits: Limits }): Promise<Answer> {
  const deadline = AbortSignal.timeout(limits.callMs);
  for (let round = 0; ; round += 1) {
    const outcome = await sendOnce(agent, origin, { call, deadline });
    const pauseMs = pausesMs[round];
    if (!(outcome instanceof Error)) return outcome;
    if (!call.repeatable || deadline.aborted || pauseMs === undefined || !isPassing(outcome)) throw outcome;
    // Drawn anew each time, so that many callers of one cluster do not return together.
    await wait(pauseMs * (0.5 + Math.random()));
  }
}

async function sendOnce(agent: Agent, origin: string, { call, deadline }: { call: Call; deadline: AbortSignal }): Promise<Answer | Error> {
  try {
    const response = await request(new URL(call.path, origin), {
      dispatcher: agent,
      method: call.method,
      signal: deadline,
      headers: headersOf(call),
      ...(call.query === undefined ? {} : { query: queryOf(call.query) }),
      ...(call.body === undefined ? {} : { body: call.body.text }),
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) return refusal(response.statusCode, text);
    return { status: response.statusCode, authorization: authorizationOf(response), json: parseJson(text) }; // several of the calls answer with nothing, or with a sentence
  } catch (error) {
    return new Unreachable(whyUnreachable(error));
  }
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json',
    ...(call.authorization === undefined ? {} : { authorization: call.authorization }),
    ...(call.body === undefined ? {} : { 'content-type': call.body.type }),
  };
}

function queryOf(pairs: readonly (readonly [string, string])[]): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const earlier = query[name];
    query[name] = earlier === undefined ? value : [...[earlier].flat(), value];
  }
  return query;
}

function authorizationOf(response: Dispatcher.ResponseData): string | null {
  const header = response.headers['authorization'];
  return typeof header === 'string' ? header : null;
}

function isPassing(error: Error): boolean {
  return error instanceof Unreachable || (error instanceof HopsworksError && [502, 503, 504].includes(error.status));
}
