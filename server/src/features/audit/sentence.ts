/** What happened, in words that follow the name of who did it: "removed Bob Brown". One sentence for each operation of the log. */
import type { KeptOperation } from './fields.ts';

/** A row with the people and things that it names in words. */
export type Told = {
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  /** Who stands in this field, or in the subject. */
  person(field: string, side?: 'before'): string;
  /** The cluster or the cloud account that the row is about. */
  thing: string;
};

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
/** A name of any words, so that one sees where it ends. */
const quoted = (value: unknown): string => `“${text(value)}”`;
const asRole = (role: unknown): string => (role === 'administrator' ? 'as an administrator' : role === 'owner' ? 'as the owner' : 'as an ordinary member');
const counted = (value: unknown, one: string): string => `${text(value) || '0'} ${one}${value === 1 ? '' : 's'}`;
const because = (value: unknown): string => (value ? `, because ${text(value)}` : '');

const switches: Record<string, string> = {
  membersCanInvite: 'invite', membersCanCreateAndTerminate: 'create and terminate clusters', membersCanOpenPorts: 'open ports',
};
const bundles: Record<string, string> = { featureStore: 'the feature store', onlineFeatureStore: 'the online feature store', kafka: 'Kafka', ssh: 'SSH' };

/** "allowed members to invite, and forbade them to open ports" */
function turned({ before, after }: Told, words: Record<string, string>, on: string, off: string): string {
  const changed = Object.keys(words).filter((name) => Boolean(before[name]) !== Boolean(after[name]));
  const list = (value: boolean) => changed.filter((name) => Boolean(after[name]) === value).map((name) => words[name] ?? name).join(' and ');
  const parts = [list(true) && `${on} ${list(true)}`, list(false) && `${off} ${list(false)}`].filter(Boolean);
  return parts.join(', and ');
}

const keyEndings: Record<string, string> = {
  removed: ', because who held it was removed', left: ', because who held it left', demoted: ', because who held it is no longer an administrator', suspended: ', because who held it was suspended',
};

const cluster = (verb: string) => ({ thing }: Told) => `${verb} the cluster ${thing}`;

