/** Accounts of a cluster, by its administrator's API key. */
import { HopsworksError, Unreachable, type Hopsworks, type HopsworksAccount, type HopsworksAddress } from '../../features/cluster-accounts/hopsworks.ts';
import type { Connection } from './connection.ts';
import { codes } from './refusal.ts';
import { accountOf, cutName, read, shapes } from './wire.ts';

const users = '/hopsworks-api/api/admin/users';
const pageSize = 500;

type Target = { address: HopsworksAddress; key: string };
type NewAccount = Parameters<Hopsworks['createRemoteAccount']>[2];
type AccountCalls = Pick<Hopsworks, 'listAccounts' | 'findAccountByEmail' | 'createRemoteAccount' | 'setStatus' | 'setRole' | 'resetPassword'>;

export function accountCalls(connection: Connection): AccountCalls {
  return {
    listAccounts: (address, key) => listAll(connection, { address, key }),
    findAccountByEmail: (address, key, email) => findByEmail(connection, { address, key }, email),
    createRemoteAccount: (address, key, account) => createRemote(connection, { address, key }, account),
    setStatus: async (address, key, accountId, status) => {
      const text = JSON.stringify({ status: status === 'blocked' ? 'BLOCKED_ACCOUNT' : 'ACTIVATED_ACCOUNT' });
      await connection.send(address, { method: 'PUT', path: `${users}/${accountId}`, body: { type: 'application/json', text }, authorization: `ApiKey ${key}`, repeatable: true });
    },
    setRole: async (address, key, accountId, role) => {
      await connection.send(address, { method: 'PUT', path: `${users}/${accountId}/role`, body: { type: 'text/plain', text: role }, authorization: `ApiKey ${key}`, repeatable: true });
    },
    resetPassword: async (address, key, accountId) => {
      // Not repeated: a late first call would make the password that the second one gave out wrong.
      const answer = await connection.send(address, { method: 'PUT', path: `${users}/${accountId}/reset`, authorization: `ApiKey ${key}`, repeatable: false });
      return read(shapes.newPassword, answer.json).password;
    },
  };
}

/** Throws `Unreachable` when accounts were deleted meanwhile: an account that the pages passed over would be taken for absent. */
async function listAll(connection: Connection, target: Target): Promise<HopsworksAccount[]> {
  for (let round = 0; round < 2; round += 1) {
    const { accounts, total } = await readPages(connection, target, null);
    if (accounts.length >= total) return accounts;
  }
  throw new Unreachable('The accounts of the cluster changed while they were being read.');
}

async function readPages(connection: Connection, { address, key }: Target, filter: string | null): Promise<{ accounts: HopsworksAccount[]; total: number }> {
  const found = new Map<number, HopsworksAccount>();
  let total = 0;
  for (let offset = 0; ; ) {
    const query: [string, string][] = [
      ['offset', String(offset)],
      ['limit', String(pageSize)],
      // Oldest first: an account that is made meanwhile comes last and shifts nothing.
      ['sort_by', 'date_created:asc,email:asc'],
    ];
    if (filter !== null) query.push(['filter_by', filter]);
    const answer = await connection.send(address, { method: 'GET', path: users, query, authorization: `ApiKey ${key}`, repeatable: true });
    const page = read(shapes.accounts, answer.json);
    for (const profile of page.items) found.set(profile.id, accountOf(profile));
    offset += page.items.length;
    total = page.count ?? 0;
    // A cluster may give fewer than asked for without being at its end, so its count decides where it gives one.
    if (page.items.length === 0 || (page.count !== null && page.count !== undefined && offset >= page.count)) return { accounts: [...found.values()], total };
  }
}

/** The filter matches by prefix and ignores case, so what it finds is compared whole. */
async function findByEmail(connection: Connection, target: Target, email: string): Promise<HopsworksAccount | null> {
  const { accounts: near } = await readPages(connection, target, `user_email:${email}`);
  return near.find((account) => account.email === email) ?? near.find((account) => account.email.toLowerCase() === email.toLowerCase()) ?? null;
}

async function createRemote(connection: Connection, target: Target, account: NewAccount): Promise<void> {
  const query: [string, string][] = [
    ['accountType', 'REMOTE_ACCOUNT_TYPE'],
    ['type', 'OAUTH2'],
    ['clientId', account.clientId],
    ['subject', account.subject],
    ['email', account.email],
    ['givenName', cutName(account.givenName)],
    ['surname', cutName(account.familyName)],
    ['status', 'ACTIVATED_ACCOUNT'],
  ];
  try {
    await connection.send(target.address, { method: 'POST', path: users, query, authorization: `ApiKey ${target.key}`, repeatable: false });
  } catch (error) {
    if (!mayExist(error) || !(await isOurs(connection, target, account))) throw error;
  }
}

/** Whether the account may be there although the call did not succeed. */
function mayExist(error: unknown): error is Error {
  if (error instanceof Unreachable) return true;
  return error instanceof HopsworksError && (error.status >= 500 || error.errorCode === codes.exists || error.status === 409);
}

/**
 * Looks for the very identity we wanted to make; false when it is not there.
 * Throws when the address belongs to somebody else there: a local account is never converted.
 */
async function isOurs(connection: Connection, target: Target, account: NewAccount): Promise<boolean> {
  const identity = await findIdentity(connection, target, `${account.clientId}.${account.subject}`);
  if (identity !== null) {
    if (identity.email.toLowerCase() === account.email.toLowerCase()) return true;
    throw new HopsworksError(409, codes.exists, 'This person has an account on the cluster already, under another e-mail address.');
  }
  const holder = await findByEmail(connection, target, account.email);
  if (holder === null) return false;
  throw new HopsworksError(409, codes.exists, holder.kind === 'local'
    ? 'A local account on the cluster already has this e-mail address; it cannot be turned into one that signs in with Hopyard.'
    : 'An account of another sign-on provider on the cluster already has this e-mail address.');
}

async function findIdentity(connection: Connection, { address, key }: Target, uuid: string): Promise<{ uuid: string; email: string } | null> {
  try {
    const path = `/hopsworks-api/api/admin/user/${encodeURIComponent(uuid)}`;
    const answer = await connection.send(address, { method: 'GET', path, authorization: `ApiKey ${key}`, repeatable: true });
    return read(shapes.remoteIdentity, answer.json);
  } catch (error) {
    if (error instanceof HopsworksError && error.status === 404) return null;
    throw error;
  }
}
