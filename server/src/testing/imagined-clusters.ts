/**
 * Clusters that exist only in memory, behind the same two ports as real ones, for tests that need hundreds of bring-ups
 * or a failure at an exact place. What a real cluster does is tested with real ones.
 */
import type { Hopsworks, HopsworksAccount, HopsworksAddress } from '../features/cluster-accounts/hopsworks.ts';
import { HopsworksError, Unreachable } from '../features/cluster-accounts/hopsworks.ts';
import { bundles, type Bundle, type ClusterHandle, type Driver, type Listeners, type Place, type Sighting } from '../features/clusters/driver.ts';

export type ImaginedCluster = {
  process: 'absent' | 'prepared' | 'starting' | 'running' | 'failed';
  startedAt: Date;
  open: Listeners;
  version: string;
  password: string | null;
  keys: Set<string>;
  provider: string | null;
  accounts: HopsworksAccount[];
  /** Every change in order, as `call` or `call address`. */
  done: string[];
};

type Call = keyof Driver | keyof Hopsworks;
type Trouble = { call: Call; when: 'before' | 'after'; error: Error; times: number };

const closed: Record<Bundle, boolean> = { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false };

export function imaginedClusters() {
  const clusters = new Map<string, ImaginedCluster>();
  const troubles: Trouble[] = [];
  let clock = Date.parse('2026-01-01T00:00:00Z');
  let keyNumber = 0;

  const at = (id: string): ImaginedCluster => {
    const known = clusters.get(id);
    if (known) return known;
    const made: ImaginedCluster = {
      process: 'absent', startedAt: new Date(0), open: { public: false, services: closed }, version: '', password: null, keys: new Set(), provider: null,
      accounts: [account({ id: 1, email: 'kagent@hops.io', kind: 'local', roles: ['AGENT'] })], done: [],
    };
    clusters.set(id, made);
    return made;
  };
  const reached = (address: HopsworksAddress): ImaginedCluster => {
    const cluster = at(new URL(address.administrationUrl).hostname.replace(/\.test$/, ''));
    if (cluster.process !== 'running') throw new Unreachable('The cluster did not answer: nothing listens at its address.');
    return cluster;
  };
  const admitted = (address: HopsworksAddress, key: string): ImaginedCluster => {
    const cluster = reached(address);
    if (!cluster.keys.has(key)) throw new HopsworksError(401, 320012, 'The cluster refused: our key is no longer valid (HTTP 401, error 320012).');
    return cluster;
  };
  const loggedIn = (address: HopsworksAddress, login: { password: string }): ImaginedCluster => {
    const cluster = reached(address);
    if (cluster.password !== login.password) throw new HopsworksError(401, 160008, 'The cluster refused: the e-mail or password is wrong.');
    return cluster;
  };
  const numbered = (cluster: ImaginedCluster, id: number): HopsworksAccount => {
    const found = cluster.accounts.find((each) => each.id === id);
    if (!found) throw new HopsworksError(404, 160002, 'The cluster refused: there is no such account (HTTP 404, error 160002).');
    return found;
  };
  /** Runs a call with the trouble that was ordered for it. */
  async function call<Result>(name: Call, work: () => Result): Promise<Result> {
    const trouble = troubles.find((each) => each.call === name && each.times > 0);
    if (trouble) trouble.times -= 1;
    if (trouble?.when === 'before') throw trouble.error;
    const result = work();
    if (trouble) throw trouble.error;
    return result;
  }
  const sightingOf = (cluster: ImaginedCluster): Sighting => {
    if (cluster.process === 'failed') return { process: 'failed', reason: 'Port 80 on its address is taken.', next: 'Stop the program that has it, then retry.' };
    if (cluster.process !== 'running') return { process: cluster.process };
    const services = Object.fromEntries(bundles.map((key) => [key, { open: cluster.open.services[key], error: null }])) as Record<Bundle, { open: boolean; error: null }>;
    return { process: 'running', startedAt: cluster.startedAt, public: cluster.open.public, services };
  };
  const placeOf = (id: string): Place => ({
    address: '127.64.0.1', administrationUrl: `https://${id}.test:8443`, apiUrl: `https://${id}.test`, pageUrl: 'http://127.64.0.1',
    servicePorts: { featureStore: [8020], onlineFeatureStore: [3306], kafka: [9092], ssh: [22] },
  });

  const driver: Driver = {
    kind: 'local',
    allocate: ({ id }) => call('allocate', () => placeOf(id)),
    look: ({ id }) => call('look', () => {
      const cluster = at(id);
      const seen = sightingOf(cluster);
      if (cluster.process === 'starting') cluster.process = 'running';
      return seen;
    }),
    prepare: ({ id }) => call('prepare', () => {
      const cluster = at(id);
      if (cluster.process === 'absent') [cluster.process] = ['prepared', cluster.done.push('prepare')];
    }),
    start: ({ id, version, administrator }: ClusterHandle) => call('start', () => {
      const cluster = at(id);
      if (cluster.process === 'running' || cluster.process === 'starting') return;
      cluster.done.push('start');
      Object.assign(cluster, { process: 'starting', version, startedAt: new Date((clock += 1000)), open: { public: false, services: closed }, password: cluster.password ?? administrator?.password ?? null });
      if (!cluster.accounts.some(({ email }) => email === administrator?.email) && administrator) cluster.accounts.push(account({ id: 2, email: administrator.email, kind: 'local', roles: ['HOPS_ADMIN'] }));
    }),
    stop: ({ id }) => call('stop', () => {
      const cluster = at(id);
      cluster.done.push('stop');
      if (cluster.process !== 'absent') Object.assign(cluster, { process: 'prepared', open: { public: false, services: closed } });
    }),
    listen: ({ id }, wanted) => call('listen', () => {
      const cluster = at(id);
      cluster.done.push(wanted.public ? 'open' : 'close');
      cluster.open = wanted;
      return sightingOf(cluster);
    }),
    remove: ({ id }) => call('remove', () => {
      at(id).done.push('remove');
      Object.assign(at(id), { process: 'absent', accounts: [], keys: new Set(), provider: null, password: null });
    }),
  };

  const hopsworks: Hopsworks = {
    createAdministratorKey: (address, login) => call('createAdministratorKey', () => {
      const cluster = loggedIn(address, login);
      const key = `key-${++keyNumber}`;
      cluster.keys = new Set([key]);
      cluster.done.push('key');
      return key;
    }),
    registerIdentityProvider: (address, login, registration) => call('registerIdentityProvider', () => {
      const cluster = loggedIn(address, login);
      cluster.provider = registration.groupMapping;
      cluster.done.push('sign-on');
    }),
    readVersion: (address) => call('readVersion', () => reached(address).version),
    listAccounts: (address, key) => call('listAccounts', () => structuredClone(admitted(address, key).accounts)),
    findAccountByEmail: (address, key, email) => call('findAccountByEmail', () => structuredClone(admitted(address, key).accounts.find((each) => each.email === email) ?? null)),
    createRemoteAccount: (address, key, wanted) => call('createRemoteAccount', () => {
      const cluster = admitted(address, key);
      const holder = cluster.accounts.find(({ email }) => email === wanted.email);
      if (holder?.username === wanted.subject) return;
      if (holder) throw new HopsworksError(409, 160003, 'A local account on the cluster already has this e-mail address.');
      cluster.accounts.push(account({ id: 100 + cluster.accounts.length, email: wanted.email, username: wanted.subject, kind: 'remote', roles: [] }));
      cluster.done.push(`create ${wanted.email}`);
    }),
    setStatus: (address, key, id, status) => call('setStatus', () => {
      const cluster = admitted(address, key);
      const found = numbered(cluster, id);
      found.status = status;
      cluster.done.push(`${status} ${found.email}`);
    }),
    setRole: (address, key, id, role) => call('setRole', () => {
      const cluster = admitted(address, key);
      const found = numbered(cluster, id);
      found.roles = [role];
      cluster.done.push(`${role} ${found.email}`);
    }),
    resetPassword: (address, key, id) => call('resetPassword', () => {
      const cluster = admitted(address, key);
      numbered(cluster, id).status = 'temporary-password';
      cluster.password = `reset-${++keyNumber}`;
      cluster.done.push('reset');
      return cluster.password;
    }),
  };

  return {
    driver, hopsworks, at,
    /** The next `times` calls of that name fail: before they did anything, or after (the answer is lost). */
    trouble(name: Call, when: Trouble['when'], error: Error, times = 1) {
      troubles.push({ call: name, when, error, times });
    },
    calm: () => void troubles.splice(0),
    /** Somebody else's account, as a person made it there. */
    addAccount: (id: string, given: Partial<HopsworksAccount> & { email: string }) => void at(id).accounts.push(account({ id: 1000 + at(id).accounts.length, kind: 'local', roles: ['HOPS_USER'], ...given })),
  };
}

function account(given: Partial<HopsworksAccount> & Pick<HopsworksAccount, 'id' | 'email' | 'kind' | 'roles'>): HopsworksAccount {
  return { username: `user${given.id}`, givenName: 'Given', familyName: 'Family', status: 'activated', ...given };
}
