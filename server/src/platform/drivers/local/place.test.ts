import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressOf, choosePlace, placesOf, sharedPlace } from './place.ts';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(address: string, port: number): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve));
}

/** Whether the port can be had there now. A program that listens on every address (an sshd, say) has it everywhere. */
async function isFree(address: string, port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => server.once('error', () => resolve(false)).listen(port, address, () => resolve(true)));
  if (free) await new Promise((resolve) => server.close(resolve));
  return free;
}

async function firstFree(address: string, ports: readonly number[]): Promise<number> {
  for (const port of ports) if (await isFree(address, port)) return port;
  throw new Error(`None of ${ports.join(', ')} is free on ${address}`);
}

/** Low ports are for root, except where the system says otherwise; elsewhere clusters share one address. */
const hasLowPorts = await listen('127.127.250.250', 80).then(() => true, () => false);

const cluster = (placeNumber: number, more = {}) => ({ id: '9f1c0000-0000-4000-8000-000000000000', name: 'Genomics', placeNumber, ...more });

describe('the address of a place', () => {
  test('is its own for each number, in 127.64.0.0/10, and never looks like a network', () => {
    const numbers = [0, 1, 253, 254, 255, 65_023, 65_024, 1_000_000, 4_161_534];
    const addresses = numbers.map(addressOf);
    expect(new Set(addresses).size).toBe(numbers.length);
    expect(addresses.slice(0, 5)).toEqual(['127.64.0.1', '127.64.0.2', '127.64.0.254', '127.64.1.1', '127.64.1.2']);
    expect(addresses.at(-1)).toBe('127.127.255.253');
    for (const address of addresses) expect(address).toMatch(/^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.([1-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/);
  });

  test('differs between installations and is the same for one of them', async () => {
    const wanted = cluster(1);
    const one = await placesOf('one').choose(wanted);
    expect(await placesOf('one').choose(wanted)).toEqual(one);
    expect((await placesOf('other').choose(wanted)).administrationUrl).not.toBe(one.administrationUrl);
    expect((await placesOf('one').choose(cluster(2))).administrationUrl).not.toBe(one.administrationUrl);
  });
});

describe.runIf(hasLowPorts)('a cluster with an address of its own', () => {
  test('has the ports that Hopsworks has', async () => {
    const address = addressOf(2_000_000);
    const ssh = (await isFree(address, 22)) ? 22 : expect.any(Number);
    const place = await choosePlace(cluster(2_000_000));
    expect(place).toEqual({
      address,
      administrationUrl: `https://${place.address}:8443`,
      apiUrl: `https://${place.address}`,
      pageUrl: `http://${place.address}`,
      servicePorts: { featureStore: [8020, 30010, 9083, 9085], onlineFeatureStore: [3306], kafka: [9092], ssh: [ssh] },
    });
  });

  test('is refused an address that another program uses, by name of the port; freed, it gets it', async () => {
    await listen(addressOf(2_000_001), 3306);
    await expect(choosePlace(cluster(2_000_001))).rejects.toMatchObject({ message: `Address ${addressOf(2_000_001)} is in use by another program: it listens on port 3306.`, next: 'Stop that program, then retry.' });
    await new Promise((resolve) => servers.pop()!.close(resolve));
    expect((await choosePlace(cluster(2_000_001))).servicePorts.onlineFeatureStore).toEqual([3306]);
  });

  test('gets another port where a program of this machine listens on every address', async () => {
    const standard = [8020, 30010, 9083, 9085, 3306, 9092, 22];
    const taken = await firstFree('0.0.0.0', standard); // clusters that run here may have some of them
    await listen('0.0.0.0', taken);
    const { featureStore, onlineFeatureStore, kafka, ssh } = (await choosePlace(cluster(2_000_002))).servicePorts;
    const given = [...featureStore, ...onlineFeatureStore, ...kafka, ...ssh];
    const at = standard.indexOf(taken);
    expect(given[at]).not.toBe(taken);
    expect(given[at]).toBeGreaterThan(1023);
    expect(given.slice(0, 4).filter((_port, index) => index !== at)).toEqual(standard.slice(0, 4).filter((_port, index) => index !== at));
  });
});

describe('a cluster that shares an address', () => {
  test('has a page name and ports of its own, the same each time', async () => {
    const place = await sharedPlace(cluster(700, { name: 'Génomique & Co.' }));
    expect(place.pageUrl).toMatch(/^http:\/\/g-nomique-co-9f1c\.localhost:\d+$/);
    expect(place.address).toBe('127.0.0.1');
    const ports = [place.administrationUrl, place.apiUrl, place.pageUrl].map((url) => Number(new URL(url).port));
    expect(new Set([...ports, ...Object.values(place.servicePorts).flat()]).size).toBe(10);
    expect(await sharedPlace(cluster(700, { name: 'Génomique & Co.' }))).toEqual(place);
    expect((await sharedPlace(cluster(701))).administrationUrl).not.toBe(place.administrationUrl);
  });

  test('a taken port is exchanged, the others stay', async () => {
    const free = await sharedPlace(cluster(702));
    const port = Number(new URL(free.apiUrl).port);
    await listen('127.0.0.1', port);
    const place = await sharedPlace(cluster(702));
    expect(Number(new URL(place.apiUrl).port)).not.toBe(port);
    expect({ ...place, apiUrl: free.apiUrl }).toEqual(free);
  });

  test('a name without letters still makes a page name', async () => {
    expect((await sharedPlace(cluster(703, { name: '集群' }))).pageUrl).toMatch(/^http:\/\/cluster-9f1c\.localhost:/);
  });
});
