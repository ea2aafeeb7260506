import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../kernel/settings.ts';
import { ConfigurationError, readConfiguration } from './config.ts';
import { configurationReference } from './config-variables.ts';

type Environment = Record<string, string>;

function refusal(environment: Environment): { variable: string; message: string } {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return { variable: error.variable, message: error.message };
    throw error;
  }
  throw new Error('It was accepted.');
}

const publicly = { PUBLIC_URL: 'https://hopyard.example.org', SMTP_URL: 'smtp://mail.example.org', LOCAL_CLUSTERS: 'off' };
const database = 'postgres://hopyard@db/hopyard';

describe('defaults', () => {
  test('nothing set: everything on this machine, open, with its own database and mailbox', () => {
    expect(readConfiguration({})).toEqual({
      host: '127.0.0.1', port: 8080, publicUrl: 'http://127.0.0.1:8080', clusterUrl: 'http://127.0.0.1:8080',
      databaseUrl: null, databaseOwnerUrl: null, smtpUrl: null, mailFrom: 'Hopyard <hopyard@localhost>',
      trustProxy: [], registration: { kind: 'open' }, localClusters: true, outboundAllow: [],
      dataDirectory: path.resolve('.hopyard'), secret: null, role: 'all', logLevel: 'info', mailboxPort: 8025, mailboxSmtpPort: 8026,
      localClustersPerOrganization: 5, organizationsPerPerson: 10, seatsPerOrganization: null, invitationsADay: { perPerson: 300, perOrganization: 500, perAddress: 5 },
      clusterTokenMs: 1_800_000, clusterTokenLeewayMs: 900_000, clusterSessionMs: 2_700_000, clusterHeartbeatMs: 3000,
    });
  });

  test('an empty value counts as unset, and space around a value is not part of it', () => {
    expect(readConfiguration({ PORT: '', HOST: ' localhost ' })).toMatchObject({ port: 8080, publicUrl: 'http://localhost:8080' });
  });

  test('the addresses follow host and port', () => {
    expect(readConfiguration({ PORT: '9000', HOST: '::1' })).toMatchObject({ publicUrl: 'http://[::1]:9000', clusterUrl: 'http://127.0.0.1:9000' });
  });

  test('elsewhere registration is by invitation and local clusters are what was said', () => {
    expect(readConfiguration(publicly)).toMatchObject({ registration: { kind: 'invited' }, localClusters: false });
    expect(readConfiguration({ ...publicly, REGISTRATION: 'open', LOCAL_CLUSTERS: 'on' })).toMatchObject({ registration: { kind: 'open' }, localClusters: true });
  });

  test('it holds what the rules depend on', () => {
    const settings: Settings = readConfiguration({ CLUSTER_SESSION_SECONDS: '60', CLUSTER_SESSION_LEEWAY_SECONDS: '30' });
    expect(settings.clusterSessionMs).toBe(90_000);
  });
});

