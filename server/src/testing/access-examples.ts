/**
 * Every operation once more, by hand: who gets in, and a request that succeeds for whom it lets in. It says again what
 * the tables of access/ say, so that a slip there is seen here.
 */
import type { Operation } from '../kernel/operation.ts';
import { makeKey } from './api-keys.ts';
import type { ActorName, Stage } from './access-stage.ts';

/** In an organization as it begins: members create and terminate, and neither invite nor open ports (D04). */
type Level = 'public' | 'signed-in' | 'cluster' | 'members' | 'administrators' | 'owner';
type Given = Record<string, string>;

export type Example = {
  level: Level;
  /** Never done by an API key. */
  persons?: true;
  /** Nobody of that level may, for what the thing is; the positive twin is who remains. */
  except?: readonly ActorName[];
  /** What stands in the path besides the organization's id, made for who asks. */
  ids?(stage: Stage, actor: ActorName): Promise<Given> | Given;
  body?(stage: Stage, actor: ActorName): Promise<object> | object;
  query?: string;
  ifMatch?(stage: Stage): Promise<string>;
  /** What is answered to whom it lets in, where that is no success: the request is then about nothing that exists. */
  answers?: readonly number[];
};

const target = (stage: Stage) => ({ memberId: stage.target.memberId });
const invitation = async (stage: Stage) => ({ invitationId: await stage.invite() });
const cluster = (stage: Stage) => ({ clusterId: stage.path.clusterId });
const received = async (stage: Stage, actor: ActorName) => ({ invitationId: await stage.invite(stage.people[actor as keyof Stage['people']]?.email) });
const nothing = () => ({});
const secret = 'not-a-secret-that-was-ever-given';
const password = 'seven quiet otters juggle';
const offered = async (stage: Stage, actor: ActorName) => ({ offerId: await stage.offerTo(stage.memberIds[actor] ?? stage.target.memberId) });

/** The owner is offered nothing, and an API key neither: they are told that it is not theirs. */
const offeredTo: Pick<Example, 'level' | 'persons' | 'except' | 'ids' | 'body'> = { level: 'members', persons: true, except: ['owner'], ids: offered, body: nothing };

