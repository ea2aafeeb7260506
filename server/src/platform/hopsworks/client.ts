/** The administrator API of Hopsworks clusters: the port of the cluster accounts, spoken over https. */
import { HopsworksError, type Hopsworks } from '../../features/cluster-accounts/hopsworks.ts';
import { accountCalls } from './accounts.ts';
import { createAdministratorKey, registerIdentityProvider } from './bootstrap.ts';
import { openConnection, type Limits } from './connection.ts';
import { read, shapes } from './wire.ts';

/** One for the whole process; connections are kept alive until `close`. `limits`: to connect, and for a whole call with its repetitions. */
export function createHopsworks(limits: Limits = { connectMs: 3000, callMs: 10_000 }): Hopsworks & { close(): Promise<void> } {
  const connection = openConnection(limits);
  return {
    ...accountCalls(connection),
    createAdministratorKey: createAdministratorKey(connection),
    registerIdentityProvider: registerIdentityProvider(connection),
    readVersion: async (address) => {
      const answer = await connection.send(address, { method: 'GET', path: '/hopsworks-api/api/variables/versions', repeatable: true });
      const found = read(shapes.versions, answer.json).find((one) => one.software === 'hopsworks');
      if (found === undefined) throw new HopsworksError(200, null, 'The cluster does not say which version of Hopsworks it runs.');
      return found.version;
    },
    close: () => connection.close(),
  };
}
