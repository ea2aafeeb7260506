import { Done, endpoint, loadPerson, Nothing, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import type { Scope } from '../../kernel/scope.ts';
import { allowance, allowed } from '../../kernel/verdict.ts';
import * as members from '../members/store.ts';
import { mayCreate } from '../organizations/policy.ts';
import * as organizations from '../organizations/store.ts';
import { ChangePassword, SelfView, UpdateSelf } from './contract.ts';
import { ownPasswordChangedLetter } from './letters.ts';
import { passwordTries, refuseWeakPassword, refuseWrongPassword } from './password-check.ts';
import { mayChangeSignIn } from './policy.ts';
import type { UserPorts } from './ports.ts';
import * as users from './store.ts';
import type { User } from './user.ts';

// The switcher shows these; `organizations.list` pages through all.
const organizationsShown = 100;

async function viewSelf({ tx, settings, actor }: Scope, user: Omit<User, 'emailVerified'>) {
  const [preference, all] = await Promise.all([users.readPreference(tx, user.id), organizations.listOf(tx, user.id, null, organizationsShown)]);
  const { id, email, givenName, familyName } = user;
  const { welcomeClosed, lastOrganizationSlug, organizationsCreated } = preference;
  const create = mayCreate(actor, { count: organizationsCreated, most: settings.organizationsPerPerson });
  return { id, email, givenName, familyName, welcomeClosed, lastOrganizationSlug, organizations: all, allows: { createOrganization: allowance(create) } };
}

const readSelf = (ports: UserPorts) => endpoint({
  operation: 'users.readSelf',
  summary: 'Who you are, and the organizations you belong to',
  method: 'GET', path: '/me', access: 'signed-in', reads: true,
  input: Nothing,
  output: SelfView,
  load: loadPerson,
  allow: () => allowed,
  run: async (scope, { userId: id, ...person }) => {
    // Every page of the dashboard begins here, so this is where a session is seen to be in use.
    const cookie = await ports.extendSession(scope.tx, person, scope.now);
    if (cookie) scope.setCookie(cookie);
    return viewSelf(scope, { ...person, id });
  },
});

const updateSelf = endpoint({
  operation: 'users.updateSelf',
  summary: 'Change your name, or what your dashboard remembers',
  method: 'PATCH', path: '/me', access: 'signed-in', locks: 'own',
  input: UpdateSelf,
  output: SelfView,
  load: async ({ tx, actor }, { lastOrganizationId }): Promise<User | null> => {
    if (actor.kind !== 'user') return null;
    const belongs = lastOrganizationId === undefined || (await members.findByUser(tx, lastOrganizationId as OrganizationId, actor.userId));
    return belongs ? { ...actor, id: actor.userId, emailVerified: true } : null;
  },
  allow: () => allowed,
  run: async (scope, user, { welcomeClosed, lastOrganizationId, ...name }) => {
    const { tx, now, emit } = scope;
    const next = { givenName: name.givenName ?? user.givenName, familyName: name.familyName ?? user.familyName };
    if (next.givenName !== user.givenName || next.familyName !== user.familyName) {
      await users.rename(tx, user.id, next, now);
      const { givenName, familyName } = user;
      emit({ operation: 'users.updateSelf', organizationId: null, subject: user.id, before: { givenName, familyName }, after: next });
    }
    if (welcomeClosed !== undefined || lastOrganizationId !== undefined) {
      await users.savePreference(tx, user.id, { welcomeClosed, lastOrganizationId: lastOrganizationId as OrganizationId | undefined });
    }
    return viewSelf(scope, { ...user, ...next });
  },
});

const changePassword = (ports: UserPorts) => endpoint({
  operation: 'users.changePassword',
  summary: 'Choose a new password with the present one; signs out every other browser',
  method: 'POST', path: '/me/password', access: 'signed-in', locks: 'own',
  limits: [passwordTries],
  input: ChangePassword,
  output: Done,
  load: loadPerson,
  allow: mayChangeSignIn,
  run: async ({ tx, now, mail, emit, announce, settings }, { userId, sessionId, ...person }, { currentPassword, password }) => {
    await refuseWrongPassword(await users.findPasswordHash(tx, userId), currentPassword, ports.verifyPassword, 'currentPassword');
    refuseWeakPassword(password, person, ports.strengthOf);
    await users.setPassword(tx, userId, await ports.hashPassword(password), now);
    await users.closeProofs(tx, userId, ['reset-password'], now);
    const ended = await ports.endOtherSessions(tx, userId, sessionId);
    for (const { id } of await organizations.listOf(tx, userId, null, 1000)) announce(id, 'members', userId);
    mail(ownPasswordChangedLetter(person, settings.publicUrl));
    emit({ operation: 'users.changePassword', organizationId: null, subject: userId, before: { otherSessions: ended }, after: { otherSessions: 0 } });
    return {};
  },
});

export const selfEndpoints = (ports: UserPorts): AnyEndpoint[] => [readSelf(ports), updateSelf, changePassword(ports)];
