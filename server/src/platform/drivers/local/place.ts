/** Where the n-th local cluster is reached: a loopback address of its own, or one address and ports of its own. */
import { createHash } from 'node:crypto';
import { bundles, DriverFault, standardPorts, type Place } from '../../../features/clusters/driver.ts';
import { freePorts, tryPort } from './ports.ts';

type Wanted = { id: string; name: string; placeNumber: number };

const administrationPort = 8443;
const apiPort = 443;
const pagePort = 80;
const wantedPorts = [administrationPort, apiPort, pagePort, ...bundles.flatMap((bundle) => standardPorts[bundle])];

/** Never given to a cluster: a port taken here is taken by a program that listens on every address. */
const probeAddress = '127.127.255.254';
const sharedAddress = '127.0.0.1';
const firstSharedPort = 20_000;
const portsPerPlace = 16;
const sharedPlaces = 750;

const addressesPerBlock = 254;
const blocks = 64 * 256;

/**
 * Places of one installation, drawn from what it is (any text that stays the same): two installations on one machine,
 * such as a running one and one under test, hardly ever meet.
 */
export function placesOf(installation: string): { choose(cluster: Wanted): Promise<Place> } {
  const block = createHash('sha256').update(installation).digest().readUInt16BE() % blocks;
  const first = block * addressesPerBlock;
  return { choose: (cluster) => choosePlace({ ...cluster, placeNumber: (first + cluster.placeNumber) % (blocks * addressesPerBlock - 1) }) };
}

/** The address of a place in 127.64.0.0/10; last octets 0 and 255 look like networks and are left out. */
export function addressOf(placeNumber: number): string {
  const block = Math.floor(placeNumber / addressesPerBlock);
  return `127.${64 + Math.floor(block / 256)}.${block % 256}.${(placeNumber % addressesPerBlock) + 1}`;
}

/** Throws `DriverFault` when the address is in use by another program. */
export async function choosePlace(cluster: Wanted): Promise<Place> {
  const address = addressOf(cluster.placeNumber);
  if ((await tryPort(probeAddress, pagePort)) === 'not-ours' || (await tryPort(address, pagePort)) === 'not-ours') return sharedPlace(cluster);
  const ports: number[] = [];
  for (const port of wantedPorts) ports.push((await isTakenHere(address, port)) ? refuse(address, port) : port);
  return placeAt(address, address, await freePorts(address, ports));
}

/** For a user who may not have low ports, and for systems with one loopback address: told apart by port and by name. */
export async function sharedPlace(cluster: Wanted): Promise<Place> {
  const first = firstSharedPort + portsPerPlace * (cluster.placeNumber % sharedPlaces);
  const ports = await freePorts(sharedAddress, wantedPorts.map((_, index) => first + index));
  return placeAt(sharedAddress, `${shortName(cluster)}.localhost`, ports);
}

// A program on every address (an sshd, say) leaves this address to us: then another port stands in for that one.
async function isTakenHere(address: string, port: number): Promise<boolean> {
  return (await tryPort(address, port)) === 'taken' && (await tryPort(probeAddress, port)) === 'free';
}

function refuse(address: string, port: number): never {
  throw new DriverFault(`Address ${address} is in use by another program: it listens on port ${port}.`, 'Stop that program, then retry.');
}

function placeAt(address: string, pageHost: string, ports: readonly number[]): Place {
  const [administration = 0, api = 0, page = 0, ...services] = ports;
  return {
    address,
    administrationUrl: origin('https', address, administration),
    apiUrl: origin('https', address, api),
    pageUrl: origin('http', pageHost, page),
    servicePorts: { featureStore: services.slice(0, 4), onlineFeatureStore: services.slice(4, 5), kafka: services.slice(5, 6), ssh: services.slice(6, 7) },
  };
}

const origin = (scheme: 'http' | 'https', host: string, port: number): string => new URL(`${scheme}://${host}:${port}`).origin;

// Cookies are kept by host and not by port, so two clusters of one name still need two hosts.
function shortName({ id, name }: Wanted): string {
  const words = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').slice(0, 30).replaceAll(/^-+|-+$/g, '');
  return `${words === '' ? 'cluster' : words}-${id.slice(0, 4)}`;
}
