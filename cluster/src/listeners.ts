/** Everything the cluster listens on besides its administration address: the people's listeners and the service ports. */
import { createServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { serviceNames, type Configuration, type ServiceName } from './configuration.ts';
import { describePortFailure } from './failure.ts';

export const listenersSchema = z.strictObject({
  public: z.boolean(),
  services: z.strictObject({ featureStore: z.boolean(), onlineFeatureStore: z.boolean(), kafka: z.boolean(), ssh: z.boolean() }),
});
export type ListenersWish = z.output<typeof listenersSchema>;

type Open = { close(): Promise<void> };
type Bundle = { open: readonly Open[]; error: string | null };

/** Resolves once it listens; rejects with a sentence. */
export function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(describePortFailure(error, port, address), { cause: error })));
    server.listen(port, address, () => {
      server.removeAllListeners('error');
      // A single connection that goes wrong (no descriptors left …) must not end the cluster.
      server.on('error', () => undefined);
      resolve();
    });
  });
}

export type Certificate = { cert: Buffer; key: Buffer };

export const limitedHttp = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5000 };

const closing = (server: HttpServer): Open => ({
  close: () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
});

function service(name: ServiceName): { server: Server; open: Open } {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.write(`hopyard-cluster ${name}\n`);
  });
  server.maxConnections = 256;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { server, open: { close } };
}

type Planned = { server: Server; port: number; open: Open };

/** All of them or none: what was opened before one failed is closed again. */
async function openAll(planned: readonly Planned[], address: string): Promise<Bundle> {
  const open: Open[] = [];
  try {
    for (const each of planned) {
      await listen(each.server, each.port, address);
      open.push(each.open);
    }
    return { open, error: null };
  } catch (error) {
    await Promise.all(open.map((each) => each.close()));
    return { open: [], error: error instanceof Error ? error.message : String(error) };
  }
}

const closed: Bundle = { open: [], error: null };

export type Listeners = ReturnType<typeof clusterListeners>;

export function clusterListeners(configuration: Configuration, certificate: Certificate, people: { api: RequestListener; page: RequestListener }) {
  const { address, apiPort, pagePort, servicePorts } = configuration;
  let publicBundle = closed;
  const bundles: Record<ServiceName, Bundle> = { featureStore: closed, onlineFeatureStore: closed, kafka: closed, ssh: closed };
  const isOpen: Record<ServiceName, boolean> = { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false };

  const planPublic = (): Planned[] => {
    const api = createHttpsServer({ ...certificate, ...limitedHttp }, people.api);
    const page = createServer(limitedHttp, people.page);
    return [
      { server: api, port: apiPort, open: closing(api) },
      { server: page, port: pagePort, open: closing(page) },
    ];
  };
  const planService = (name: ServiceName): Planned[] => servicePorts[name].map((port) => ({ port, ...service(name) }));

  const change = async (bundle: Bundle, wanted: boolean, plan: () => Planned[]): Promise<Bundle> => {
    if (wanted) return bundle.open.length > 0 ? bundle : openAll(plan(), address);
    await Promise.all(bundle.open.map((each) => each.close()));
    return closed;
  };

  const apply = async (wish: ListenersWish): Promise<void> => {
    for (const name of serviceNames) {
      bundles[name] = await change(bundles[name], wish.services[name], () => planService(name));
      isOpen[name] = wish.services[name] && bundles[name].error === null;
    }
    publicBundle = await change(publicBundle, wish.public, planPublic);
  };

  const status = () => ({
    public: publicBundle.open.length > 0,
    ...(publicBundle.error === null ? {} : { publicError: publicBundle.error }),
    services: Object.fromEntries(
      serviceNames.map((name) => [
        name,
        { open: isOpen[name], ports: servicePorts[name], ...(bundles[name].error === null ? {} : { error: bundles[name].error }) },
      ]),
    ),
  });

  // One change at a time, in the order in which they were asked for; each is answered with what it led to.
  let queue: Promise<unknown> = Promise.resolve();
  const set = (wish: ListenersWish): Promise<ReturnType<typeof status>> => {
    const done = queue.then(() => apply(wish)).then(status);
    queue = done;
    return done;
  };

  return {
    set,
    status,
    isPublic: (): boolean => publicBundle.open.length > 0,
    closeAll: async (): Promise<void> =>
      void (await set({ public: false, services: { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false } })),
  };
}
