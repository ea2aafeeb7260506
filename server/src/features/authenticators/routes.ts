import type { Person } from '../../kernel/actor.ts';
import { Done, endpoint, Nothing, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { UserId } from '../../kernel/id.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { allowance, allowed } from '../../kernel/verdict.ts';
import { passwordTries, refuseWrongPassword } from '../users/password-check.ts';
import { mayChangeSignIn } from '../users/policy.ts';
import * as users from '../users/store.ts';
import { isRecoveryCode, plainCode, plainRecoveryCode, recoveryCodesMade, sealedAt, type Authenticator } from './authenticator.ts';
import { AuthenticatorView, NewAuthenticator, RecoveryCodes, SecondStep, SignedIn, WithBoth, WithCode, WithPassword } from './contract.ts';
import { newRecoveryCodesLetter, recoveryCodeUsedLetter, switchedOffLetter, switchedOnLetter } from './letters.ts';
import { mayBegin, mayConfirm, mayUse } from './policy.ts';
import type { AuthenticatorPorts } from './ports.ts';
import * as authenticators from './store.ts';

const codeTries: Limit = { name: 'code-check', per: 'user', max: 10, windowSeconds: 15 * 60 };

type Own = { person: Person; authenticator: Authenticator | null };

async function loadOwn({ tx, actor }: Scope): Promise<Own | null> {
  return actor.kind === 'user' ? { person: actor, authenticator: await authenticators.find(tx, actor.userId) } : null;
}

const wrongCode = (message: string) => new Refusal(problem(400, 'wrong-code', message, { fields: [{ field: 'code', message }] }));
const checkPassword = async (ports: AuthenticatorPorts, { tx }: Scope, userId: UserId, password: string): Promise<void> =>
  refuseWrongPassword(await users.findPasswordHash(tx, userId), password, ports.verifyPassword);

const read = endpoint({
  operation: 'authenticators.read',
  summary: 'Whether signing in asks you for a code after the password',
  method: 'GET', path: '/me/authenticator', access: 'signed-in', reads: true,
  input: Nothing,
  output: AuthenticatorView,
  load: loadOwn,
  allow: (actor) => mayChangeSignIn(actor),
  run: async ({ tx, actor }, { person, authenticator }) => ({
    state: authenticator ? (authenticator.confirmedAt ? 'on' as const : 'waiting' as const) : 'off' as const,
    since: authenticator?.confirmedAt?.toISOString() ?? null,
    recoveryCodesLeft: await authenticators.countRecoveryCodes(tx, person.userId),
    allows: { create: allowance(mayBegin(actor, authenticator)), remove: allowance(mayUse(actor, authenticator)) },
  }),
});

const create = (ports: AuthenticatorPorts) => endpoint({
  operation: 'authenticators.create',
  summary: 'Begin two-step sign-in: a secret for an authenticator app, which counts once its first code is entered',
  method: 'POST', path: '/me/authenticator', access: 'signed-in', locks: 'own', status: 201,
  limits: [passwordTries], secrets: ['secret', 'uri'],
  input: WithPassword,
  output: NewAuthenticator,
  load: loadOwn,
  allow: (actor, { authenticator }) => mayBegin(actor, authenticator),
  run: async (scope, { person }, { password }) => {
    const { userId, email } = person;
    await checkPassword(ports, scope, userId, password);
    const secret = ports.newTotpSecret();
    const begun = await authenticators.begin(scope.tx, userId, ports.vault.seal(secret, sealedAt(userId)), scope.now);
    if (!begun) throw new Refusal(problem(409, 'conflict', 'Two-step sign-in is on already.'));
    scope.emit({ operation: 'authenticators.create', organizationId: null, subject: userId, before: null, after: { state: 'waiting' } });
    return { secret, uri: ports.totpUri(secret, email) };
  },
});

const confirm = (ports: AuthenticatorPorts) => endpoint({
  operation: 'authenticators.confirm',
  summary: 'Switch two-step sign-in on with the first code of the app; answers with the recovery codes, once',
  method: 'POST', path: '/me/authenticator/confirm', access: 'signed-in', locks: 'own',
  limits: [codeTries], secrets: ['recoveryCodes'],
  input: WithCode,
  output: RecoveryCodes,
  load: loadOwn,
  allow: (actor, { authenticator }) => mayConfirm(actor, authenticator),
  run: async (scope, { person, authenticator }, { code }) => {
    const { tx, now, emit, mail, settings } = scope;
    const step = authenticator && ports.totpStepOf(ports.vault.open(authenticator.secret, sealedAt(person.userId)), plainCode(code), now);
    if (step === null) throw wrongCode('This is not the code that the app shows now. Check the time of your phone, and try the next one.');
    if (!(await authenticators.confirm(tx, person.userId, step, now))) throw new Refusal(problem(409, 'conflict', 'Two-step sign-in is on already.'));
    const recoveryCodes = await makeRecoveryCodes(ports, scope, person.userId);
    mail(switchedOnLetter(person, settings.publicUrl));
    emit({ operation: 'authenticators.confirm', organizationId: null, subject: person.userId, before: { state: 'waiting' }, after: { state: 'on' } });
    return { recoveryCodes };
  },
});

// With the person in the hash, nobody can look for one code in all accounts at once.
const hashOf = ({ hashSecret }: Scope, userId: UserId, code: string) => hashSecret(`recovery code of ${userId}: ${plainRecoveryCode(code)}`);

async function makeRecoveryCodes(ports: AuthenticatorPorts, scope: Scope, userId: UserId): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodesMade }, () => ports.newRecoveryCode());
  await authenticators.replaceRecoveryCodes(scope.tx, userId, codes.map((code) => hashOf(scope, userId, code)));
  return codes;
}

