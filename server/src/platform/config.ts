/** The configuration of one process, read once from the environment. What would be unsafe stops the start. */
import path from 'node:path';
import type { z } from 'zod';
import type { Settings } from '../kernel/settings.ts';
import { nearestVariable, variables, type VariableName } from './config-variables.ts';
import { isLoopbackHost } from './loopback-host.ts';

/** Durations in milliseconds, addresses without a trailing slash. Null: not configured. */
export type Configuration = Readonly<{
  host: string;
  port: number;
  publicUrl: string;
  clusterUrl: string;
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Null: the credentials of databaseUrl. */
  databaseOwnerUrl: string | null;
  /** Null: the local mailbox. */
  smtpUrl: string | null;
  mailFrom: string;
  /** "loopback" or ranges with a prefix length; empty: no proxy is believed. */
  trustProxy: readonly string[];
  registration: Settings['registration'];
  localClusters: boolean;
  /** Ranges with a prefix length; empty: public addresses only. */
  outboundAllow: readonly string[];
  /** Absolute. */
  dataDirectory: string;
  /** As given: base64 or hex of at least 32 bytes. */
  secret: string | null;
  role: 'all' | 'server' | 'worker';
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  mailboxPort: number;
  mailboxSmtpPort: number;
  localClustersPerOrganization: number;
  organizationsPerPerson: number;
  seatsPerOrganization: number | null;
  invitationsADay: { perPerson: number; perOrganization: number; perAddress: number };
  /** Lifetime of a local cluster's log-in token, without leeway. */
  clusterTokenMs: number;
  clusterTokenLeewayMs: number;
  /** How long a log-in on a local cluster can outlive a block: lifetime plus leeway (D07). */
  clusterSessionMs: number;
  clusterHeartbeatMs: number;
}>;

/** One variable is wrong; the message completes the sentence that begins with its name. */
export class ConfigurationError extends Error {
  readonly variable: string;
  constructor(variable: string, message: string) {
    super(message);
    this.name = 'ConfigurationError';
    this.variable = variable;
  }
}

type Variables = typeof variables;
type Values = { [Name in VariableName]: z.output<Variables[Name]['schema']> | (Variables[Name]['default'] extends null ? null : never) };

