import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownPassword, servedPeople } from '../../testing/served-people.ts';
import { newWorld, testSettings } from '../../testing/world.ts';

let at: Awaited<ReturnType<typeof servedPeople>>;
beforeAll(async () => void (at = await servedPeople()));
afterAll(() => at.close());

const password = 'nine loud badgers whistle';

describe('users.readSelf', () => {
  test('401 for nobody, 200 with every organization and what may be done', async () => {
    expect(await at.newBrowser().get('/me')).toMatchObject({ status: 401 });
    const { email, browser } = await at.signedIn();
    expect(await browser.get('/me')).toMatchObject({
      status: 200, body: { email, givenName: 'Alice', familyName: 'Adams', welcomeClosed: false, lastOrganizationSlug: null, organizations: [{ role: 'owner' }], allows: { createOrganization: true } },
    });
  });

  test('200 names each organization with the role of now, the own one first, and one that was left no more (D01, M12)', async () => {
    const { person, browser } = await at.signedIn();
    const { organizationId, alice, bobMemberId } = await at.world.company();
    const memberId = await at.world.join(organizationId, person, 'member');
    const rolesOf = async () => (await browser.get('/me')).body.organizations.map(({ id, role }: Record<string, string>) => [id === organizationId, role]);
    expect(await rolesOf()).toEqual([[false, 'owner'], [true, 'member']]);
    await at.world.request('members.changeRole', alice, { organizationId, memberId, role: 'administrator' });
    await at.world.request('members.remove', alice, { organizationId, memberId: bobMemberId });
    expect(await rolesOf()).toEqual([[false, 'owner'], [true, 'administrator']]);
    await at.world.request('members.remove', alice, { organizationId, memberId });
    expect(await rolesOf()).toEqual([[false, 'owner']]);
  });

  test('200 says why no further organization can be made, in the words of the refusal (D01)', async () => {
    const full = await newWorld({ settings: { ...testSettings, organizationsPerPerson: 1 } });
    const person = await full.person();
    expect((await full.request('users.readSelf', person)).body.allows.createOrganization).toBe(true);
    await full.organization(person);
    const { body } = await full.request('users.readSelf', person);
    const refused = await full.request('organizations.create', person, { name: 'One more' });
    expect([refused.status, refused.body.detail]).toEqual([409, body.allows.createOrganization]);
    await full.close();
  });

  test('sends the cookie anew once a day, so that seven days count from the last use', async () => {
    const { browser } = await at.signedIn();
    const cookies = async () => (await browser.get('/me')).headers['set-cookie'] ?? [];
    expect(await cookies()).toEqual([]);
    at.world.clock.advance(2 * 86_400_000);
    expect(await cookies()).toEqual([expect.stringMatching(/^hopyard\.session_token=.*Max-Age=604800/)]);
    expect(await cookies()).toEqual([]);
    at.world.clock.advance(-2 * 86_400_000);
  });
});

