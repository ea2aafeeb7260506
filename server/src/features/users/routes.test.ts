import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatch } from '../../kernel/dispatch.ts';
import type { Operation } from '../../kernel/operation.ts';
import { authenticate } from '../../platform/authenticate.ts';
import { newWorld, testSettings, type Answer, type World } from '../../testing/world.ts';

let world: World;
beforeAll(async () => void (world = await newWorld()));
afterAll(() => world.close());

const password = 'seven quiet otters juggle';
const otherPassword = 'nine loud badgers whistle';
let made = 0;
const newEmail = () => `person-${++made}-${Date.now()}@example.org`;
const form = (email: string, more: object = {}) => ({ givenName: 'Alice', familyName: 'Adams', email, password, ...more });

/** One browser: keeps the cookies that it is given. */
function browser(at: World = world) {
  const cookies: Record<string, string> = {};
  const header = () => Object.entries(cookies).map(([name, value]) => `${name}=${value}`).join('; ');
  const token = () => at.product.identity.readSession(header());
  return {
    cookies,
    whoAmI: () => authenticate(at.product.engine.reader, token(), null, 'none'),
    async ask(operation: Operation, input: Record<string, unknown> = {}) {
      const spec = at.product.endpoints.find((endpoint) => endpoint.operation === operation)!;
      const reply = await dispatch(spec, at.product.engine, {
        raw: { ...input }, organizationId: null, request: { cookies, userAgent: 'test', address: '127.0.0.1' },
        ifMatch: null, idempotencyKey: null, authenticate: (tx, organizationId, lock) => authenticate(tx, token(), organizationId, lock),
      });
      if (!reply.ok) return { status: reply.problem.status, body: reply.problem as Answer['body'], cookies: [] };
      for (const cookie of reply.cookies) {
        const [name = '', value = ''] = cookie.split(';')[0]!.split(/=(.*)/s);
        cookies[name] = value;
      }
      return { status: reply.status, body: reply.body as Answer['body'], cookies: reply.cookies };
    },
  };
}