/** Throws ConfigurationError for the first variable that is wrong, unknown or unsafe. An empty value counts as unset. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  refuseUnknown(environment);
  const values = readValues(environment);
  const publicUrl = values.PUBLIC_URL ?? defaultPublicUrl(values);
  const isLocal = isLoopbackHost(new URL(publicUrl).hostname);
  if (!isLocal) refuseUnsafePublic(values, publicUrl);
  if (isLocal && !isLoopbackHost(values.HOST)) refuseOpenDoor(values);
  refuseContradictions(values);
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl,
    clusterUrl: values.CLUSTER_URL ?? `http://127.0.0.1:${values.PORT}`,
    databaseUrl: values.DATABASE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    trustProxy: values.TRUST_PROXY ?? [],
    registration: values.REGISTRATION ?? { kind: isLocal ? 'open' : 'invited' },
    localClusters: values.LOCAL_CLUSTERS ?? isLocal,
    outboundAllow: values.OUTBOUND_ALLOW ?? [],
    dataDirectory: path.resolve(values.HOPYARD_DATA_DIR),
    secret: values.HOPYARD_SECRET,
    role: values.HOPYARD_ROLE,
    logLevel: values.LOG_LEVEL,
    mailboxPort: values.MAILBOX_PORT,
    mailboxSmtpPort: values.MAILBOX_SMTP_PORT,
    localClustersPerOrganization: values.LOCAL_CLUSTERS_PER_ORGANIZATION,
    organizationsPerPerson: values.ORGANIZATIONS_PER_PERSON,
    seatsPerOrganization: values.SEATS,
    invitationsADay: { perPerson: values.INVITATIONS_PER_PERSON, perOrganization: values.INVITATIONS_PER_ORGANIZATION, perAddress: values.INVITATIONS_PER_ADDRESS },
    clusterTokenMs: values.CLUSTER_SESSION_SECONDS * 1000,
    clusterTokenLeewayMs: values.CLUSTER_SESSION_LEEWAY_SECONDS * 1000,
    clusterSessionMs: (values.CLUSTER_SESSION_SECONDS + values.CLUSTER_SESSION_LEEWAY_SECONDS) * 1000,
    clusterHeartbeatMs: values.CLUSTER_HEARTBEAT_MS,
  };
}

function refuseUnknown(environment: Record<string, string | undefined>): void {
  const unknown = Object.keys(environment).find((name) => name.startsWith('HOPYARD_') && !(name in variables));
  if (unknown !== undefined) throw new ConfigurationError(unknown, `is not a variable of Hopyard; did you mean ${nearestVariable(unknown)}?`);
}

function readValues(environment: Record<string, string | undefined>): Values {
  const entries = (Object.keys(variables) as VariableName[]).map((name) => {
    const given = environment[name]?.trim() || variables[name].default;
    if (given === null) return [name, null];
    const parsed = variables[name].schema.safeParse(given);
    // The value itself is never repeated: it may hold a password.
    if (!parsed.success) throw new ConfigurationError(name, `${parsed.error.issues[0]?.message ?? 'is not valid'}.`);
    return [name, parsed.data];
  });
  return Object.fromEntries(entries) as Values;
}

function defaultPublicUrl(values: Values): string {
  if (!isLoopbackHost(values.HOST)) {
    throw new ConfigurationError('PUBLIC_URL', `must be set when HOST (${values.HOST}) can be reached from other machines: it is the address that people and mails use.`);
  }
  const host = values.HOST.includes(':') ? `[${values.HOST}]` : values.HOST;
  return new URL(`http://${host}:${values.PORT}`).origin;
}

function refuseUnsafePublic(values: Values, publicUrl: string): void {
  if (publicUrl.startsWith('http:') && values.TRUST_PROXY === null) {
    throw new ConfigurationError('PUBLIC_URL', 'must be https, or passwords cross the network readably. If a proxy in a safe network speaks for you, name it in TRUST_PROXY.');
  }
  if (values.SMTP_URL === null) {
    throw new ConfigurationError('SMTP_URL', `must be set when PUBLIC_URL is ${publicUrl}: the local mailbox would show everybody's mail to whoever opens it.`);
  }
  if (values.LOCAL_CLUSTERS === null) {
    throw new ConfigurationError('LOCAL_CLUSTERS', `must be said when PUBLIC_URL is ${publicUrl}: on lets members start processes on this machine, off does not.`);
  }
}

/** In a container whose port is published to this machine alone: what is safe only there must be said, not assumed. */
function refuseOpenDoor(values: Values): void {
  for (const name of ['REGISTRATION', 'LOCAL_CLUSTERS'] as const) {
    if (values[name] === null) throw new ConfigurationError(name, `must be said when HOST (${values.HOST}) can be reached from other machines.`);
  }
}

function refuseContradictions(values: Values): void {
  if (values.DATABASE_OWNER_URL !== null && values.DATABASE_URL === null) {
    throw new ConfigurationError('DATABASE_URL', 'must be set when DATABASE_OWNER_URL is.');
  }
  if (values.HOPYARD_ROLE !== 'all' && values.DATABASE_URL === null) {
    throw new ConfigurationError('DATABASE_URL', `must be set when HOPYARD_ROLE is ${values.HOPYARD_ROLE}: the embedded database belongs to one process alone.`);
  }
  const ports = (['PORT', 'MAILBOX_PORT', 'MAILBOX_SMTP_PORT'] as const).filter((name) => name === 'PORT' || values.SMTP_URL === null);
  const twice = ports.find((name, index) => ports.slice(0, index).some((earlier) => values[earlier] === values[name]));
  if (twice !== undefined) throw new ConfigurationError(twice, `must differ from the other ports (${values[twice]} is used twice).`);
}
