import { Done, endpoint, Nothing, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { MemberId, OrganizationId, UserId } from '../../kernel/id.ts';
import { problem, Refusal, refuseUnless } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { allowed } from '../../kernel/verdict.ts';
import * as invitations from '../invitations/store.ts';
import { shownState } from '../invitations/invitation.ts';
import * as members from '../members/store.ts';
import { nameFor, slugFor } from '../organizations/organization.ts';
import * as organizations from '../organizations/store.ts';
import { ByEmail, Register, Registered, RegistrationView, ResetPassword, SignedIn, Verify } from './contract.ts';
import { alreadyRegisteredLetter, passwordChangedLetter, resetLetter, stillWaitingLetter, verifyLetter, type Link } from './letters.ts';
import { refuseWeakPassword } from './password-check.ts';
import { mayRegister } from './policy.ts';
import type { UserPorts } from './ports.ts';
import { canUse, expiryOf, unknownLink, type Proof, type Purpose } from './proof.ts';
import * as users from './store.ts';
import type { NewUser, User } from './user.ts';

const hourSeconds = 60 * 60;
const fromOneAddress = (name: string, max: number): Limit => ({ name, per: 'address', max, windowSeconds: hourSeconds });
const toOneMailbox = (name: string, max: number): Limit => ({ name, per: 'email', max, windowSeconds: hourSeconds });

const register = (ports: UserPorts) => endpoint({
  operation: 'users.register',
  summary: 'Make an account; the answer is the same whether the address is new or known',
  method: 'POST', path: '/users', access: 'public', locks: 'own', status: 202,
  limits: [fromOneAddress('register', 100), toOneMailbox('register', 5)],
  input: Register,
  output: Registered,
  load: async ({ tx, settings, hashSecret }, { email, invitationToken: token }) => {
    const opened = token === undefined ? null : await invitations.findByEitherHash(tx, hashSecret(token));
    const isInvited = opened?.invitation.email === email && shownState(opened.invitation) === 'pending';
    return {
      registration: settings.registration,
      isInvited,
      isMailbox: isInvited && !opened.copied, // D03: the mailed secret was shown to this mailbox alone, a copied link to anybody
      first: token === undefined || !ports.isFirstAccountToken(token) ? null : (await users.isEmpty(tx)) ? 'free' as const : 'taken' as const,
    };
  },
  allow: (_actor, { registration, ...credentials }, { email }) => mayRegister(registration, email, credentials),
  run: async (scope, { isMailbox }, { password, email, givenName, familyName }) => {
    refuseWeakPassword(password, { email, givenName, familyName }, ports.strengthOf);
    const browser = scope.newSecret();
    scope.setCookie(ports.registrationCookie.write(browser.value));
    const passwordHash = await ports.hashPassword(password); // also for a known address, whose answer must take as long
    const user: NewUser = { id: scope.newId(), email, givenName, familyName, emailVerified: isMailbox, passwordHash, createdAt: scope.now };
    if (!(await users.insert(scope.tx, user))) {
      await tellOwner(scope, email);
      return { outcome: 'check-mail' as const };
    }
    await giveOrganization(scope, user);
    if (isMailbox) {
      scope.setCookie(await ports.startSession(scope.tx, user.id, scope.request, scope.now));
      return { outcome: 'signed-in' as const };
    }
    scope.mail(verifyLetter(user, await newLink(scope, 'verify-address', user.id, browser.hash)));
    return { outcome: 'check-mail' as const };
  },
});

const readRegistration = endpoint({
  operation: 'users.readRegistration',
  summary: 'Who may register here, so that a page can say it before a form is filled in',
  method: 'GET', path: '/registration', access: 'public', reads: true,
  input: Nothing,
  output: RegistrationView,
  load: async ({ settings }) => settings.registration,
  allow: () => allowed,
  run: async (_scope, registration) => ({ kind: registration.kind, domains: registration.kind === 'domains' ? [...registration.domains] : [] }),
});

/** M02 */
async function giveOrganization({ tx, now, newId, newSecret, emit, enter }: Scope, user: NewUser): Promise<void> {
  const id = newId<OrganizationId>();
  await enter(id);
  const name = nameFor(user.givenName);
  await organizations.create(tx, { id, slug: slugFor(name, newSecret().hash.slice(0, 6)), name, createdBy: user.id, createdAt: now });
  await members.add(tx, { id: newId<MemberId>(), organizationId: id, userId: user.id, role: 'owner', joinedAt: now, invitedBy: null });
  emit({ operation: 'users.register', organizationId: id, subject: user.id, before: null, after: { email: user.email, organization: name } });
}

/** Only the mailbox learns that its address is known; the password that was just typed goes nowhere. */
async function tellOwner(scope: Scope, email: string): Promise<void> {
  const user = await users.findByEmail(scope.tx, email);
  if (!user) return;
  if (user.emailVerified) return scope.mail(alreadyRegisteredLetter(user, scope.settings.publicUrl));
  const browserHash = await users.findRegistrationBrowser(scope.tx, user.id);
  scope.mail(stillWaitingLetter(user, await newLink(scope, 'verify-address', user.id, browserHash)));
}

/** A new secret, and where its link leads: for the mailbox alone. */
async function newLink({ tx, now, newId, newSecret, settings }: Scope, purpose: Purpose, userId: UserId, browserHash: string | null): Promise<Link> {
  const token = newSecret();
  await users.addProof(tx, { id: newId(), purpose, userId, tokenHash: token.hash, browserHash, createdAt: now, expiresAt: expiryOf(purpose, now) });
  return { publicUrl: settings.publicUrl, token: token.value };
}

type Proven = { proof: Proof; user: User; now: Date };

async function loadProof({ tx, now, hashSecret }: Scope, purpose: Purpose, token: string): Promise<Proven> {
  const proof = await users.findProof(tx, purpose, hashSecret(token));
  const user = proof && (await users.find(tx, proof.userId));
  if (!proof || !user) throw new Refusal(problem(409, 'conflict', unknownLink(purpose)));
  return { proof, user, now };
}

/** Uses the secret up, or refuses because another request was quicker. */
async function use({ tx, now }: Scope, proof: Proof): Promise<void> {
  if (await users.useProof(tx, proof.id, now)) return;
  refuseUnless(canUse({ ...proof, usedAt: now }, now));
}

const verify = (ports: UserPorts) => endpoint({
  operation: 'users.verify',
  summary: 'Confirm the address with the mailed secret, and sign in',
  method: 'POST', path: '/users/verify', access: 'public', locks: 'own',
  limits: [fromOneAddress('verify', 60)],
  input: Verify,
  output: SignedIn,
  load: (scope, { token }) => loadProof(scope, 'verify-address', token),
  allow: (_actor, { proof, now }) => canUse(proof, now),
  run: async (scope, { proof, user }, { password }) => {
    const { tx, now, request, setCookie, emit } = scope;
    if (!registeredHere(ports, scope, proof)) await refuseWithoutPassword(ports, scope, user, password);
    await use(scope, proof);
    await users.closeProofs(tx, user.id, ['verify-address'], now);
    await users.markVerified(tx, user.id, now);
    setCookie(await ports.startSession(tx, user.id, request, now));
    emit({ operation: 'users.verify', organizationId: null, subject: user.id, before: { verified: user.emailVerified }, after: { verified: true } });
    return { outcome: 'signed-in' as const };
  },
});

function registeredHere(ports: UserPorts, { request, hashSecret }: Scope, { browserHash }: Proof): boolean {
  const browser = ports.registrationCookie.read(request.cookies);
  return browserHash !== null && browser !== null && hashSecret(browser) === browserHash;
}

/** Whoever only found the link in his mailbox must not bring a stranger's password to life. */
async function refuseWithoutPassword(ports: UserPorts, { tx }: Scope, user: User, password: string | undefined): Promise<void> {
  if (password === undefined) throw new Refusal(problem(401, 'password-needed', 'Enter the password that was chosen at registration.'));
  const hash = await users.findPasswordHash(tx, user.id);
  if (hash === null || !(await ports.verifyPassword(hash, password))) {
    throw new Refusal(problem(401, 'password-needed', 'This is not the password that was chosen at registration.'));
  }
}

/** Whether or not there is such an account: the answer does not tell. */
const loadByEmail = async ({ tx }: Scope, { email }: { email: string }) => ({ user: await users.findByEmail(tx, email) });

const resendVerification = endpoint({
  operation: 'users.resendVerification',
  summary: 'Mail the link again, if the address waits for its confirmation',
  method: 'POST', path: '/users/resend-verification', access: 'public', locks: 'own', status: 202,
  limits: [fromOneAddress('resend-verification', 30), toOneMailbox('resend-verification', 5)],
  input: ByEmail,
  output: Done,
  load: loadByEmail,
  allow: () => allowed,
  run: async (scope, { user }) => {
    if (!user || user.emailVerified) return {};
    const browserHash = await users.findRegistrationBrowser(scope.tx, user.id);
    scope.mail(verifyLetter(user, await newLink(scope, 'verify-address', user.id, browserHash)));
    return {};
  },
});

const requestPasswordReset = endpoint({
  operation: 'users.requestPasswordReset',
  summary: 'Mail a link to choose a new password, if the address has an account',
  method: 'POST', path: '/users/request-password-reset', access: 'public', locks: 'own', status: 202,
  limits: [fromOneAddress('request-password-reset', 30), toOneMailbox('request-password-reset', 5)],
  input: ByEmail,
  output: Done,
  load: loadByEmail,
  allow: () => allowed,
  run: async (scope, { user }) => {
    if (!user) return {};
    scope.mail(resetLetter(user, await newLink(scope, 'reset-password', user.id, null)));
    scope.emit({ operation: 'users.requestPasswordReset', organizationId: null, subject: user.id, before: null, after: null });
    return {};
  },
});

const resetPassword = (ports: UserPorts) => endpoint({
  operation: 'users.resetPassword',
  summary: 'Choose a new password with the mailed secret; signs out everywhere',
  method: 'POST', path: '/users/reset-password', access: 'public', locks: 'own',
  limits: [fromOneAddress('reset-password', 30)],
  input: ResetPassword,
  output: Done,
  load: (scope, { token }) => loadProof(scope, 'reset-password', token),
  allow: (_actor, { proof, now }) => canUse(proof, now),
  run: async (scope, { proof, user }, { password }) => {
    refuseWeakPassword(password, user, ports.strengthOf);
    const { tx, now, emit, mail, announce, settings } = scope;
    await use(scope, proof);
    await users.closeProofs(tx, user.id, ['verify-address', 'reset-password'], now);
    await users.setPassword(tx, user.id, await ports.hashPassword(password), now);
    await users.markVerified(tx, user.id, now); // the mailbox has just been shown, and the password is of whoever reads it
    await ports.endSessions(tx, user.id);
    // Open dashboards look again at who is reading when the members of their organization change.
    for (const { id } of await organizations.listOf(tx, user.id, null, 1000)) announce(id, 'members', user.id);
    mail(passwordChangedLetter(user, settings.publicUrl));
    emit({ operation: 'users.resetPassword', organizationId: null, subject: user.id, before: { verified: user.emailVerified }, after: { verified: true } });
    return {};
  },
});

export function userEndpoints(ports: UserPorts): AnyEndpoint[] {
  return [readRegistration, register(ports), verify(ports), resendVerification, requestPasswordReset, resetPassword(ports)];
}