async function mailsTo(email: string, at: World = world) {
  await at.work();
  return at.transport.to(email);
}
async function lastLink(email: string, at: World = world): Promise<{ subject: string; token: string; text: string }> {
  const { subject, text } = (await mailsTo(email, at)).at(-1)!;
  return { subject, text, token: /#([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? '' };
}
const userOf = async (email: string) => (await world.owner<{ id: string; emailVerified: boolean }[]>`select id, "emailVerified" from "user" where email = ${email}`)[0];

/** Somebody who registered and confirmed, in a browser of his own. */
async function registered(email = newEmail()) {
  const own = browser();
  await own.ask('users.register', form(email));
  await own.ask('users.verify', { token: (await lastLink(email)).token });
  return { email, own };
}

describe('users.register', () => {
  test('202 makes the person, an organization named after her, and her the owner (M02)', async () => {
    const [email, own] = [newEmail(), browser()];
    expect(await own.ask('users.register', form(` ${email.toUpperCase()} `))).toMatchObject({ status: 202, body: { outcome: 'check-mail' } });
    const rows = await world.owner`
      select o.name, o.slug, m.role, u.name as "userName", u."emailVerified" from "user" u join member m on m.user_id = u.id join organization o on o.id = m.organization_id where u.email = ${email}`;
    expect(rows).toMatchObject([{ name: "Alice's organization", slug: expect.stringMatching(/^alices-organization-/), role: 'owner', userName: 'Alice Adams', emailVerified: false }]);
    expect(await own.whoAmI()).toEqual({ kind: 'anonymous' });
    expect(await lastLink(email)).toMatchObject({ subject: 'Confirm your e-mail address', text: expect.stringContaining(`${testSettings.publicUrl}/verify#`) });
  });

  test('202 alike for a known address, whose owner is told by mail and loses nothing', async () => {
    const { email } = await registered();
    const before = await world.owner`select password from account where "userId" = ${(await userOf(email))!.id}`;
    const [stranger, newcomer] = [browser(), browser()];
    const known = await stranger.ask('users.register', form(email, { password: otherPassword, givenName: 'Mallory' }));
    const fresh = await newcomer.ask('users.register', form(newEmail()));
    expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
    expect(known.cookies.map((cookie) => cookie.replace(/=[^;]*/, ''))).toEqual(fresh.cookies.map((cookie) => cookie.replace(/=[^;]*/, '')));
    expect((await mailsTo(email)).at(-1)).toMatchObject({ subject: 'You already have an account' });
    expect(await world.owner`select password from account where "userId" = ${(await userOf(email))!.id}`).toEqual(before);
    expect(await stranger.whoAmI()).toEqual({ kind: 'anonymous' });
  });

  test('two at once with one address make one account (D03)', async () => {
    const email = newEmail();
    const answers = await Promise.all([browser().ask('users.register', form(email)), browser().ask('users.register', form(email))]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await world.owner`select from "user" where email = ${email}`).toHaveLength(1);
    expect(await mailsTo(email)).toHaveLength(2);
  });

  test('400 names the field for a password that is easy to guess, known address or not', async () => {
    const { email } = await registered();
    for (const address of [email, newEmail()]) {
      const { status, body } = await browser().ask('users.register', form(address, { password: 'password123' }));
      expect([status, body.code, body.fields[0].field]).toEqual([400, 'invalid-input', 'password']);
    }
    expect(await browser().ask('users.register', form(newEmail()))).toMatchObject({ status: 202 });
  });
});

describe('users.register with an invitation', () => {
  async function invited(email: string, at: World = world) {
    const { organizationId, alice } = await at.company();
    await at.request('invitations.create', alice, { organizationId, email, administrator: false });
    return { organizationId, alice, token: (await lastLink(email, at)).token };
  }

  test('202 signed in at once: the mailed secret shows the mailbox (D03), and nothing is shared before it is accepted (M08)', async () => {
    const [email, own] = [newEmail(), browser()];
    const { token, organizationId } = await invited(email);
    expect(await own.ask('users.register', form(email, { invitationToken: token }))).toMatchObject({ status: 202, body: { outcome: 'signed-in' } });
    const me = await own.ask('users.readSelf');
    expect(me).toMatchObject({ status: 200, body: { email, organizations: [{ name: "Alice's organization", role: 'owner' }] } });
    expect(me.body.organizations).toHaveLength(1);
    expect(me.body.organizations[0].id).not.toBe(organizationId);
  });

  test('the secret of an invitation to another address verifies nothing (D03)', async () => {
    const { token } = await invited(newEmail());
    const [email, own] = [newEmail(), browser()];
    expect(await own.ask('users.register', form(email, { invitationToken: token }))).toMatchObject({ status: 202, body: { outcome: 'check-mail' } });
    expect(await userOf(email)).toMatchObject({ emailVerified: false });
  });

  test('neither does one that was withdrawn or has expired (D03)', async () => {
    const [withdrawn, expired] = [newEmail(), newEmail()];
    const tokens = [(await invited(withdrawn)).token, (await invited(expired)).token];
    await world.owner`update invitation set state = 'withdrawn', closed_at = now() where email = ${withdrawn}`;
    await world.owner`update invitation set expires_at = now() - interval '1 second' where email = ${expired}`;
    for (const [index, email] of [withdrawn, expired].entries()) {
      expect(await browser().ask('users.register', form(email, { invitationToken: tokens[index] }))).toMatchObject({ body: { outcome: 'check-mail' } });
    }
  });

  test('403 without one where accounts are by invitation, 202 with it', async () => {
    const closed = await newWorld({ settings: { ...testSettings, registration: { kind: 'invited' } } });
    const email = newEmail();
    const { token } = await invited(email, closed);
    expect(await browser(closed).ask('users.register', form(newEmail()))).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await browser(closed).ask('users.register', form(newEmail(), { invitationToken: token }))).toMatchObject({ status: 403 });
    // The database has people: the token of the first account no longer opens anything.
    expect(await browser(closed).ask('users.register', form(newEmail(), { invitationToken: closed.product.identity.firstAccountToken }))).toMatchObject({ status: 403 });
    expect(await browser(closed).ask('users.register', form(email, { invitationToken: token }))).toMatchObject({ status: 202, body: { outcome: 'signed-in' } });
    await closed.close();
  });
});