export const sentences: Record<KeptOperation, (told: Told) => string> = {
  'users.register': ({ person }) => `registered ${person('subject')}`,
  'users.verify': ({ person }) => `confirmed the address of ${person('subject')}`,
  'users.requestPasswordReset': ({ person }) => `asked for a new password for ${person('subject')}`,
  'users.resetPassword': ({ person }) => `set a new password for ${person('subject')}`,
  'users.updateSelf': () => 'changed their own name',
  'users.changePassword': () => 'changed their own password',
  'sessions.end': ({ before }) => `signed out ${text(before['browser']) || 'a browser'}`,
  'sessions.endOthers': ({ before }) => `signed out everywhere else (${counted(before['others'], 'session')})`,
  'sessions.endAll': ({ before, person }) => `signed ${person('subject')} out everywhere (${counted(before['sessions'], 'session')})`,
  'authenticators.create': () => 'began to set up two-step sign-in',
  'authenticators.confirm': () => 'switched two-step sign-in on',
  'authenticators.remove': () => 'switched two-step sign-in off',
  'authenticators.end': ({ person }) => `switched two-step sign-in off for ${person('subject')}`,
  'authenticators.renewRecoveryCodes': () => 'made new recovery codes',
  'authenticators.signIn': ({ after }) => `signed in ${after['with'] === 'recovery-code' ? 'with a recovery code' : 'with a second step'}`,
  'passkeys.create': () => 'added a passkey',
  'passkeys.rename': () => 'renamed a passkey',
  'passkeys.delete': () => 'deleted a passkey',
  'passkeys.signIn': () => 'signed in with a passkey',
  'organizations.create': ({ after }) => `created the organization ${text(after['name'])}`,
  'organizations.update': ({ before, after }) =>
    before['name'] !== after['name']
      ? `renamed the organization from ${text(before['name'])} to ${text(after['name'])}`
      : `changed the time zone from ${text(before['timeZone'])} to ${text(after['timeZone'])}`,
  'organizations.updatePermissions': (told) => turned(told, switches, 'allowed ordinary members to', 'no longer lets ordinary members') || 'left the permissions of ordinary members as they were',
  'organizations.delete': ({ before }) => `deleted the organization ${text(before['name'])}`.trimEnd(),
  'organizations.setSeats': ({ after }) => (typeof after['seats'] === 'number' ? `limited the organization to ${counted(after['seats'], 'seat')}` : 'took the limit of seats away'),
  'organizations.appointOwner': ({ person }) => `made ${person('owner')} the owner`,
  'ownership-offers.create': ({ person }) => `offered the ownership to ${person('offeredTo')}`,
  'ownership-offers.withdraw': ({ person }) => `withdrew the offer of the ownership to ${person('offeredTo')}`,
  'ownership-offers.accept': ({ person }) => `took over the ownership; ${person('owner', 'before')} owned the organization before`,
  'ownership-offers.decline': () => 'declined the ownership',
  'ownership-offers.end': ({ after, person }) => `ended the offer of the ownership to ${person('offeredTo')}${because(after['because'])}`,
  'members.changeRole': ({ after, person }) => `made ${person('userId')} ${after['role'] === 'administrator' ? 'an administrator' : 'an ordinary member'}`,
  'members.remove': ({ person }) => `removed ${person('userId')}`,
  'members.leave': () => 'left the organization',
  'members.suspend': ({ person }) => `suspended ${person('userId')}`,
  'members.reinstate': ({ person }) => `reinstated ${person('userId')}`,
  'invitations.create': ({ after, person }) => `invited ${person('email')} ${asRole(after['role'])}`,
  'invitations.resend': ({ person }) => `sent the invitation of ${person('email')} again`,
  'invitations.createLink': ({ person }) => `copied a link of the invitation of ${person('email')}`,
  'invitations.withdraw': ({ person }) => `withdrew the invitation of ${person('email')}`,
  'invitations.accept': ({ after }) => `accepted an invitation, and came in ${asRole(after['role'])}`,
  'invitations.reject': () => 'rejected an invitation',
  'invitations.end': ({ after, person }) => `ended the invitation of ${person('email')}${because(after['because'])}`,
  'cloud-accounts.create': ({ after }) => `connected the cloud account ${quoted(after['name'])}`,
  'cloud-accounts.makeDefault': ({ thing }) => `made ${thing} the default cloud account`,
  'cloud-accounts.delete': ({ before }) => `disconnected the cloud account ${quoted(before['name'])}`,
  'clusters.create': ({ after }) => `created the cluster ${text(after['name'])}, version ${text(after['version'])}`,
  'clusters.start': cluster('started'),
  'clusters.stop': cluster('stopped'),
  'clusters.terminate': cluster('terminated'),
  'clusters.retry': cluster('tried again to bring up'),
  'clusters.updateServices': (told) => `${turned(told, bundles, 'opened', 'closed') || 'left the ports as they were'} on the cluster ${told.thing}`,
  'clusters.observe': ({ after, thing }) => `saw the cluster ${thing} become ${text(after['state']).replaceAll('-', ' ')}${after['fault'] ? `: ${text(after['fault'])}` : ''}`,
  'cluster-passwords.reveal': ({ thing }) => `was shown the administrator password of the cluster ${thing}`,
  'cluster-passwords.reset': ({ thing }) => `changed the administrator password of the cluster ${thing}`,
  'cluster-accounts.confirmBlocks': ({ after, thing }) => {
    const count = Array.isArray(after['people']) ? after['people'].length : 0;
    return `confirmed that ${count} ${count === 1 ? 'person is' : 'people are'} blocked on the cluster ${thing}`;
  },
  'cluster-accounts.retry': ({ thing }) => `had the accounts on the cluster ${thing} tried again`,
  'api-keys.create': ({ after }) => `made the API key ${quoted(after['name'])}${after['kind'] === 'organization' ? ` of the organization, ${asRole(after['role'])}` : ' for themselves'}`,
  'api-keys.replace': ({ before }) => `replaced the API key ${quoted(before['name'])}`,
  'api-keys.revoke': ({ before, after }) => `${after['expiresAt'] ? 'kept for one more day' : 'revoked'} the API key ${quoted(before['name'])}${keyEndings[text(after['because'])] ?? ''}`,
  'audit.erasePerson': () => 'erased a person from the audit log',
};

/** An operation that this version does not know is named as it was written. */
export const sentenceOf = (operation: string, told: Told): string => sentences[operation as KeptOperation]?.(told) ?? operation;