describe('each variable', () => {
  test.each<[string, string, object]>([
    ['PUBLIC_URL', 'HTTP://LocalHost:9000/', { publicUrl: 'http://localhost:9000' }],
    ['CLUSTER_URL', 'https://inside.example.org:443', { clusterUrl: 'https://inside.example.org' }],
    ['DATABASE_URL', 'postgresql:///hopyard?host=/run/postgresql', { databaseUrl: 'postgresql:///hopyard?host=/run/postgresql' }],
    ['SMTP_URL', 'smtps://u:p@mail.example.org:465', { smtpUrl: 'smtps://u:p@mail.example.org:465' }],
    ['MAIL_FROM', 'team@example.org', { mailFrom: 'team@example.org' }],
    ['TRUST_PROXY', 'loopback, 10.0.0.0/8', { trustProxy: ['loopback', '10.0.0.0/8'] }],
    ['OUTBOUND_ALLOW', '10.1.2.3, fd00::/8', { outboundAllow: ['10.1.2.3/32', 'fd00::/8'] }],
    ['REGISTRATION', 'domains:Example.org, example.com', { registration: { kind: 'domains', domains: ['example.org', 'example.com'] } }],
    ['HOPYARD_DATA_DIR', '/srv/hopyard', { dataDirectory: '/srv/hopyard' }],
    ['LOG_LEVEL', 'trace', { logLevel: 'trace' }],
    ['LOCAL_CLUSTERS', 'off', { localClusters: false }],
    ['MAILBOX_PORT', '9025', { mailboxPort: 9025 }],
    ['MAILBOX_SMTP_PORT', '9026', { mailboxSmtpPort: 9026 }],
    ['LOCAL_CLUSTERS_PER_ORGANIZATION', '0', { localClustersPerOrganization: 0 }],
    ['ORGANIZATIONS_PER_PERSON', '3', { organizationsPerPerson: 3 }],
    ['SEATS', '10', { seatsPerOrganization: 10 }],
    ['INVITATIONS_PER_PERSON', '7', { invitationsADay: { perPerson: 7, perOrganization: 500, perAddress: 5 } }],
    ['INVITATIONS_PER_ORGANIZATION', '8', { invitationsADay: { perPerson: 300, perOrganization: 8, perAddress: 5 } }],
    ['INVITATIONS_PER_ADDRESS', '9', { invitationsADay: { perPerson: 300, perOrganization: 500, perAddress: 9 } }],
    ['CLUSTER_HEARTBEAT_MS', '500', { clusterHeartbeatMs: 500 }],
  ])('%s is read from %j', (name, value, expected) => {
    expect(readConfiguration({ [name]: value })).toMatchObject(expected);
  });

  test('HOPYARD_SECRET is kept as given', () => {
    const secret = randomBytes(32).toString('hex');
    expect(readConfiguration({ HOPYARD_SECRET: secret }).secret).toBe(secret);
  });

  test.each<[string, string]>([
    ['HOST', 'http://localhost'], ['HOST', '127.0.0.1:80'], ['HOST', '999.1.1.1'],
    ['PORT', '0'], ['PORT', '65536'], ['PORT', '80a'], ['PORT', '-1'],
    ['PUBLIC_URL', 'http://localhost/hopyard'], ['PUBLIC_URL', 'ftp://localhost'], ['PUBLIC_URL', 'localhost:8080'], ['PUBLIC_URL', 'http://u:p@localhost'],
    ['CLUSTER_URL', 'http://localhost?x'], ['DATABASE_URL', 'mysql://db/hopyard'], ['DATABASE_OWNER_URL', 'db'],
    ['SMTP_URL', 'http://mail.example.org'], ['SMTP_URL', 'smtp://'], ['MAIL_FROM', 'Hopyard'], ['MAIL_FROM', 'a@b\nBcc: c@d'],
    ['TRUST_PROXY', 'proxy'], ['TRUST_PROXY', '0.0.0.0/0'], ['TRUST_PROXY', '::/0'], ['OUTBOUND_ALLOW', '10.0.0.0/33'], ['OUTBOUND_ALLOW', '10.0.0.0/8/8'], ['OUTBOUND_ALLOW', ','],
    ['REGISTRATION', 'closed'], ['REGISTRATION', 'domains:'], ['REGISTRATION', 'domains:*.example.org'],
    ['LOCAL_CLUSTERS', 'yes'], ['HOPYARD_SECRET', 'too short'], ['HOPYARD_SECRET', randomBytes(31).toString('hex')],
    ['HOPYARD_ROLE', 'web'], ['LOG_LEVEL', 'loud'], ['MAILBOX_PORT', '1e3'], ['MAILBOX_SMTP_PORT', 'x'],
    ['LOCAL_CLUSTERS_PER_ORGANIZATION', '101'], ['ORGANIZATIONS_PER_PERSON', '0'],
    ['CLUSTER_SESSION_SECONDS', '1'], ['CLUSTER_SESSION_LEEWAY_SECONDS', '1.5'], ['CLUSTER_HEARTBEAT_MS', '499'],
  ])('%s=%j is refused by name, says what it should be, and does not repeat the value', (name, value) => {
    const { variable, message } = refusal({ [name]: value });
    expect(variable).toBe(name);
    expect(message).toMatch(/^must be .+\.$/s);
    if (name === 'HOPYARD_SECRET' || name === 'DATABASE_URL') expect(message).not.toContain(value);
  });
});

