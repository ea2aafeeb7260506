/** The runtime's own control interface: who answers, what is open, stop. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { DriverFault, type Bundle, type ClusterHandle, type Listeners, type Place, type Sighting } from '../../../features/clusters/driver.ts';
import { parseJson } from '../../json.ts';

/** `silent`: nobody answers; `stranger`: somebody does who is not this cluster. */
export type Identified = { who: 'ours'; pid: number } | { who: 'silent' } | { who: 'stranger' };

export type Reached = { cluster: ClusterHandle; place: Place };

export type Control = {
  identify(target: Reached): Promise<Identified>;
  /** The three below need a fresh `ours`, for they carry the cluster's key. Null: it ended or fell silent since. */
  readStatus(target: Reached): Promise<Sighting | null>;
  listen(target: Reached, wanted: Listeners): Promise<Sighting>;
  askToStop(target: Reached): Promise<void>;
};

const callMs = 3000;
const responseLimitBytes = 64 * 1024;

const identityShape = z.object({ clusterId: z.string(), pid: z.number().int().positive(), proof: z.string() });
const serviceShape = z.object({ open: z.boolean(), error: z.string().nullish() }).transform(({ open, error }) => ({ open, error: error ?? null }));
const statusShape = z.object({
  startedAt: z.iso.datetime({ offset: true }),
  public: z.boolean(),
  publicError: z.string().nullish(),
  services: z.object({ featureStore: serviceShape, onlineFeatureStore: serviceShape, kafka: serviceShape, ssh: serviceShape } satisfies Record<Bundle, unknown>),
});

type Call = { method: 'GET' | 'PUT' | 'POST'; path: string; body?: object; keyed: boolean };

/** It answered, but not as it should. */
class Refused extends Error {}

/** Speaks only with who shows a certificate of this authority; every exchange is cut off after 3 s. */
export function openControl(authorityPem: string): Control {
  const agent = new Agent({ connect: { ca: authorityPem, timeout: 1000 }, maxResponseSize: responseLimitBytes, keepAliveTimeout: 60_000 });
  const send = async ({ cluster, place }: Reached, call: Call): Promise<{ status: number; json: unknown }> => {
    const response = await request(new URL(call.path, place.administrationUrl), {
      dispatcher: agent,
      method: call.method,
      signal: AbortSignal.timeout(callMs),
      headers: {
        ...(call.keyed ? { authorization: `Bearer ${cluster.controlKey}` } : {}),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.body.text();
    return { status: response.statusCode, json: parseJson(text) };
  };
  const readState = async (target: Reached, call: Call): Promise<z.output<typeof statusShape>> => {
    const { status, json } = await send(target, call);
    const parsed = statusShape.safeParse(json);
    if (status !== 200 || !parsed.success) throw new Refused(`The cluster's process refused to say what is open (HTTP ${status}).`);
    return parsed.data;
  };
  return {
    identify: async (target) => {
      const challenge = randomBytes(24).toString('base64url');
      const call: Call = { method: 'GET', path: `/runtime/identity?challenge=${challenge}`, keyed: false };
      try {
        // A connection kept from before its restart breaks at first use, which says nothing about the process there now.
        const { json } = await send(target, call).catch((error: unknown) => (isBrokenConnection(error) ? send(target, call) : Promise.reject(error)));
        return judge(target.cluster, challenge, identityShape.safeParse(json).data);
      } catch (error) {
        return { who: isStrangersCertificate(error) ? 'stranger' : 'silent' };
      }
    },
    readStatus: async (target) => {
      try {
        return sightingOf(await readState(target, { method: 'GET', path: '/runtime/status', keyed: true }));
      } catch (error) {
        if (error instanceof Refused) throw error;
        return null;
      }
    },
    listen: async (target, wanted) => {
      const state = await readState(target, { method: 'PUT', path: '/runtime/listeners', body: wanted, keyed: true });
      // A service that could not be opened is told with the service; without its public ports a cluster is of no use.
      if (wanted.public && !state.public) throw new DriverFault(`${state.publicError ?? 'The public ports could not be opened'}.`, 'Stop the program that has this port, then retry.');
      return sightingOf(state);
    },
    askToStop: async (target) => {
      const { status } = await send(target, { method: 'POST', path: '/runtime/stop', keyed: true });
      if (status >= 300) throw new Refused(`The cluster's process refused to stop (HTTP ${status}).`);
    },
  };
}

function sightingOf({ startedAt, public: isPublic, services }: z.output<typeof statusShape>): Sighting {
  return { process: 'running', startedAt: new Date(startedAt), public: isPublic, services };
}

function judge(cluster: ClusterHandle, challenge: string, answer: z.output<typeof identityShape> | undefined): Identified {
  if (answer === undefined || answer.clusterId !== cluster.id) return { who: 'stranger' };
  const expected = createHmac('sha256', Buffer.from(cluster.controlKey, 'base64url')).update(`identity:${cluster.id}:${challenge}`).digest();
  const given = Buffer.from(answer.proof, 'base64url');
  const proven = given.length === expected.length && timingSafeEqual(given, expected);
  return proven ? { who: 'ours', pid: answer.pid } : { who: 'stranger' };
}

const isBrokenConnection = (error: unknown): boolean => ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException).code ?? '');

// Whoever speaks another protocol or shows a certificate of another authority did answer, so he is there.
function isStrangersCertificate(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO|HPE_/.test(code);
}
