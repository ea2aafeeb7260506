/**
 * The administrator API of one Hopsworks cluster, as cluster-contract describes it.
 * Every call is bounded in time; reads are retried, writes only where repeating is safe.
 * A call that the cluster refuses throws `HopsworksError`; one that did not arrive throws `Unreachable`.
 */
export type HopsworksAddress = { administrationUrl: string; authorityPem: string };

export type HopsworksAccount = {
  /** The cluster's own number of the account. */
  id: number;
  username: string;
  email: string;
  givenName: string;
  familyName: string;
  kind: 'local' | 'remote';
  status: 'new' | 'verified' | 'activated' | 'deactivated' | 'blocked' | 'lost-mobile' | 'spam' | 'temporary-password';
  roles: string[];
};

export type IdentityProviderRegistration = {
  clientId: string;
  clientSecret: string;
  providerName: string;
  providerUri: string;
  callbackUri: string;
  groupMapping: string;
};

export type Hopsworks = {
  /** Logs in once with the first administrator's password, and makes the key that is used from then on. Idempotent by name: an old key of that name is replaced. */
  createAdministratorKey(address: HopsworksAddress, login: { email: string; password: string }, keyName: string): Promise<string>;
  /** Registers (or updates) our provider and sets the variables of managed users; needs the administrator's password, since API keys are refused there. */
  registerIdentityProvider(address: HopsworksAddress, login: { email: string; password: string }, registration: IdentityProviderRegistration): Promise<void>;
  readVersion(address: HopsworksAddress): Promise<string>;
  /** All accounts, page by page. */
  listAccounts(address: HopsworksAddress, key: string): Promise<HopsworksAccount[]>;
  findAccountByEmail(address: HopsworksAddress, key: string, email: string): Promise<HopsworksAccount | null>;
  createRemoteAccount(address: HopsworksAddress, key: string, account: { clientId: string; subject: string; email: string; givenName: string; familyName: string }): Promise<void>;
  setStatus(address: HopsworksAddress, key: string, accountId: number, status: 'activated' | 'blocked'): Promise<void>;
  /** Replaces all roles by this one. */
  setRole(address: HopsworksAddress, key: string, accountId: number, role: 'HOPS_ADMIN' | 'HOPS_USER'): Promise<void>;
  /** Makes a new password for a local account and returns it. */
  resetPassword(address: HopsworksAddress, key: string, accountId: number): Promise<string>;
};

/** A refusal. `message` is a sentence of ours, fit to be shown; `errorCode` is the number of Hopsworks, null where it gave none. */
export class HopsworksError extends Error {
  readonly status: number;
  readonly errorCode: number | null;
  constructor(status: number, errorCode: number | null, message: string) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }
}

/** The cluster did not answer in time, or not at all. Whether the call had an effect is unknown. */
export class Unreachable extends Error {}