export const examples: Partial<Record<Operation, Example>> = {
  'users.readRegistration': { level: 'public' },
  'users.register': { level: 'public', body: () => ({ givenName: 'Wanda', familyName: 'Walker', email: `walk-${crypto.randomUUID()}@example.org`, password }) },
  'users.verify': { level: 'public', body: () => ({ token: secret }), answers: [409] },
  'users.resendVerification': { level: 'public', body: () => ({ email: `walk-${crypto.randomUUID()}@example.org` }) },
  'users.requestPasswordReset': { level: 'public', body: () => ({ email: `walk-${crypto.randomUUID()}@example.org` }) },
  'users.resetPassword': { level: 'public', body: () => ({ token: secret, password }), answers: [409] },
  'authenticators.signIn': { level: 'public', body: () => ({ code: '123456' }), answers: [401] },
  'passkeys.beginSignIn': { level: 'public', body: nothing, answers: [200, 409] },
  'passkeys.signIn': { level: 'public', body: () => ({ answer: {} }), answers: [400, 401, 409] },
  'invitations.open': { level: 'public', body: () => ({ token: secret }), answers: [404] },
  'users.readSelf': { level: 'signed-in' },
  'users.updateSelf': { level: 'signed-in', body: () => ({ welcomeClosed: true }) },
  'users.changePassword': { level: 'signed-in', body: () => ({ currentPassword: password, password: `${password} again` }), answers: [400] },
  'sessions.list': { level: 'signed-in' },
  'sessions.end': { level: 'signed-in', ids: () => ({ sessionId: crypto.randomUUID() }), body: nothing, answers: [404] },
  'sessions.endOthers': { level: 'signed-in', body: nothing },
  'authenticators.read': { level: 'signed-in' },
  'authenticators.create': { level: 'signed-in', body: () => ({ password }), answers: [400] },
  'authenticators.confirm': { level: 'signed-in', body: () => ({ code: '123456' }), answers: [409] },
  'authenticators.remove': { level: 'signed-in', body: () => ({ password, code: '123456' }), answers: [409] },
  'authenticators.renewRecoveryCodes': { level: 'signed-in', body: () => ({ password, code: '123456' }), answers: [409] },
  'passkeys.list': { level: 'signed-in' },
  'passkeys.begin': { level: 'signed-in', body: () => ({ password }), answers: [200, 400, 409] },
  'passkeys.create': { level: 'signed-in', body: () => ({ name: 'phone', answer: {} }), answers: [400, 409] },
  'passkeys.rename': { level: 'signed-in', ids: () => ({ passkeyId: crypto.randomUUID() }), body: () => ({ name: 'phone' }), answers: [404] },
  'passkeys.delete': { level: 'signed-in', ids: () => ({ passkeyId: crypto.randomUUID() }), body: nothing, answers: [404] },
  'organizations.list': { level: 'signed-in' },
  'organizations.create': { level: 'signed-in', body: () => ({ name: 'A further one' }) },
  'invitations.listReceived': { level: 'signed-in' },
  // Suspended, member and the like are in already, and are told so.
  'invitations.accept': { level: 'signed-in', ids: received, body: nothing, answers: [200, 404, 409] },
  'invitations.reject': { level: 'signed-in', ids: received, body: nothing, answers: [204, 404] },
  'heartbeats.receive': { level: 'cluster', body: () => ({ version: '1', firstHeartBeat: true }) },
  'organizations.read': { level: 'members' },
  'organizations.update': { level: 'administrators', persons: true, body: () => ({ name: 'Another name' }), ifMatch: (stage) => stage.version('organization', stage.organizationId) },
  'organizations.updatePermissions': {
    level: 'administrators', persons: true, ifMatch: (stage) => stage.version('organization', stage.organizationId),
    body: () => ({ membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: false }),
  },
  'organizations.previewDeletion': { level: 'owner', persons: true },
  'organizations.delete': { level: 'owner', persons: true, body: () => ({ name: 'Alice\'s organization' }), answers: [409] },
  'ownership-offers.read': { level: 'members' },
  'ownership-offers.create': { level: 'owner', persons: true, body: target },
  'ownership-offers.withdraw': { level: 'owner', persons: true, ids: (stage) => offered(stage, 'member'), body: nothing },
  'ownership-offers.accept': offeredTo,
  'ownership-offers.decline': offeredTo,
  'members.list': { level: 'members' },
  'members.export': { level: 'administrators', query: '?format=csv' },
  'members.listFormer': { level: 'administrators' },
  'members.changeRole': { level: 'administrators', persons: true, ids: target, body: () => ({ role: 'administrator' }), ifMatch: (stage) => stage.version('member', stage.target.memberId) },
  'members.changeRoleMany': { level: 'administrators', persons: true, body: (stage) => ({ memberIds: [stage.target.memberId], role: 'administrator' }) },
  'members.remove': { level: 'administrators', ids: target, body: nothing },
  'members.removeMany': { level: 'administrators', body: (stage) => ({ memberIds: [stage.target.memberId] }) },
  'members.suspend': { level: 'administrators', ids: target, body: nothing },
  'members.suspendMany': { level: 'administrators', body: (stage) => ({ memberIds: [stage.target.memberId] }) },
  'members.reinstate': { level: 'administrators', ids: (stage) => ({ memberId: stage.suspendedMemberId }), body: nothing },
  'members.previewDemotion': { level: 'administrators', persons: true, ids: target, answers: [409] },
  'members.previewRemoval': { level: 'administrators', ids: target },
  'members.previewSuspension': { level: 'administrators', ids: target },
  'members.previewLeaving': { level: 'members', persons: true, answers: [200, 409] },
  'members.leave': { level: 'members', persons: true, body: nothing, answers: [204, 409] },
  'invitations.list': { level: 'members' },
  'invitations.create': { level: 'administrators', body: () => ({ email: `walk-${crypto.randomUUID()}@example.org` }) },
  'invitations.createMany': { level: 'administrators', body: () => ({ invitations: [{ email: `walk-${crypto.randomUUID()}@example.org` }] }) },
  'invitations.resend': { level: 'administrators', ids: invitation, body: nothing },
  'invitations.resendMany': { level: 'administrators', body: async (stage) => ({ invitationIds: [await stage.invite()] }) },
  'invitations.createLink': { level: 'administrators', persons: true, ids: invitation, body: nothing },
  'invitations.withdraw': { level: 'administrators', ids: invitation, body: nothing },
  'invitations.withdrawMany': { level: 'administrators', body: async (stage) => ({ invitationIds: [await stage.invite()] }) },
  'cloud-accounts.list': { level: 'members' },
  'cloud-accounts.create': { level: 'administrators', body: () => ({ kind: 'local', name: 'Another machine' }) },
  'cloud-accounts.makeDefault': { level: 'administrators', ids: cloudAccount, body: nothing },
  'cloud-accounts.delete': { level: 'administrators', ids: cloudAccount, body: nothing },
  'cluster-versions.list': { level: 'members' },
  'clusters.list': { level: 'members' },
  'clusters.read': { level: 'members', ids: cluster },
  'clusters.create': { level: 'members', body: () => ({ name: `walk-${crypto.randomUUID().slice(0, 8)}`, version: '3.9.0' }) },
  'clusters.start': { level: 'members', ids: cluster, body: nothing, answers: [409] },
  'clusters.stop': { level: 'members', ids: cluster, body: nothing },
  'clusters.terminate': { level: 'members', ids: cluster, body: nothing },
  'clusters.retry': { level: 'members', ids: cluster, body: nothing, answers: [409] },
  'clusters.updateServices': { level: 'administrators', ids: cluster, body: () => ({ featureStore: false, onlineFeatureStore: false, kafka: true, ssh: false }) },
  'cluster-passwords.reveal': { level: 'members', persons: true, ids: cluster, body: nothing, answers: [403, 409] },
  'cluster-accounts.list': { level: 'members', ids: cluster },
  'cluster-accounts.confirmBlocks': { level: 'administrators', persons: true, ids: cluster, body: () => ({ people: ['somebody@example.org'] }), answers: [409] },
  'cluster-accounts.retry': { level: 'administrators', ids: cluster, body: nothing },
  'usage.read': { level: 'members' },
  'api-keys.list': { level: 'members', persons: true },
  'api-keys.create': { level: 'members', persons: true, body: () => ({ kind: 'personal', name: 'walker' }) },
  'api-keys.replace': { level: 'members', persons: true, ids: ownKey, body: nothing },
  'api-keys.revoke': { level: 'members', persons: true, ids: ownKey, body: nothing },
  'audit.list': { level: 'administrators' },
  'audit.export': { level: 'administrators', query: '?format=json' },
  'audit.verify': { level: 'administrators', body: nothing },
  'audit.listSeals': { level: 'administrators' },
};

/** One that is neither the default nor used. */
async function cloudAccount({ world, organizationId, alice }: Stage): Promise<Given> {
  const { body } = await world.request('cloud-accounts.create', alice, { organizationId, kind: 'local', name: `machine ${crypto.randomUUID()}` });
  return { cloudAccountId: body.id };
}

const madeKeys = new WeakMap<Stage, Map<string, Given>>();

/** One for each maker and stage: nobody may have very many. */
async function ownKey(stage: Stage, actor: ActorName): Promise<Given> {
  const { world, organizationId, people, alice } = stage;
  const maker = actor === 'member' || actor === 'keyOfMember' ? people.member : actor === 'administrator' || actor === 'keyOfAdministrator' ? people.administrator : alice;
  const made = madeKeys.get(stage) ?? new Map<string, Given>();
  madeKeys.set(stage, made);
  const holder = maker ?? alice;
  const given = made.get(holder.userId) ?? { apiKeyId: (await makeKey(world, holder, organizationId, { name: 'another' })).id };
  made.set(holder.userId, given);
  return given;
}
