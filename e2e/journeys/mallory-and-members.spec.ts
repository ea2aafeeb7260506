/** What is open still when somebody's authority has ended, and what people try with links and offers that are for others. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { apiOf, join, registerQuietly, signInQuietly, type Self } from '../support/api.ts';
import { citizenOf, type Citizen } from '../support/company.ts';
import { findLink } from '../support/mailbox.ts';
import { newPerson, password, signIn, type Person } from '../support/person.ts';
import { startProduct, until, type Product } from '../support/product.ts';
import { openStream } from '../support/stream.ts';
import { memberIdOf } from '../support/team.ts';

let product: Product;
let alice: Citizen;

test.beforeAll(async ({ browser }) => {
  product = await startProduct();
  alice = await citizenOf(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
});
test.afterAll(() => product?.dispose());

/** Somebody new in Alice's organization. */
async function colleague(browser: Browser, givenName: string, administrator = false): Promise<Citizen> {
  const person = await citizenOf(browser, product, { givenName, familyName: 'Tester', email: `${givenName.toLowerCase()}@example.org` });
  await join(alice.api, alice.organizationId, person, administrator);
  return person;
}

const ofAlices = (path: string): string => `/organizations/${alice.organizationId}${path}`;
const memberPath = async ({ email }: Person): Promise<string> => ofAlices(`/members/${await memberIdOf(alice.api, alice.organizationId, email)}`);
const row = (page: Page, name: string) => page.getByRole('row', { name, exact: true });
const suspendedPage = (page: Page) => page.getByRole('heading', { level: 1, name: /^Your membership of Alice's organization is suspended/ });

async function openMembers({ page }: Person): Promise<void> {
  await page.goto(`/o/${alice.slug}/members`);
  await expect(row(page, 'Alice Adams')).toBeVisible();
}

test('D11 who is suspended with the page open is told at once and kindly, does nothing more, and is back without reloading', async ({ browser }) => {
  const bob = await colleague(browser, 'Bob', true);
  await openMembers(bob);
  const stream = await openStream(product, bob, alice.organizationId);
  const invite = () => bob.api.ask<{ code?: string }>('POST', `/api/v1${ofAlices('/invitations')}`, { body: { email: `${crypto.randomUUID()}@example.org` } });
  expect((await invite()).status).toBe(201);

  await alice.api.send('POST', `${await memberPath(bob)}/suspend`, { note: 'Back in spring.' });
  const refused = await invite();
  expect([refused.status, refused.body.code], 'the very next request').toEqual([403, 'suspended']);
  await expect(suspendedPage(bob.page)).toBeVisible({ timeout: 5000 });
  await expect(bob.page.getByText('Back in spring.')).toBeVisible();
  await expect(row(bob.page, 'Alice Adams')).toBeHidden();
  await until(() => stream.ended, 1000, () => stream.text);
  expect(stream.text).toContain('"because":"suspended"');
  expect((await openStream(product, bob, alice.organizationId)).status).toBe(403);

  await alice.api.send('POST', `${await memberPath(bob)}/reinstate`);
  await expect(row(bob.page, 'Alice Adams')).toBeVisible({ timeout: 30_000 });
  expect((await invite()).status).toBe(201);
});

test('D11 a tab that hears nothing any more learns of the suspension from its next click', async ({ browser }) => {
  const carol = await colleague(browser, 'Carol', true);
  await carol.page.route('**/events', (route) => route.abort());
  await openMembers(carol);
  const add = carol.page.getByRole('region', { name: 'Add member' });
  await add.getByLabel('E-mail').fill('accomplice@example.org');
  await alice.api.send('POST', `${await memberPath(carol)}/suspend`, {});
  await add.getByRole('button', { name: 'Add' }).click();
  await expect(suspendedPage(carol.page)).toBeVisible({ timeout: 5000 });
  const { items } = await alice.api.get<{ items: { email: string }[] }>(ofAlices('/invitations'));
  expect(items.map(({ email }) => email)).not.toContain('accomplice@example.org');
});

type MadeKey = { id: string; secret: string };

test('M12 the API keys of who is removed are dead with their next request, except the one that the remover kept', async ({ browser }) => {
  const dan = await colleague(browser, 'Dan', true);
  const make = (by: Citizen, body: object) => by.api.send<MadeKey>('POST', ofAlices('/api-keys'), { scopes: ['read', 'members'], ...body });
  const forOrganization = { kind: 'organization', role: 'administrator' };
  const personal = await make(dan, { kind: 'personal', name: 'laptop' });
  const forgotten = await make(dan, { ...forOrganization, name: 'old dashboard' });
  const kept = await make(dan, { ...forOrganization, name: 'nightly export' });
  const alices = await make(alice, { ...forOrganization, name: 'of the owner' });
  const ask = async ({ secret }: MadeKey) => (await fetch(`${product.url}/api/v1${ofAlices('/members')}`, { headers: { authorization: `Bearer ${secret}` } })).status;
  const all = () => Promise.all([personal, forgotten, kept, alices].map(ask));
  expect(await all()).toEqual([200, 200, 200, 200]);
  const stream = await fetch(`${product.url}/api/v1${ofAlices('/events')}`, { headers: { authorization: `Bearer ${personal.secret}` } });
  const rest = stream.ok ? stream.text() : Promise.resolve('');

  await alice.api.send('DELETE', await memberPath(dan), { keepKeys: [kept.id] });
  expect(await all()).toEqual([401, 401, 200, 200]);
  await rest; // an open stream ends, too
  const invited = await fetch(`${product.url}/api/v1${ofAlices('/invitations')}`, {
    method: 'POST', headers: { authorization: `Bearer ${kept.secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ email: 'x@example.org', administrator: true }),
  });
  expect(invited.status, 'a key invites nobody as administrator').toBe(403);
});

test('D03 an inviter who copies the link can register the invited address, but neither confirm nor accept for it', async ({ browser }) => {
  const erin = await newPerson(browser, product, { givenName: 'Erin', familyName: 'Evans', email: 'erin@example.org' });
  const { id } = await alice.api.send<{ id: string }>('POST', ofAlices('/invitations'), { email: erin.email, administrator: true });
  const { link } = await alice.api.send<{ link: string }>('POST', ofAlices(`/invitations/${id}/link`));
  const inviter = await newPerson(browser, product, { givenName: 'Alice', familyName: 'Elsewhere', email: erin.email });
  const { page } = inviter;
  const registersFrom = async (person: Person) => {
    await person.page.getByLabel('Given name').fill(person.givenName);
    await person.page.getByLabel('Family name').fill(person.familyName);
    await expect(person.page.getByLabel('E-mail')).toHaveValue(erin.email);
    await person.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await person.page.getByRole('button', { name: 'Register', exact: true }).click();
  };
  await page.goto(link);
  await page.getByRole('button', { name: 'Register' }).click();
  await registersFrom(inviter);
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  const answer = await alice.api.ask('POST', `/api/v1/invitations/${id}/accept`);
  expect(answer.status, 'with the inviter’s own account').toBe(404);
  await expect(signInQuietly(inviter, product), 'with the account that nobody confirmed').rejects.toThrow('403');
  expect((await apiOf(inviter, product).ask('POST', `/api/v1/invitations/${id}/accept`)).status, 'from the browser that registered').toBe(401);
  const before = await alice.api.get<{ items: { email: string }[] }>(ofAlices('/members'));
  expect(before.items.map(({ email }) => email)).not.toContain(erin.email);

  // Whoever reads the mailbox is Erin, and does not let the stranger's password live.
  await erin.page.goto(await findLink(product.mailboxUrl, erin.email, /http\S+\/verify#\S+/));
  await erin.page.getByRole('button', { name: /Confirm/ }).click();
  await expect(erin.page.getByText('This is not the browser you registered with')).toBeVisible();
  await erin.page.goto('/forgot-password');
  await erin.page.getByLabel('E-mail').fill(erin.email);
  await erin.page.getByRole('button', { name: 'Send the mail' }).click();
  await erin.page.goto(await findLink(product.mailboxUrl, erin.email, /http\S+\/reset-password#\S+/));
  await erin.page.getByRole('textbox', { name: 'New password' }).fill('nine loud badgers whistle');
  await erin.page.getByRole('button', { name: 'Set the password' }).click();
  await expect(erin.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await erin.page.getByLabel('E-mail').fill(erin.email);
  await erin.page.getByRole('textbox', { name: 'Password' }).fill('nine loud badgers whistle');
  await erin.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(erin.page.getByRole('article', { name: "Invitation to Alice's organization" })).toBeVisible();
  await expect(signInQuietly(inviter, product), 'with the inviter’s password').rejects.toThrow('401');
  await erin.page.getByRole('button', { name: 'Accept' }).click();
  await expect(erin.page).toHaveURL(new RegExp(`/o/${alice.slug}/`));
  const after = await alice.api.get<{ items: { email: string; role: string }[] }>(ofAlices('/members'));
  expect(after.items.find(({ email }) => email === erin.email)).toMatchObject({ role: 'administrator' });
});

test('D02 an offer of ownership is answered by whom it was made to, and by nobody else', async ({ browser }) => {
  const [frank, grace] = [await colleague(browser, 'Frank'), await colleague(browser, 'Grace', true)];
  const outsider = await citizenOf(browser, product, { givenName: 'Mallory', familyName: 'Tester', email: 'mallory@example.org' });
  const offer = async () => (await alice.api.send<{ id: string }>('POST', ofAlices('/ownership-offers'), { memberId: await memberIdOf(alice.api, alice.organizationId, frank.email) })).id;
  const first = await offer();
  const answer = async ({ api }: Citizen, verb: 'accept' | 'decline', id: string) => (await api.ask('POST', `/api/v1${ofAlices(`/ownership-offers/${id}/${verb}`)}`)).status;
  for (const verb of ['accept', 'decline'] as const) {
    expect([await answer(grace, verb, first), await answer(alice, verb, first), await answer(outsider, verb, first)], verb).toEqual([403, 403, 404]);
  }
  await openMembers(grace);
  await expect(grace.page.getByRole('region', { name: 'Offer of ownership' })).toContainText('Frank Tester');
  await expect(grace.page.getByRole('button', { name: 'Accept the ownership' })).toHaveCount(0);

  expect(await answer(frank, 'decline', first)).toBe(204);
  const second = await offer();
  expect([404, 409], 'an offer that has ended').toContain(await answer(frank, 'accept', first));
  await openMembers(frank);
  await frank.page.getByRole('button', { name: 'Accept the ownership' }).click();
  await expect(frank.page.getByRole('region', { name: 'Offer of ownership' })).toBeHidden();
  expect([404, 409], 'twice').toContain(await answer(frank, 'accept', second));
  const roleOf = async ({ api }: Citizen) => (await api.get<Self>('/me')).organizations.find(({ id }) => id === alice.organizationId)?.role;
  expect([await roleOf(frank), await roleOf(alice), await roleOf(grace)]).toEqual(['owner', 'administrator', 'administrator']);
});

test('a session that was ended in another browser shows nothing more, and its cookie is worth nothing', async ({ browser }) => {
  const heidi = await newPerson(browser, product, { givenName: 'Heidi', familyName: 'Hart', email: 'heidi@example.org' });
  const { api, id, slug } = await registerQuietly(heidi, product);
  const thief = await newPerson(browser, product, heidi);
  await signIn(thief);
  await thief.page.goto(`/o/${slug}/members`);
  await expect(row(thief.page, 'Heidi Hart')).toBeVisible();
  const cookies = await thief.context.cookies(product.url);
  const stream = await openStream(product, thief, id);

  const { items } = await api.get<{ items: { id: string; current: boolean }[] }>('/me/sessions');
  await api.send('DELETE', `/me/sessions/${items.find(({ current }) => !current)!.id}`);
  await expect(thief.page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 5000 });
  await until(() => stream.ended, 1000, () => stream.text);
  expect(stream.text).toContain('"because":"signed-out"');
  await thief.page.goBack();
  await expect(thief.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(row(thief.page, 'Heidi Hart')).toBeHidden();

  const again = await newPerson(browser, product, heidi);
  await again.context.addCookies(cookies);
  await again.page.goto(`/o/${slug}/members`);
  await expect(again.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect((await again.context.request.get(`${product.url}/api/v1/me`)).status()).toBe(401);
  await api.get('/me'); // the browser that ended it stays
});
