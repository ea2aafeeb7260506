/** Every page and dialog, filled with what people really have, at 1440 and 390 pixels, light and dark. */
import { expect, test, type Page } from '@playwright/test';
import { join, registerQuietly } from '../support/api.ts';
import { authenticatorApp } from '../support/authenticator.ts';
import { foundCompany, type Company } from '../support/company.ts';
import { lookerAt, type Looker } from '../support/looking.ts';
import { findLink } from '../support/mailbox.ts';
import { card, newPerson, openTab, password, signIn } from '../support/person.ts';
import { startProduct, type Product } from '../support/product.ts';
import { memberIdOf } from '../support/team.ts';

let product: Product;
let company: Company;

test.describe.configure({ timeout: 600_000 });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  product = await startProduct();
  company = await foundCompany(browser, product);
});
test.afterAll(async () => {
  company?.release();
  await product?.dispose();
});

const heading = (page: Page, name: string | RegExp, level = 1) => expect(page.getByRole('heading', { name, level }).first()).toBeVisible();

type Visit = { place: string; screen: string; shows: string | RegExp };

async function visit(page: Page, { look }: Looker, { place, screen, shows }: Visit): Promise<void> {
  await test.step(screen, async () => {
    await page.goto(place);
    await heading(page, shows);
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await look(screen);
  });
}

const secret = 'x'.repeat(43);

