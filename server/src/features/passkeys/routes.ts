import type { Person } from '../../kernel/actor.ts';
import { Done, endpoint, Nothing, type AnyEndpoint, type Limit } from '../../kernel/endpoint.ts';
import type { PasskeyId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { allowance } from '../../kernel/verdict.ts';
import { passwordTries, refuseWrongPassword } from '../users/password-check.ts';
import { mayChangeSignIn } from '../users/policy.ts';
import * as users from '../users/store.ts';
import { fullName } from '../users/user.ts';
import { Asked, BeginPasskey, CreatePasskey, DeletePasskey, ListPasskeys, PasskeyPage, PasskeyView, RenamePasskey, SignedIn, SignInWithPasskey } from './contract.ts';
import { addedLetter, removedLetter } from './letters.ts';
import { credentialIdOf, isRecent, mostPasskeys, type Passkey } from './passkey.ts';
import { canExist, mayAdd } from './policy.ts';
import type { PasskeyPorts } from './ports.ts';
import * as passkeys from './store.ts';

const view = ({ id, name, createdAt, lastUsedAt }: Passkey) => ({
  id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The person, and what speaks for or against one more. */
const loadOwn = (ports: PasskeyPorts) => async ({ tx, actor }: Scope) =>
  actor.kind === 'user' ? { person: actor, possible: ports.possible, count: await passkeys.count(tx, actor.userId) } : null;

async function loadOne({ tx, actor }: Scope, { passkeyId }: { passkeyId: string }): Promise<{ person: Person; passkey: Passkey } | null> {
  const passkey = actor.kind === 'user' ? await passkeys.find(tx, actor.userId, passkeyId as PasskeyId) : null;
  return actor.kind === 'user' && passkey ? { person: actor, passkey } : null;
}

const list = (ports: PasskeyPorts) => endpoint({
  operation: 'passkeys.list',
  summary: 'Your passkeys',
  method: 'GET', path: '/me/passkeys', access: 'signed-in', reads: true,
  input: ListPasskeys,
  output: PasskeyPage,
  load: loadOwn(ports),
  allow: (actor) => mayChangeSignIn(actor),
  run: async ({ tx, actor }, own, { cursor, limit }) => {
    const rows = await passkeys.list(tx, own.person.userId, cursor ?? null, limit + 1);
    return { ...toPage(rows, limit, ({ id }) => id, view), allows: { create: allowance(mayAdd(actor, own)) } };
  },
});

const begin = (ports: PasskeyPorts) => endpoint({
  operation: 'passkeys.begin',
  summary: 'Begin a passkey: what to ask the browser. Takes the password, unless you signed in less than ten minutes ago',
  method: 'POST', path: '/me/passkeys/begin', access: 'signed-in', locks: 'own',
  limits: [passwordTries],
  input: BeginPasskey,
  output: Asked,
  load: loadOwn(ports),
  allow: mayAdd,
  run: async ({ tx, now, setCookie }, { person }, { password }) => {
    const { userId, sessionId, email } = person;
    if (password !== undefined) await refuseWrongPassword(await users.findPasswordHash(tx, userId), password, ports.verifyPassword);
    else if (!isRecent(await ports.signedInAt(tx, userId, sessionId, now), now)) {
      throw new Refusal(problem(401, 'password-needed', 'You signed in some time ago, so enter your password once more.'));
    }
    const { challenge, options } = await ports.askNew({ userId, email, name: fullName(person) }, await passkeys.list(tx, userId, null, mostPasskeys));
    setCookie(await ports.beginStep(tx, { purpose: 'passkey-new', userId, challenge }, now));
    return { options };
  },
});

const create = (ports: PasskeyPorts) => endpoint({
  operation: 'passkeys.create',
  summary: 'Keep the passkey that the browser made',
  method: 'POST', path: '/me/passkeys', access: 'signed-in', locks: 'own', status: 201,
  input: CreatePasskey,
  output: PasskeyView,
  load: loadOwn(ports),
  allow: mayAdd,
  run: async (scope, { person }, { name, answer }) => {
    const { tx, now, request, newId, setCookie, mail, emit, settings } = scope;
    const step = await ports.findStep(tx, 'passkey-new', request, now);
    if (!step || step.userId !== person.userId || step.challenge === null || !(await ports.finishStep(tx, step.id))) throw tooLate();
    const checked = await ports.checkNew(answer, step.challenge);
    if (!checked) throw new Refusal(problem(400, 'passkey-refused', 'The browser’s answer does not hold. Try again; the device must ask for your PIN, finger or face.'));
    const passkey = { ...checked, id: newId<PasskeyId>(), userId: person.userId, name, createdAt: now };
    if (!(await passkeys.insert(tx, passkey))) throw new Refusal(problem(409, 'conflict', 'This passkey is known already.'));
    setCookie(ports.endOfStepCookie());
    mail(addedLetter({ email: person.email, name, publicUrl: settings.publicUrl }));
    emit({ operation: 'passkeys.create', organizationId: null, subject: person.userId, before: null, after: { passkeyId: passkey.id } });
    return view({ ...passkey, lastUsedAt: null });
  },
});

const tooLate = () => new Refusal(problem(401, 'step-expired', 'This has waited too long. Begin again.'));

const rename = endpoint({
  operation: 'passkeys.rename',
  summary: 'Give a passkey another name',
  method: 'PATCH', path: '/me/passkeys/:passkeyId', access: 'signed-in', locks: 'own',
  input: RenamePasskey,
  output: PasskeyView,
  load: loadOne,
  allow: (actor) => mayChangeSignIn(actor),
  run: async ({ tx, emit }, { passkey }, { name }) => {
    await passkeys.rename(tx, passkey.userId, passkey.id, name);
    emit({ operation: 'passkeys.rename', organizationId: null, subject: passkey.userId, before: { passkeyId: passkey.id }, after: { passkeyId: passkey.id } });
    return view({ ...passkey, name });
  },
});

const remove = endpoint({
  operation: 'passkeys.delete',
  summary: 'Remove a passkey: it signs in no longer',
  method: 'DELETE', path: '/me/passkeys/:passkeyId', access: 'signed-in', locks: 'own',
  input: DeletePasskey,
  output: Done,
  load: loadOne,
  allow: (actor) => mayChangeSignIn(actor),
  run: async ({ tx, mail, emit, settings }, { person, passkey }) => {
    await passkeys.remove(tx, passkey.userId, passkey.id);
    mail(removedLetter({ email: person.email, name: passkey.name, publicUrl: settings.publicUrl }));
    emit({ operation: 'passkeys.delete', organizationId: null, subject: passkey.userId, before: { passkeyId: passkey.id }, after: null });
    return {};
  },
});

const fromOneAddress: Limit = { name: 'passkey-sign-in', per: 'address', max: 200, windowSeconds: 15 * 60 };

const beginSignIn = (ports: PasskeyPorts) => endpoint({
  operation: 'passkeys.beginSignIn',
  summary: 'Begin signing in with a passkey: what to ask the browser',
  method: 'POST', path: '/users/passkey-sign-in/begin', access: 'public', locks: 'own',
  limits: [fromOneAddress],
  input: Nothing,
  output: Asked,
  load: async () => ports.possible,
  allow: (_actor, possible) => canExist(possible),
  run: async ({ tx, now, setCookie }) => {
    const { challenge, options } = await ports.askSignIn();
    setCookie(await ports.beginStep(tx, { purpose: 'passkey-sign-in', userId: null, challenge }, now));
    return { options };
  },
});

const signIn = (ports: PasskeyPorts) => endpoint({
  operation: 'passkeys.signIn',
  summary: 'Sign in with a passkey, which counts as both steps',
  method: 'POST', path: '/users/passkey-sign-in', access: 'public', locks: 'own',
  limits: [fromOneAddress],
  input: SignInWithPasskey,
  output: SignedIn,
  load: async () => ports.possible,
  allow: (_actor, possible) => canExist(possible),
  run: async ({ tx, now, request, setCookie, emit }, _possible, { answer }) => {
    const step = await ports.findStep(tx, 'passkey-sign-in', request, now);
    if (!step || step.challenge === null || !(await ports.finishStep(tx, step.id))) throw tooLate();
    const credentialId = credentialIdOf(answer);
    const passkey = credentialId && (await passkeys.findByCredential(tx, credentialId));
    const used = passkey ? await ports.checkSignIn(answer, step.challenge, passkey) : null;
    if (!passkey || !used) throw new Refusal(problem(401, 'passkey-refused', 'This passkey does not sign in here. It may have been removed; use your password.'));
    await passkeys.noteUse(tx, passkey.id, used.counter, now);
    setCookie(ports.endOfStepCookie());
    setCookie(await ports.startSession(tx, passkey.userId, request, now));
    emit({ operation: 'passkeys.signIn', organizationId: null, subject: passkey.userId, before: null, after: { passkeyId: passkey.id } });
    return { outcome: 'signed-in' as const };
  },
});

export const passkeyEndpoints = (ports: PasskeyPorts): AnyEndpoint[] => [
  list(ports), begin(ports), create(ports), rename, remove, beginSignIn(ports), signIn(ports),
];