describe('what would be unsafe', () => {
  test('a public address in clear text is refused; with https or behind a named proxy it starts', () => {
    const clear = { ...publicly, PUBLIC_URL: 'http://hopyard.example.org' };
    expect(refusal(clear)).toMatchObject({ variable: 'PUBLIC_URL', message: expect.stringContaining('must be https') as string });
    expect(readConfiguration({ ...clear, TRUST_PROXY: '10.0.0.0/8' }).publicUrl).toBe('http://hopyard.example.org');
    expect(readConfiguration(publicly).publicUrl).toBe('https://hopyard.example.org');
  });

  test.each(['SMTP_URL', 'LOCAL_CLUSTERS'] as const)('a public address without %s is refused; on this machine it is not needed', (name) => {
    const { [name]: _, ...without } = publicly;
    expect(refusal(without).variable).toBe(name);
    expect(readConfiguration(publicly).publicUrl).toBe('https://hopyard.example.org');
    expect(readConfiguration({ ...without, PUBLIC_URL: 'http://localhost:8080' }).publicUrl).toBe('http://localhost:8080');
  });

  test('listening for other machines needs PUBLIC_URL', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.5']) {
      expect(refusal({ HOST }).variable).toBe('PUBLIC_URL');
      expect(readConfiguration({ ...publicly, HOST }).host).toBe(HOST);
    }
    expect(readConfiguration({ HOST: '127.0.0.9' }).host).toBe('127.0.0.9');
  });

  test('a HOST that others reach with a PUBLIC_URL of this machine needs REGISTRATION and LOCAL_CLUSTERS said', () => {
    const contained = { HOST: '0.0.0.0', PUBLIC_URL: 'http://127.0.0.1:8080' };
    expect(refusal(contained).variable).toBe('REGISTRATION');
    expect(refusal({ ...contained, REGISTRATION: 'invited' }).variable).toBe('LOCAL_CLUSTERS');
    expect(readConfiguration({ ...contained, REGISTRATION: 'invited', LOCAL_CLUSTERS: 'off' })).toMatchObject({ host: '0.0.0.0', localClusters: false });
  });

  test('a host name that only looks local is not this machine', () => {
    expect(refusal({ PUBLIC_URL: 'https://localhost.example.org' }).variable).toBe('SMTP_URL');
    expect(refusal({ PUBLIC_URL: 'https://127.0.0.1.example.org' }).variable).toBe('SMTP_URL');
  });
});

describe('what contradicts itself', () => {
  test('owner credentials or a split role need DATABASE_URL', () => {
    expect(refusal({ DATABASE_OWNER_URL: database }).variable).toBe('DATABASE_URL');
    expect(readConfiguration({ DATABASE_OWNER_URL: database, DATABASE_URL: database }).databaseOwnerUrl).toBe(database);
    for (const HOPYARD_ROLE of ['server', 'worker']) {
      expect(refusal({ HOPYARD_ROLE }).variable).toBe('DATABASE_URL');
      expect(readConfiguration({ HOPYARD_ROLE, DATABASE_URL: database }).role).toBe(HOPYARD_ROLE);
    }
  });

  test('one port twice is refused, unless the mailbox that wants it is not started', () => {
    expect(refusal({ PORT: '8025' }).variable).toBe('MAILBOX_PORT');
    expect(refusal({ MAILBOX_SMTP_PORT: '8025' }).variable).toBe('MAILBOX_SMTP_PORT');
    expect(readConfiguration({ PORT: '8025', SMTP_URL: 'smtp://mail.example.org' }).port).toBe(8025);
  });

  test.each([
    ['HOPYARD_PORT', 'PORT'], ['HOPYARD_SECRT', 'HOPYARD_SECRET'], ['HOPYARD_DATA_DIRECTORY', 'HOPYARD_DATA_DIR'], ['HOPYARD_DATABASE_URL', 'DATABASE_URL'],
  ])('%s is unknown: did you mean %s?', (wrong, right) => {
    expect(refusal({ [wrong]: 'x' })).toEqual({ variable: wrong, message: `is not a variable of Hopyard; did you mean ${right}?` });
    expect(() => readConfiguration({ SOMETHING_ELSE: 'x' })).not.toThrow();
  });
});

test('the reference lists every variable once with a default and a meaning', () => {
  expect(configurationReference).toHaveLength(27);
  for (const row of configurationReference) expect(row.default && row.meaning).toBeTruthy();
  expect(configurationReference.find((row) => row.name === 'DATABASE_URL')?.default).toBe('the embedded PostgreSQL');
});
