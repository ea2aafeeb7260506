/**
 * What the audit log keeps of each change: an allow-list of the fields of `before` and `after`. What is not listed is dropped, so
 * that a secret never gets in by being added to an event; people are kept as pseudonyms, so that a person can be erased.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { DomainEvent } from '../../kernel/event.ts';
import type { Operation } from '../../kernel/operation.ts';

/** `value` is a plain one or a list of them; `user` is a user's id; `address` and `addresses` are e-mail addresses. */
type Kind = 'value' | 'user' | 'address' | 'addresses';

/** `subject` says that it is a person: a user's id, or a pseudonym already. */
type Kept = { subject?: 'user' | 'pseudonym'; fields: Readonly<Record<string, Kind>> };

const member: Kept = { fields: { userId: 'user', email: 'address', role: 'value', reasons: 'value', because: 'value' } };
const invitation: Kept = {
  fields: { email: 'address', role: 'value', expiresAt: 'value', replaced: 'value', because: 'value', memberId: 'value', userId: 'user' },
};
const offer: Kept = { fields: { offeredTo: 'user', owner: 'user', role: 'value', expiresAt: 'value', because: 'value' } };
const ofUser: Kept = { subject: 'user', fields: { email: 'address', verified: 'value' } };
const secondStep: Kept = { subject: 'user', fields: { state: 'value', with: 'value', recoveryCodes: 'value', recoveryCodesLeft: 'value' } };
const passkey: Kept = { subject: 'user', fields: { passkeyId: 'value' } };
const wish: Kept = { fields: { wanted: 'value', fault: 'value' } };
const cloudAccount: Kept = { fields: { kind: 'value', name: 'value', isDefault: 'value' } };
const apiKey: Kept = { fields: { name: 'value', kind: 'value', role: 'value', scopes: 'value', expiresAt: 'value', graceHours: 'value', because: 'value' } };
const nothing: Kept = { fields: {} };

/** Every operation that leaves a row. A name, a message or anything else that people type about people has no place here. */
export const kept = {
  'users.register': ofUser,
  'users.verify': ofUser,
  'users.requestPasswordReset': ofUser,
  'users.resetPassword': ofUser,
  'users.updateSelf': ofUser,
  'users.changePassword': { subject: 'user', fields: { otherSessions: 'value' } },
  'sessions.end': { subject: 'user', fields: { browser: 'value' } },
  'sessions.endOthers': { subject: 'user', fields: { others: 'value' } },
  'sessions.endAll': { subject: 'user', fields: { sessions: 'value' } },
  'authenticators.create': secondStep,
  'authenticators.confirm': secondStep,
  'authenticators.remove': secondStep,
  'authenticators.renewRecoveryCodes': secondStep,
  'authenticators.signIn': secondStep,
  'authenticators.end': secondStep,
  'passkeys.create': passkey,
  'passkeys.rename': passkey,
  'passkeys.delete': passkey,
  'passkeys.signIn': passkey,
  'organizations.create': { fields: { name: 'value', slug: 'value' } },
  'organizations.update': { fields: { name: 'value', timeZone: 'value' } },
  'organizations.updatePermissions': { fields: { membersCanInvite: 'value', membersCanCreateAndTerminate: 'value', membersCanOpenPorts: 'value' } },
  'organizations.delete': { fields: { name: 'value', slug: 'value' } },
  'organizations.setSeats': { fields: { seats: 'value' } },
  'organizations.appointOwner': offer,
  'members.changeRole': member,
  'members.remove': member,
  'members.leave': member,
  'members.suspend': member,
  'members.reinstate': member,
  'ownership-offers.create': offer,
  'ownership-offers.withdraw': offer,
  'ownership-offers.accept': offer,
  'ownership-offers.decline': offer,
  'ownership-offers.end': offer,
  'invitations.create': invitation,
  'invitations.resend': invitation,
  'invitations.createLink': invitation,
  'invitations.withdraw': invitation,
  'invitations.accept': invitation,
  'invitations.reject': invitation,
  'invitations.end': invitation,
  'cloud-accounts.create': cloudAccount,
  'cloud-accounts.makeDefault': cloudAccount,
  'cloud-accounts.delete': cloudAccount,
  'clusters.create': { fields: { name: 'value', version: 'value', userManagement: 'value', cloudAccountId: 'value' } },
  'clusters.start': wish,
  'clusters.stop': wish,
  'clusters.terminate': wish,
  'clusters.retry': wish,
  'clusters.updateServices': { fields: { featureStore: 'value', onlineFeatureStore: 'value', kafka: 'value', ssh: 'value' } },
  'clusters.observe': { fields: { state: 'value', fault: 'value' } },
  'cluster-passwords.reveal': { fields: { shownTo: 'user' } },
  'cluster-passwords.reset': nothing,
  'cluster-accounts.confirmBlocks': { fields: { people: 'addresses' } },
  'cluster-accounts.retry': nothing,
  'api-keys.create': apiKey,
  'api-keys.replace': apiKey,
  'api-keys.revoke': apiKey,
  'audit.erasePerson': { subject: 'pseudonym', fields: {} },
} as const satisfies Partial<Record<Operation, Kept>>;