test('pages for people who are not signed in', async ({ browser }) => {
  const stranger = await newPerson(browser, product, { givenName: 'Sam', familyName: 'Stone', email: 'sam@example.org' });
  const { page } = stranger;
  const looker = lookerAt(page);
  const { api, organizationId } = company.owner;
  const withdrawn = await api.send<{ id: string }>('POST', `/organizations/${organizationId}/invitations`, { email: 'withdrawn@example.org', administrator: false });
  const closed = await findLink(product.mailboxUrl, 'withdrawn@example.org', /\/invitation#\S+/);
  await api.send('DELETE', `/organizations/${organizationId}/invitations/${withdrawn.id}`);
  const fresh = await findLink(product.mailboxUrl, 'somebody-new@example.org', /\/invitation#\S+/);
  const known = await findLink(product.mailboxUrl, company.guest.email, /\/invitation#\S+/);
  const visits: Visit[] = [
    { place: '/sign-in', screen: 'sign-in', shows: 'Sign in' },
    { place: '/register', screen: 'register', shows: 'Register' },
    { place: `/check-mail?email=${'very-long-mailbox-name.'.repeat(3)}@example.org`, screen: 'check-mail', shows: 'Check your mail' },
    { place: '/verify', screen: 'verify-incomplete', shows: 'This link is not complete' },
    { place: `/verify#${secret}`, screen: 'verify', shows: 'Confirm your address' },
    { place: '/forgot-password', screen: 'forgot-password', shows: 'Forgot your password?' },
    { place: `/reset-password#${secret}`, screen: 'reset-password', shows: 'Choose a new password' },
    { place: fresh, screen: 'invitation-new', shows: /^Join/ },
    { place: known, screen: 'invitation-known', shows: /^Join/ },
    { place: closed, screen: 'invitation-closed', shows: 'This invitation is no longer open' },
    { place: `/invitation#${secret}`, screen: 'invitation-unknown', shows: 'This link leads to no invitation' },
    { place: '/help/roles', screen: 'help-roles', shows: /.+/ },
    { place: '/nowhere', screen: 'not-found', shows: /.+/ },
    { place: '/api/v1/docs', screen: 'api-docs', shows: /.+/ },
    { place: product.mailboxUrl, screen: 'mailbox', shows: 'Mailbox' },
  ];
  for (const one of visits) {
    await page.goto('about:blank'); // an address that differs in its fragment alone would not be loaded
    await visit(page, looker, one);
  }
  await page.getByRole('link', { name: /invites you/ }).first().click();
  await heading(page, /invites you/);
  await looker.look('mailbox-letter');

  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(stranger.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await looker.look('sign-in-refused');
  await page.goto('/register');
  await page.getByLabel('Given name').fill('Sam');
  await page.getByLabel('Family name').fill('Stone');
  await page.getByLabel('E-mail').fill(stranger.email);
  await page.getByRole('textbox', { name: 'Password' }).fill('password12');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByText(/easy to guess|common|guess/i).first()).toBeVisible();
  await looker.look('register-refused');
  await stranger.context.close();
});

test('the dashboard of an owner: cards, tabs, dialogs, wizard, settings', async () => {
  const { owner, clusters } = company;
  const { page, slug } = owner;
  const looker = lookerAt(page);
  const at = (place: string) => `/o/${slug}/${place}`;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(at('clusters'));
  await expect(card(page, clusters.running.name)).toBeVisible();
  await looker.look('clusters');
  for (const tab of ['Services', 'Users', 'Details'] as const) {
    for (const { name } of Object.values(clusters)) await openTab(page, name, tab);
    await expect(page.getByRole('tabpanel', { name: tab })).toHaveCount(4);
    await looker.look(`clusters-${tab.toLowerCase()}`);
  }
  await (await openTab(page, 'legacy', 'General')).getByRole('button', { name: 'Show password' }).click();
  await expect(card(page, 'legacy').getByRole('button', { name: 'Hide password' })).toBeVisible();
  await looker.look('cluster-password');
  await card(page, clusters.failed.name).getByRole('button', { name: 'Terminate' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await looker.look('terminate-dialog');
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: /^Organization:/ }).click();
  await expect(page.getByRole('menuitem', { name: 'New organization' })).toBeVisible();
  await looker.look('organization-menu');
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await looker.look('new-organization-dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /account menu/ }).click();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
  await looker.look('account-menu');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await looker.look('drawer');
  await page.keyboard.press('Escape');

  await makeKeys();
  for (const [place, shows] of [['members', 'Members'], ['usage', 'Usage'], ['settings/cloud-accounts', 'Cloud Accounts'], ['settings/organization', 'Organization'], ['settings/profile', 'Profile'], ['settings/api-keys', 'API keys'], ['settings/audit-log', 'Audit log'], ['settings/security', 'Security']] as const) {
    await visit(page, looker, { place: at(place), screen: place.replace('/', '-'), shows });
  }
  await page.goto(at('members'));
  await page.getByRole('button', { name: 'Remove Bob Brown' }).click();
  await expect(page.getByRole('dialog')).toContainText(clusters.running.name);
  await looker.look('remove-member-dialog');
});

/** With a name as long as may be, of both kinds, working and ended. */
async function makeKeys(): Promise<void> {
  const { owner, member } = company;
  const place = `/organizations/${owner.organizationId}/api-keys`;
  await owner.api.send('POST', place, { kind: 'organization', role: 'administrator', name: 'Nightly export of the features to the archive in the north', scopes: ['read', 'clusters', 'members', 'cloud-accounts'] });
  const { id } = await owner.api.send<{ id: string }>('POST', place, { kind: 'organization', role: 'member', name: 'deploy', scopes: ['read'] });
  await owner.api.send('DELETE', `${place}/${id}`);
  await member.api.send('POST', place, { kind: 'personal', name: 'averylongnamewithoutanyspaceinitwhichhastobebrokensomewhere1', scopes: ['read'] });
}

test('the wizard, step by step', async () => {
  const { page, slug } = company.owner;
  const looker = lookerAt(page);
  await page.goto(`/o/${slug}/clusters/new`);
  await expect(page.getByLabel('Name')).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await looker.look('wizard-1-refused');
  await page.getByLabel('Name').fill('experiments');
  for (const step of ['2-account', '3-version', '4-users', '5-review']) {
    await page.getByRole('button', { name: 'Next' }).click();
    await looker.look(`wizard-${step}`);
  }
  await expect(page.getByRole('button', { name: 'Create', exact: true })).toBeVisible();
});

test('the dashboard of an ordinary member says why what is not his to do is not', async () => {
  const { member, owner } = company;
  const looker = lookerAt(member.page);
  await visit(member.page, looker, { place: `/o/${owner.slug}/members`, screen: 'member-members', shows: 'Members' });
  await member.page.goto(`/o/${owner.slug}/clusters`);
  await openTab(member.page, 'prod', 'Services');
  await looker.look('member-services');
  await visit(member.page, looker, { place: `/o/${owner.slug}/settings/cloud-accounts`, screen: 'member-cloud-accounts', shows: 'Cloud Accounts' });
  await visit(member.page, looker, { place: `/o/${owner.slug}/settings/organization`, screen: 'member-organization', shows: 'Organization' });
  await visit(member.page, looker, { place: `/o/${owner.slug}/settings/api-keys`, screen: 'member-api-keys', shows: 'API keys' });
  await visit(member.page, looker, { place: `/o/${owner.slug}/settings/audit-log`, screen: 'member-audit-log', shows: 'Audit log' });
});

test('an offer of ownership, to who makes it and to whom it is made', async () => {
  const { owner, member } = company;
  const place = `/organizations/${owner.organizationId}/ownership-offers`;
  const { id } = await owner.api.send<{ id: string }>('POST', place, { memberId: await memberIdOf(owner.api, owner.organizationId, member.email) });
  const [ofOwner, ofMember] = [lookerAt(owner.page), lookerAt(member.page)];
  await visit(owner.page, ofOwner, { place: `/o/${owner.slug}/members`, screen: 'offer-made-members', shows: 'Members' });
  await visit(owner.page, ofOwner, { place: `/o/${owner.slug}/settings/organization`, screen: 'offer-made-organization', shows: 'Organization' });
  await visit(member.page, ofMember, { place: `/o/${owner.slug}/clusters`, screen: 'offer-received-clusters', shows: 'Clusters' });
  await expect(member.page.getByRole('button', { name: 'Accept the ownership' })).toBeVisible();
  await visit(member.page, ofMember, { place: `/o/${owner.slug}/settings/organization`, screen: 'offer-received-organization', shows: 'Organization' });
  await owner.api.send('DELETE', `${place}/${id}`);
});

test('the second step of signing in, and the page on which it is switched on', async ({ browser }) => {
  const person = await newPerson(browser, product, { givenName: 'Tove', familyName: 'Two-Steps', email: `${'a-very-long-mailbox-name.'.repeat(2)}of.tove@example.org` });
  const { page } = person;
  const { api, slug } = await registerQuietly(person, product);
  const { secret: appSecret } = await api.send<{ secret: string }>('POST', '/me/authenticator', { password });
  const looker = lookerAt(page);
  await visit(page, looker, { place: `/o/${slug}/settings/security`, screen: 'security-two-steps-begun', shows: 'Security' });
  await api.send('POST', '/me/authenticator/confirm', { code: await authenticatorApp(appSecret).nextCode() });
  await visit(page, looker, { place: `/o/${slug}/settings/security`, screen: 'security-two-steps', shows: 'Security' });
  await person.context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, 'One more step');
  await looker.look('second-step');
  await page.getByLabel('Code of your authenticator app').fill('000000');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await looker.look('second-step-refused');
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await expect(page.getByRole('textbox', { name: 'Recovery code' })).toBeFocused();
  await looker.look('second-step-recovery');
  await person.context.close();
});

test('somebody new: the empty dashboard, an invitation, a wrong account, a place that is gone', async () => {
  const { guest } = company;
  const { page } = guest;
  const looker = lookerAt(page);
  await guest.api.send('PATCH', '/me', { welcomeClosed: false });
  await visit(page, looker, { place: `/o/${guest.slug}/clusters`, screen: 'clusters-empty', shows: 'Clusters' });
  await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible();
  for (const place of ['members', 'usage', 'settings/cloud-accounts', 'clusters/new']) {
    await visit(page, looker, { place: `/o/${guest.slug}/${place}`, screen: `empty-${place.replace('/', '-')}`, shows: /.+/ });
  }
  await visit(page, looker, { place: await findLink(product.mailboxUrl, guest.email, /\/invitation#\S+/), screen: 'invitation-yours', shows: /^Join/ });
  const wrong = await findLink(product.mailboxUrl, 'somebody-new@example.org', /\/invitation#\S+/);
  await page.goto('about:blank');
  await visit(page, looker, { place: wrong, screen: 'invitation-wrong-account', shows: /^Join/ });
  await visit(page, looker, { place: '/o/an-organization-of-others/clusters', screen: 'gone', shows: 'There is no such organization here' });
});

test('doors that closed: suspended, signed out elsewhere, an organization that was deleted while one looked at it', async ({ browser }) => {
  const { owner, guest } = company;
  const { page } = guest;
  const looker = lookerAt(page);
  const name = 'A Short-Lived Working Group on Something With a Very Long Name';
  const brief = await owner.api.send<{ id: string; slug: string }>('POST', '/organizations', { name });
  await join(owner.api, brief.id, guest);
  await visit(page, looker, { place: `/o/${brief.slug}/members`, screen: 'brief-members', shows: 'Members' });
  const memberId = await memberIdOf(owner.api, brief.id, guest.email);
  await owner.api.send('POST', `/organizations/${brief.id}/members/${memberId}/suspend`, { note: 'We found your key in a public place. Call Alice, +47 55 55 55 55, and change https://example.org/a/very/long/address/that/has/to/be/broken/somewhere/or/the/page/scrolls first.' });
  await heading(page, /is suspended/);
  await looker.look('suspended');
  await owner.api.send('POST', `/organizations/${brief.id}/members/${memberId}/reinstate`);
  await heading(page, /^Members$/);
  await owner.api.send('DELETE', `/organizations/${brief.id}`, { name });
  await heading(page, `${name} was deleted`);
  await expect(page.getByText('Alice Adams deleted this organization')).toBeVisible();
  await looker.look('deleted-meanwhile');

  const again = await newPerson(browser, product, guest);
  await signIn(again);
  const { items } = await guest.api.get<{ items: { id: string; current: boolean }[] }>('/me/sessions');
  await guest.api.send('DELETE', `/me/sessions/${items.find(({ current }) => !current)!.id}`);
  await heading(again.page, 'Sign in');
  await lookerAt(again.page).look('signed-out-elsewhere');
  await again.context.close();
});

test('the page of a cluster itself', async () => {
  const { owner, member, clusters } = company;
  const looker = lookerAt(owner.page);
  await visit(owner.page, looker, { place: `${clusters.running.url}/autoOauth`, screen: 'cluster-home', shows: clusters.running.name });
  await owner.page.getByLabel('Name of a new key').fill('notebook');
  await owner.page.getByRole('button', { name: 'Create key' }).click();
  await expect(owner.page.getByText('Copy it now')).toBeVisible();
  await looker.look('cluster-new-key');
  const ofMember = lookerAt(member.page);
  await visit(member.page, ofMember, { place: clusters.unmanaged.url, screen: 'cluster-sign-in', shows: clusters.unmanaged.name });
});