describe('users.verify', () => {
  test('200 in the browser that registered, once', async () => {
    const [email, own] = [newEmail(), browser()];
    await own.ask('users.register', form(email));
    const { token } = await lastLink(email);
    expect(await own.ask('users.verify', { token })).toMatchObject({ status: 200, body: { outcome: 'signed-in' } });
    expect(await own.whoAmI()).toMatchObject({ kind: 'user', email });
    expect(await own.ask('users.verify', { token })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already been used') } });
  });

  test('401 password-needed in another browser; the right password opens it, a wrong one does not', async () => {
    const [email, elsewhere] = [newEmail(), browser()];
    await browser().ask('users.register', form(email));
    const { token } = await lastLink(email);
    expect(await elsewhere.ask('users.verify', { token })).toMatchObject({ status: 401, body: { code: 'password-needed', detail: 'Enter the password that was chosen at registration.' } });
    expect(await elsewhere.ask('users.verify', { token, password: otherPassword })).toMatchObject({ status: 401, body: { code: 'password-needed' } });
    expect(await userOf(email)).toMatchObject({ emailVerified: false });
    expect(await elsewhere.ask('users.verify', { token, password })).toMatchObject({ status: 200 });
    expect(await elsewhere.whoAmI()).toMatchObject({ kind: 'user', email });
  });

  test('a stranger who registered the address first gets nothing from its owner\'s click (D03)', async () => {
    const [email, mallory, alice] = [newEmail(), browser(), browser()];
    await mallory.ask('users.register', form(email, { password: otherPassword }));
    await alice.ask('users.register', form(email));
    const mails = await mailsTo(email);
    expect(mails.map(({ subject }) => subject)).toEqual(['Confirm your e-mail address', 'Your account waits for its confirmation']);
    for (const { text } of mails) {
      const token = /#([A-Za-z0-9_-]{43})/.exec(text)![1];
      expect(await alice.ask('users.verify', { token })).toMatchObject({ status: 401 });
      expect(await alice.ask('users.verify', { token, password })).toMatchObject({ status: 401 });
    }
    await alice.ask('users.requestPasswordReset', { email });
    const reset = await lastLink(email);
    expect(await alice.ask('users.resetPassword', { token: reset.token, password })).toMatchObject({ status: 200 });
    expect(await mallory.ask('users.verify', { token: /#([A-Za-z0-9_-]{43})/.exec(mails[0]!.text)![1], password: otherPassword })).toMatchObject({ status: 409 });
    expect(await userOf(email)).toMatchObject({ emailVerified: true });
  });

  test('of two at once, one signs in', async () => {
    const [email, own] = [newEmail(), browser()];
    await own.ask('users.register', form(email));
    const { token } = await lastLink(email);
    const answers = await Promise.all([own.ask('users.verify', { token }), own.ask('users.verify', { token })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('409 with a sentence for a link that is too old, of another kind, or never was', async () => {
    const [email, own] = [newEmail(), browser()];
    await own.ask('users.register', form(email));
    const { token } = await lastLink(email);
    await own.ask('users.requestPasswordReset', { email });
    expect(await own.ask('users.verify', { token: (await lastLink(email)).token })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('not valid') } });
    expect(await own.ask('users.verify', { token: 'x'.repeat(43) })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('not valid') } });
    await world.owner`update proof set expires_at = now() - interval '1 second' where user_id = ${(await userOf(email))!.id} and purpose = 'verify-address'`;
    expect(await own.ask('users.verify', { token })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('expired') } });
    expect(await userOf(email)).toMatchObject({ emailVerified: false });
  });
});

describe('users.resendVerification', () => {
  test('202 mails a link that works in the same browser, to a waiting address only', async () => {
    const [email, own] = [newEmail(), browser()];
    await own.ask('users.register', form(email));
    expect(await own.ask('users.resendVerification', { email: email.toUpperCase() })).toMatchObject({ status: 202, body: {} });
    expect(await mailsTo(email)).toHaveLength(2);
    expect(await own.ask('users.verify', { token: (await lastLink(email)).token })).toMatchObject({ status: 200 });
    const unknown = newEmail();
    for (const address of [email, unknown]) expect(await own.ask('users.resendVerification', { email: address })).toMatchObject({ status: 202, body: {} });
    expect([(await mailsTo(email)).length, (await mailsTo(unknown)).length]).toEqual([2, 0]);
  });
});

describe('users.requestPasswordReset', () => {
  test('202 alike for a known and an unknown address; only the known one gets a letter, with its link, whatever the case it was typed in (D03)', async () => {
    const [unknown, { email }] = [newEmail(), await registered()];
    const answers = [await browser().ask('users.requestPasswordReset', { email: unknown }), await browser().ask('users.requestPasswordReset', { email: ` ${email.toUpperCase()}` })];
    expect(answers).toEqual([{ status: 202, body: {}, cookies: [] }, { status: 202, body: {}, cookies: [] }]);
    expect([(await mailsTo(unknown)).length, (await mailsTo(email)).length]).toEqual([0, 2]);
    expect(await lastLink(email)).toMatchObject({ subject: 'Choose a new password', text: expect.stringContaining(`${testSettings.publicUrl}/reset-password#`) });
  });

  test('asking changes nothing: the old password and open sessions go on; the request is audited', async () => {
    const { email, own } = await registered();
    const { id } = (await userOf(email))!;
    const password = () => world.owner`select password from account where "userId" = ${id}`;
    const before = await password();
    await browser().ask('users.requestPasswordReset', { email });
    expect(await password()).toEqual(before);
    expect(await own.whoAmI()).toMatchObject({ kind: 'user', email });
    expect(await world.owner`select actor_kind, organization_id from audit where subject in (select id::text from audit_person where user_id = ${id}) and operation = 'users.requestPasswordReset'`).toEqual([{ actor_kind: 'anonymous', organization_id: null }]);
  });

  test('each link works for an hour, until one of them was used', async () => {
    const { email } = await registered();
    const ask = async () => {
      await browser().ask('users.requestPasswordReset', { email });
      return (await lastLink(email)).token;
    };
    const late = await ask();
    world.clock.advance(60 * 60_000);
    expect(await browser().ask('users.resetPassword', { token: late, password: otherPassword })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('expired') } });
    world.clock.advance(-60 * 60_000);
    const [first, second] = [await ask(), await ask()];
    expect(await browser().ask('users.resetPassword', { token: first, password: otherPassword })).toMatchObject({ status: 200 });
    expect(await browser().ask('users.resetPassword', { token: second, password })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already been used') } });
  });

  test('400 for what is no address', async () => {
    expect(await browser().ask('users.requestPasswordReset', { email: 'nobody' })).toMatchObject({ status: 400, body: { fields: [{ field: 'email' }] } });
  });
});

describe('users.resetPassword', () => {
  test('200 changes the password, signs out everywhere, and tells the mailbox', async () => {
    const { email, own } = await registered();
    expect(await own.whoAmI()).toMatchObject({ kind: 'user' });
    const elsewhere = browser();
    expect(await elsewhere.ask('users.requestPasswordReset', { email })).toMatchObject({ status: 202, body: {} });
    const { token } = await lastLink(email);
    expect(await elsewhere.ask('users.resetPassword', { token, password: 'password123' })).toMatchObject({ status: 400, body: { fields: [{ field: 'password' }] } });
    expect(await elsewhere.ask('users.resetPassword', { token, password: otherPassword })).toMatchObject({ status: 200 });
    expect(await own.whoAmI()).toEqual({ kind: 'anonymous' });
    const [account] = await world.owner<{ password: string }[]>`select password from account where "userId" = ${(await userOf(email))!.id}`;
    const { verifyPassword } = world.product.identity.users;
    expect([await verifyPassword(account!.password, otherPassword), await verifyPassword(account!.password, password)]).toEqual([true, false]);
    expect((await mailsTo(email)).at(-1)).toMatchObject({ subject: 'Your password was changed' });
    expect(await elsewhere.ask('users.resetPassword', { token, password })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('already been used') } });
  });

  test('dashboards that were open under the old password are closed before the answer', async () => {
    const { email, own } = await registered();
    const { body } = await own.ask('users.readSelf');
    const ended: string[] = [];
    world.hub.subscribe({
      organizationId: body.organizations[0].id, sessionToken: 'of the test', send: () => undefined, hangUp: () => undefined, end: (because) => ended.push(because),
      check: async () => ((await own.whoAmI()).kind === 'user' ? null : 'signed-out'),
    });
    await browser().ask('users.requestPasswordReset', { email });
    const { token } = await lastLink(email);
    expect(ended).toEqual([]);
    await browser().ask('users.resetPassword', { token, password: otherPassword });
    expect(ended).toEqual(['signed-out']);
  });

  test('a secret is in no table: only its hash, and the mail sealed', async () => {
    const { email } = await registered();
    await browser().ask('users.requestPasswordReset', { email });
    const rows = await world.owner<{ row: string }[]>`select p::text as row from proof p union all select m::text from mail m where m.recipient = ${email}`;
    const { token } = await lastLink(email);
    expect(token).toHaveLength(43);
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });
});