export type KeptOperation = keyof typeof kept;

const keptOf = (operation: Operation): Kept => (kept as Partial<Record<Operation, Kept>>)[operation] ?? nothing;

export type PersonRef = { userId: string | null; email: string | null };
type Plain = string | number | boolean | null;

/** What is stored: people stand as `<id>/<place>` until the database puts their pseudonyms there. */
export type Draft = {
  actorId: string | null;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  people: PersonRef[];
};

/** @param id of the row; nobody knows it before, so no field of a change can look like a person's place in it */
export function draftOf(id: string, actor: Actor, event: DomainEvent): Draft {
  const people: PersonRef[] = [];
  const placeOf = (ref: PersonRef): string => {
    const known = people.findIndex(({ userId, email }) => userId === ref.userId && email === ref.email);
    return `${id}/${known < 0 ? people.push(ref) - 1 : known}`;
  };
  const user = (userId: string) => placeOf({ userId, email: null });
  const address = (email: string) => placeOf({ userId: null, email });
  const { subject, fields } = keptOf(event.operation);
  const pick = (side: unknown): Draft['before'] => {
    if (!isObject(side)) return null;
    const picked = Object.entries(fields).flatMap(([name, kind]) => {
      const value = side[name];
      if (value === undefined) return [];
      return [[name, kind === 'value' ? plainOf(value) : personsIn(value, kind === 'user' ? user : address)] as const];
    });
    return picked.length > 0 ? Object.fromEntries(picked) : null;
  };
  return {
    actorId: actor.kind === 'user' ? user(actor.userId) : otherActorId(actor),
    subject: subject === 'user' ? user(event.subject) : event.subject,
    before: pick(event.before),
    after: pick(event.after),
    people,
  };
}

const otherActorId = (actor: Exclude<Actor, { kind: 'user' }>): string | null =>
  actor.kind === 'cluster' ? actor.clusterId : actor.kind === 'system' ? actor.job : null;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

function personsIn(value: unknown, place: (one: string) => string): unknown {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').map(place);
  return typeof value === 'string' ? place(value) : null;
}

/** What lies deeper than a list is not kept: an allow-list ends at what it names. */
function plainOf(value: unknown): Plain | Plain[] {
  if (Array.isArray(value)) return value.filter(isPlain).map(onePlain);
  return isPlain(value) ? onePlain(value) : null;
}

const isPlain = (value: unknown): value is Plain | Date => value === null || value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value);
const onePlain = (value: Plain | Date): Plain => (value instanceof Date ? value.toISOString() : value);

/** The pseudonyms that a stored row names, besides its actor. */
export function peopleIn(row: { operation: string; subject: string; before: unknown; after: unknown }): string[] {
  const { subject, fields } = keptOf(row.operation as Operation);
  const inFields = [row.before, row.after].filter(isObject).flatMap((side) =>
    Object.entries(fields).filter(([, kind]) => kind !== 'value').flatMap(([name]) => side[name] as string | string[] | undefined ?? []));
  return subject ? [row.subject, ...inFields] : inFields;
}
