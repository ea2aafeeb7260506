/** Every environment variable that is read: its default, its meaning, its kind. The README's table comes from here. */
import * as kind from './config-values.ts';

/** `default` null means unset; `otherwise` then says in words what happens. */
export const variables = {
  HOST: { default: '127.0.0.1', meaning: 'Address to listen on', schema: kind.hostName },
  PORT: { default: '8080', meaning: 'Port to listen on', schema: kind.wholeNumber(1, 65_535) },
  PUBLIC_URL: {
    default: null, otherwise: 'http://HOST:PORT', schema: kind.origin,
    meaning: 'Address under which people reach the dashboard. Other than this machine it needs https (or TRUST_PROXY), SMTP_URL and LOCAL_CLUSTERS',
  },
  DATABASE_URL: { default: null, otherwise: 'the embedded PostgreSQL', meaning: 'PostgreSQL server, as the role that serves requests', schema: kind.databaseUrl },
  DATABASE_OWNER_URL: { default: null, otherwise: 'DATABASE_URL', meaning: 'The same database as the owner of its tables, for migrations', schema: kind.databaseUrl },
  SMTP_URL: { default: null, otherwise: 'the local mailbox', meaning: 'Mail server (smtp:// or smtps://)', schema: kind.smtpUrl },
  MAIL_FROM: { default: 'Hopyard <hopyard@localhost>', meaning: 'Sender of every mail', schema: kind.mailAddress },
  CLUSTER_URL: { default: null, otherwise: 'http://127.0.0.1:PORT', meaning: 'Address under which clusters reach this server', schema: kind.origin },
  TRUST_PROXY: { default: null, otherwise: 'nobody', meaning: 'Proxies whose X-Forwarded headers count: loopback, or address ranges', schema: kind.proxies },
  REGISTRATION: {
    default: null, otherwise: 'open on this machine, invited elsewhere', schema: kind.registration,
    meaning: 'Who may register: open, invited, or domains:example.org,example.com',
  },
  LOCAL_CLUSTERS: { default: null, otherwise: 'on, when PUBLIC_URL is this machine', meaning: 'Whether clusters may run as processes here: on, off', schema: kind.onOff },
  OUTBOUND_ALLOW: {
    default: null, otherwise: 'public addresses only', schema: kind.addressRanges,
    meaning: 'Private address ranges that attached clusters and webhooks may have; those come later',
  },
  HOPYARD_DATA_DIR: { default: '.hopyard', meaning: 'Folder for everything that is kept', schema: kind.text },
  HOPYARD_SECRET: {
    default: null, otherwise: 'generated into the data folder', schema: kind.secret,
    meaning: 'Master key, at least 32 bytes in base64 or hex',
  },
  HOPYARD_ROLE: { default: 'all', meaning: 'What this process does: all, server, worker (the latter two need DATABASE_URL)', schema: kind.oneOf('all', 'server', 'worker') },
  LOG_LEVEL: { default: 'info', meaning: 'fatal, error, warn, info, debug, trace', schema: kind.oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace') },
  MAILBOX_PORT: { default: '8025', meaning: "Port of the local mailbox's page, used without SMTP_URL", schema: kind.wholeNumber(1, 65_535) },
  MAILBOX_SMTP_PORT: { default: '8026', meaning: 'Port on which the local mailbox takes mail', schema: kind.wholeNumber(1, 65_535) },
  LOCAL_CLUSTERS_PER_ORGANIZATION: { default: '5', meaning: 'Most local clusters of one organization', schema: kind.wholeNumber(0, 100) },
  ORGANIZATIONS_PER_PERSON: { default: '10', meaning: 'Most organizations that one person owns', schema: kind.wholeNumber(1, 1000) },
  SEATS: { default: null, otherwise: 'no limit', meaning: 'Most members and open invitations of one organization; npm run operator -- seats sets another number for one', schema: kind.wholeNumber(1, 1_000_000) },
  INVITATIONS_PER_PERSON: { default: '300', meaning: 'Most invitation mails that one person causes in a day; half of them in an hour', schema: kind.wholeNumber(1, 1_000_000) },
  INVITATIONS_PER_ORGANIZATION: { default: '500', meaning: 'Most invitation mails of one organization in a day', schema: kind.wholeNumber(1, 1_000_000) },
  INVITATIONS_PER_ADDRESS: { default: '5', meaning: 'Most invitation mails to one address in a day, from everybody together', schema: kind.wholeNumber(1, 1_000_000) },
  CLUSTER_SESSION_SECONDS: { default: '1800', meaning: 'Lifetime of a log-in on local clusters', schema: kind.wholeNumber(5, 86_400) },
  CLUSTER_SESSION_LEEWAY_SECONDS: { default: '900', meaning: 'How long a log-in on a local cluster still works past its lifetime', schema: kind.wholeNumber(0, 86_400) },
  CLUSTER_HEARTBEAT_MS: { default: '3000', meaning: 'How often local clusters report, in milliseconds', schema: kind.wholeNumber(500, 60_000) },
} as const;

export type VariableName = keyof typeof variables;

/** One row per variable, in the order of the README's table. */
export const configurationReference: readonly { name: VariableName; default: string; meaning: string }[] = (
  Object.keys(variables) as VariableName[]
).map((name) => {
  const variable = variables[name];
  return { name, default: 'otherwise' in variable ? variable.otherwise : variable.default, meaning: variable.meaning };
});

/** The name that was probably meant by a mistyped or wrongly prefixed one. */
export function nearestVariable(wrong: string): VariableName {
  const names = Object.keys(variables) as VariableName[];
  const distanceTo = (name: string): number => Math.min(editDistance(wrong, name), editDistance(wrong.replace(/^HOPYARD_/, ''), name));
  return names.reduce((best, name) => (distanceTo(name) < distanceTo(best) ? name : best));
}

function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