/** Uses up a code of the app or a recovery code, or refuses. */
async function useCode(ports: AuthenticatorPorts, scope: Scope, authenticator: Authenticator, code: string): Promise<'app' | 'recovery-code'> {
  const { userId, secret } = authenticator;
  if (isRecoveryCode(code)) {
    if (await authenticators.useRecoveryCode(scope.tx, userId, hashOf(scope, userId, code), scope.now)) return 'recovery-code';
    throw wrongCode('This is not one of your recovery codes, or it was used already.');
  }
  const step = ports.totpStepOf(ports.vault.open(secret, sealedAt(userId)), plainCode(code), scope.now);
  if (step === null) throw wrongCode('This is not the code that the app shows now.');
  if (!(await authenticators.useStep(scope.tx, userId, step))) throw wrongCode('This code was used already. Wait for the next one, at most half a minute.');
  return 'app';
}

const remove = (ports: AuthenticatorPorts) => endpoint({
  operation: 'authenticators.remove',
  summary: 'Switch two-step sign-in off, with the password and a code',
  method: 'POST', path: '/me/authenticator/remove', access: 'signed-in', locks: 'own',
  limits: [passwordTries, codeTries],
  input: WithBoth,
  output: Done,
  load: loadOwn,
  allow: (actor, { authenticator }) => mayUse(actor, authenticator),
  run: async (scope, { person, authenticator }, { password, code }) => {
    await checkPassword(ports, scope, person.userId, password);
    if (authenticator) await useCode(ports, scope, authenticator, code);
    await authenticators.remove(scope.tx, person.userId);
    scope.mail(switchedOffLetter(person, scope.settings.publicUrl));
    scope.emit({ operation: 'authenticators.remove', organizationId: null, subject: person.userId, before: { state: 'on' }, after: { state: 'off' } });
    return {};
  },
});

const renewRecoveryCodes = (ports: AuthenticatorPorts) => endpoint({
  operation: 'authenticators.renewRecoveryCodes',
  summary: 'Make new recovery codes, with the password and a code; the earlier ones end',
  method: 'POST', path: '/me/authenticator/recovery-codes', access: 'signed-in', locks: 'own',
  limits: [passwordTries, codeTries], secrets: ['recoveryCodes'],
  input: WithBoth,
  output: RecoveryCodes,
  load: loadOwn,
  allow: (actor, { authenticator }) => mayUse(actor, authenticator),
  run: async (scope, { person, authenticator }, { password, code }) => {
    await checkPassword(ports, scope, person.userId, password);
    if (authenticator) await useCode(ports, scope, authenticator, code);
    const recoveryCodes = await makeRecoveryCodes(ports, scope, person.userId);
    scope.mail(newRecoveryCodesLetter(person, scope.settings.publicUrl));
    scope.emit({ operation: 'authenticators.renewRecoveryCodes', organizationId: null, subject: person.userId, before: null, after: { recoveryCodes: recoveryCodes.length } });
    return { recoveryCodes };
  },
});

const stepTries: Limit = { name: 'second-step', per: 'step', max: 10, windowSeconds: 15 * 60 };

const signIn = (ports: AuthenticatorPorts) => endpoint({
  operation: 'authenticators.signIn',
  summary: 'The second step of signing in: a code of the app, or a recovery code',
  method: 'POST', path: '/users/second-step', access: 'public', locks: 'own',
  limits: [{ name: 'second-step', per: 'address', max: 100, windowSeconds: 15 * 60 }, stepTries],
  input: SecondStep,
  output: SignedIn,
  load: async ({ tx, request, now }) => {
    const step = await ports.findSecondStep(tx, request, now);
    const authenticator = step?.userId ? await authenticators.find(tx, step.userId) : null;
    const user = authenticator && (await users.find(tx, authenticator.userId));
    if (!step || !user || !authenticator?.confirmedAt) throw new Refusal(problem(401, 'step-expired', 'This sign-in has waited too long. Begin again with your password.'));
    return { step, authenticator, user };
  },
  allow: () => allowed,
  run: async (scope, { step, authenticator, user }, { code }) => {
    const { tx, now, request, setCookie, emit, mail, settings } = scope;
    const used = await useCode(ports, scope, authenticator, code);
    if (!(await ports.finishStep(tx, step.id))) throw new Refusal(problem(401, 'step-expired', 'This sign-in was finished already. Begin again with your password.'));
    await ports.forgetTry(tx, stepTries, user.id, now);
    setCookie(ports.endOfStepCookie());
    setCookie(await ports.startSession(tx, user.id, request, now));
    const recoveryCodesLeft = await authenticators.countRecoveryCodes(tx, user.id);
    if (used === 'recovery-code') mail(recoveryCodeUsedLetter(user, settings.publicUrl, recoveryCodesLeft));
    emit({ operation: 'authenticators.signIn', organizationId: null, subject: user.id, before: null, after: { with: used, recoveryCodesLeft } });
    return { outcome: 'signed-in' as const, recoveryCodesLeft };
  },
});

export const authenticatorEndpoints = (ports: AuthenticatorPorts): AnyEndpoint[] => [
  read, create(ports), confirm(ports), remove(ports), renewRecoveryCodes(ports), signIn(ports),
];