describe('users.updateSelf', () => {
  test('200 changes the name and remembers the splash and the organization (M08, D01)', async () => {
    const { browser } = await at.signedIn();
    const { body } = await browser.get('/me');
    const [{ id, slug }] = body.organizations;
    expect(await browser.ask('PATCH', '/api/v1/me', { welcomeClosed: true, lastOrganizationId: id })).toMatchObject({ status: 200, body: { welcomeClosed: true, lastOrganizationSlug: slug } });
    expect(await browser.ask('PATCH', '/api/v1/me', { familyName: ' Brown ' })).toMatchObject({ status: 200, body: { givenName: 'Alice', familyName: 'Brown', welcomeClosed: true, lastOrganizationSlug: slug } });
    expect(await browser.get('/me')).toMatchObject({ body: { familyName: 'Brown' } });
    // That he changed it is audited, the name itself is not: it could never be erased from the log.
    const audited = await at.world.owner`select before, after from audit where subject in (select id::text from audit_person where user_id = ${body.id}) and operation = 'users.updateSelf'`;
    expect(audited).toEqual([{ before: null, after: null }]);
  });

  test('200 a name that stays as it is leaves no audit row', async () => {
    const { browser } = await at.signedIn();
    const { body } = await browser.ask('PATCH', '/api/v1/me', { givenName: 'Alice' });
    expect(await at.world.owner`select from audit where subject in (select id::text from audit_person where user_id = ${body.id}) and operation = 'users.updateSelf'`).toEqual([]);
    await browser.ask('PATCH', '/api/v1/me', { givenName: 'Alicia' });
    expect(await at.world.owner`select from audit where subject in (select id::text from audit_person where user_id = ${body.id}) and operation = 'users.updateSelf'`).toHaveLength(1);
  });

  test('401 for nobody, 404 for an organization of others, 400 for an address and for a name of nothing', async () => {
    const { browser } = await at.signedIn();
    const { organizationId } = await at.world.company();
    expect(await at.newBrowser().ask('PATCH', '/api/v1/me', { givenName: 'X' })).toMatchObject({ status: 401 });
    expect(await browser.ask('PATCH', '/api/v1/me', { lastOrganizationId: organizationId })).toMatchObject({ status: 404 });
    expect(await browser.ask('PATCH', '/api/v1/me', { email: 'another@example.org' })).toMatchObject({ status: 400, body: { fields: [{ field: 'email' }] } });
    expect(await browser.ask('PATCH', '/api/v1/me', { givenName: '\u200b ' })).toMatchObject({ status: 400, body: { fields: [{ field: 'givenName' }] } });
    expect(await browser.get('/me')).toMatchObject({ body: { givenName: 'Alice', lastOrganizationSlug: null } });
  });
});

describe('users.changePassword', () => {
  test('200 with the present one: every other browser is signed out, this one stays, and the mailbox is told', async () => {
    const { browser, email, person } = await at.signedIn();
    const other = at.newBrowser();
    await other.signIn(email, knownPassword);
    await browser.post('/users/request-password-reset', { email });
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 200 });
    expect([(await browser.get('/me')).status, (await other.get('/me')).status]).toEqual([200, 401]);
    expect((await at.newBrowser().signIn(email, knownPassword)).status).toBe(401);
    expect((await at.newBrowser().signIn(email, password)).status).toBe(200);
    expect((await at.subjectsOf(email)).at(-1)).toBe('Your password was changed');
    const audited = await at.auditedOf(person.userId);
    expect(audited.at(-1)).toEqual({ operation: 'users.changePassword', before: { otherSessions: 2 }, after: { otherSessions: 0 } });
    expect(JSON.stringify(audited)).not.toMatch(/otters|badgers/);
  });

  test('a link that was mailed before is good for nothing afterwards', async () => {
    const { browser, email } = await at.signedIn();
    await browser.post('/users/request-password-reset', { email });
    await at.world.work();
    const token = /#([A-Za-z0-9_-]{43})/.exec(at.world.transport.to(email).at(-1)!.text)![1]!;
    await browser.post('/me/password', { currentPassword: knownPassword, password });
    expect(await browser.post('/users/reset-password', { token, password: 'four green herons listen' })).toMatchObject({ status: 409 });
  });

  test('400 names the field: another password, and a new one that is easy to guess', async () => {
    const { browser, email } = await at.signedIn();
    expect(await browser.post('/me/password', { currentPassword: 'not it', password })).toMatchObject({ status: 400, body: { fields: [{ field: 'currentPassword' }] } });
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password: 'password123' })).toMatchObject({ status: 400, body: { fields: [{ field: 'password' }] } });
    expect((await at.newBrowser().signIn(email, knownPassword)).status).toBe(200);
  });

  test('429 after ten tries, and 401 for nobody', async () => {
    const { browser } = await at.signedIn();
    for (let turn = 0; turn < 10; turn++) expect((await browser.post('/me/password', { currentPassword: 'not it', password })).status).toBe(400);
    expect(await browser.post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 429 });
    expect(await at.newBrowser().post('/me/password', { currentPassword: knownPassword, password })).toMatchObject({ status: 401 });
  });
});
