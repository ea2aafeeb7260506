/** The members page and what belongs to it, in every state that people meet: used, checked with axe, and kept as pictures. */
import { expect, test, type Page } from '@playwright/test';
import { apiOf, type Api } from '../support/api.ts';
import { addMembers, expireInvitation, limitSeats } from '../support/database.ts';
import { lookerAt } from '../support/looking.ts';
import { startProduct, type Product } from '../support/product.ts';
import { foundTeam, inviteSome, memberIdOf, type Team } from '../support/team.ts';

let product: Product;
let team: Team;

test.describe.configure({ mode: 'serial', timeout: 600_000 });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  product = await startProduct();
  team = await foundTeam(browser, product);
});
test.afterAll(() => product?.dispose());

const wide = { width: 1440, height: 900 };

/** Looks at the page as it stands, and gives the window its size back. */
function eyesOn(page: Page) {
  const looker = lookerAt(page);
  return async (screen: string): Promise<void> => {
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    await looker.look(`members/${screen}`);
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: 'light' });
  };
}

const row = (page: Page, name: string) => page.getByRole('row', { name, exact: true });
const dialogOf = (page: Page) => page.getByRole('dialog');
const cancel = (page: Page) => dialogOf(page).getByRole('button', { name: 'Cancel' });
const members = (page: Page) => page.getByRole('region', { name: 'Members', exact: true });

async function open(page: Page, place: string): Promise<void> {
  await page.setViewportSize(wide);
  await page.goto(`/o/${team.owner.slug}/${place}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}

/** Nothing is cut off or scrolls sideways on the narrowest of phones. */
async function expectNarrow(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `how far ${what} scrolls sideways at 320 pixels`).toBeLessThanOrEqual(0);
  const small = await page.getByRole('main').evaluate((main) => [...main.querySelectorAll('button, a[href], input[type=checkbox]')].flatMap((element) => {
    const { width, height } = element.getBoundingClientRect();
    const isInText = element.tagName === 'A' && getComputedStyle(element).display === 'inline';
    return width > 0 && !isInText && (width < 20 || height < 20) ? [`${element.outerHTML.slice(0, 80)} ${width}x${height}`] : [];
  }));
  expect.soft(small, `targets of ${what} that are small`).toEqual([]);
  await page.setViewportSize(wide);
}

async function choose(page: Page, name: string, deed: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${name}` }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${deed}`) }).click();
}

test('what is still being read has its place already, and nothing moves when it comes', async () => {
  const { page } = team.owner;
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/members\?/, async (route) => {
    await held;
    await route.continue();
  });
  await page.setViewportSize(wide);
  await page.goto(`/o/${team.owner.slug}/members`);
  await expect(members(page).locator('.mantine-Skeleton-root').first()).toBeVisible();
  await lookerAt(page).look('members/being-read');
  release();
  await expect(row(page, 'Bob Brown')).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  await page.unroute(/\/members\?/);
});

test('the list: searched, filtered and sorted by its address, so that a link and the back button show the same', async () => {
  const { page } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members');
  await expect(row(page, 'Bob Brown')).toBeVisible();
  await look('list');
  await expectNarrow(page, 'the list');

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: /Search members/ })).toBeFocused();
  await page.keyboard.type('clark');
  await expect(row(page, 'Bob Brown')).toBeHidden();
  await expect(row(page, 'Carol Clark')).toBeVisible();
  await expect(page).toHaveURL(/q=clark/);
  await look('search');
  await page.getByRole('searchbox').fill('nobody is called so');
  await expect(page.getByText('No member matches')).toBeVisible();
  await look('no-match');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(row(page, 'Bob Brown')).toBeVisible();

  await page.getByRole('button', { name: 'Administrators', exact: true }).click();
  await expect(row(page, 'Bob Brown')).toBeHidden();
  await page.getByRole('button', { name: 'Suspended', exact: true }).click();
  await expect(page).toHaveURL(/role=administrator&status=suspended/);
  await page.goBack();
  await expect(page).toHaveURL(/role=administrator$/);
  await expect(row(page, 'Carol Clark')).toBeVisible();
  await look('filtered');
  await page.goBack();
  await expect(row(page, 'Bob Brown')).toBeVisible();

  const names = () => members(page).getByRole('rowheader').allTextContents();
  await page.getByRole('button', { name: 'Joined' }).click();
  await expect(page.getByRole('columnheader', { name: 'Joined' })).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(async () => (await names())[0]).toContain('Alice Adams');
  await page.getByRole('button', { name: 'Joined' }).click();
  await expect(page.getByRole('columnheader', { name: 'Joined' })).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(async () => (await names())[0]).toContain('Ng O');
  const shared = page.url();
  await page.goto('about:blank');
  await page.goto(shared);
  await expect.poll(async () => (await names())[0]).toContain('Ng O');
});

test('M17 D06 D11 dialogs name the person and what follows on each cluster; what can be taken back can be undone', async () => {
  const { page, api, organizationId } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members');
  await page.getByRole('button', { name: 'More about Bob Brown' }).click();
  await expect(page.getByRole('menuitem', { name: /Suspend/ })).toBeVisible();
  await look('menu');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Remove Bob Brown' }).click();
  await expect(dialogOf(page)).toContainText('prod');
  await expect(dialogOf(page)).toContainText('fraud detection');
  await expect(cancel(page)).toBeFocused();
  await look('dialog-remove');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Remove Bob Brown' })).toBeFocused();

  await choose(page, 'Bob Brown', 'Suspend…');
  await expect(dialogOf(page)).toContainText('prod');
  await dialogOf(page).getByLabel(/Note to Bob/).fill('Back in spring.');
  await look('dialog-suspend');
  await dialogOf(page).getByRole('button', { name: 'Suspend Bob Brown' }).click();
  await expect(row(page, 'Bob Brown')).toContainText('Suspended');
  await page.getByRole('button', { name: 'Undo' }).hover(); // it stays while somebody points at it
  await look('undo');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Bob Brown')).not.toContainText('Suspended');

  const keys = `/organizations/${organizationId}/api-keys`;
  const keysOfCarol = apiOf(team.administrator, product);
  for (const name of ['Nightly export', 'Old dashboard']) await keysOfCarol.send('POST', keys, { kind: 'organization', role: 'member', name, scopes: ['read'] });
  await page.getByRole('checkbox', { name: 'Admin: Carol Clark' }).uncheck();
  await page.getByRole('button', { name: 'Update Carol Clark' }).click();
  await expect(dialogOf(page)).toContainText('prod');
  await expect(cancel(page)).toBeFocused();
  await dialogOf(page).getByRole('checkbox', { name: 'Keep Nightly export for 24 hours' }).check();
  await look('dialog-demote');
  await dialogOf(page).getByRole('button', { name: 'Make Carol Clark an ordinary member' }).click();
  await expect(row(page, 'Carol Clark')).toContainText('Member');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Carol Clark')).toContainText('Administrator');
  await expect(page.getByRole('checkbox', { name: 'Admin: Carol Clark' })).toBeChecked();
  const { items } = await api.get<{ items: { name: string; state: string }[] }>(keys);
  expect(items.find(({ name }) => name === 'Old dashboard')?.state ?? 'revoked').toBe('revoked');
  expect(items.find(({ name }) => name === 'Nightly export')?.state).toBe('active');

  await choose(page, 'Dan Dale', 'Reinstate');
  await look('dialog-reinstate');
  await page.keyboard.press('Escape');
});

test('many at once: the owner and oneself cannot be chosen, and each one’s result is told', async () => {
  const { page, api, organizationId } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members');
  await expect(page.getByRole('checkbox', { name: /Select Alice Adams: The owner cannot/ })).toHaveAttribute('aria-disabled', 'true');
  for (const name of ['Bob Brown', 'Dan Dale', 'Ng O']) await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  await expect(page.getByText('3 selected:')).toBeVisible();
  await look('bulk-bar');
  await page.getByRole('button', { name: 'Suspend…' }).click();
  await expect(dialogOf(page)).toContainText('Ng O');
  await look('bulk-dialog');
  await dialogOf(page).getByRole('button', { name: 'Suspend 3 members' }).click();
  await expect(dialogOf(page).getByRole('list', { name: 'Results' })).toContainText('Dan Dale');
  await look('bulk-results');
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click();
  await expect(row(page, 'Ng O')).toContainText('Suspended');
  for (const email of ['bob@example.org', 'ng@example.org']) await api.send('POST', `/organizations/${organizationId}/members/${await memberIdOf(api, organizationId, email)}/reinstate`);
  await expect(row(page, 'Bob Brown')).not.toContainText('Suspended'); // by the live stream
});

test('M09 D03 pending: waiting, expired and undelivered; a link to copy; withdrawing asks first', async () => {
  const { page, organizationId } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members?tab=pending');
  await expect(page.getByText('Nobody is invited at the moment')).toBeVisible();
  await look('pending-none');
  await inviteSome(team);
  await expireInvitation(product, organizationId, 'nora@example.org');
  await page.reload();
  await expect(row(page, 'nora@example.org')).toContainText('Expired');
  await expect(row(page, 'typo+rejected@example.org')).toContainText('could not be delivered');
  await look('pending');
  await expectNarrow(page, 'the pending invitations');
  await page.getByRole('button', { name: 'Expired', exact: true }).click();
  await expect(row(page, 'slow+delayed@example.org')).toBeHidden();
  await expect(page).toHaveURL(/state=expired/);
  await page.getByRole('button', { name: 'Expired', exact: true }).click();

  await page.getByRole('button', { name: 'Copy link for slow+delayed@example.org' }).click();
  await expect(dialogOf(page).getByRole('textbox', { name: 'Link' })).toHaveValue(/\/invitation#\S{43}/);
  await expect(dialogOf(page)).toContainText('does not prove the address');
  await look('dialog-copy-link');
  const copied = await dialogOf(page).getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  const stranger = await page.context().browser()!.newContext({ baseURL: product.url });
  const elsewhere = await stranger.newPage();
  await elsewhere.goto(copied);
  await expect(elsewhere.getByText('proves no address')).toBeVisible();
  await eyesOn(elsewhere)('copied-link');
  await stranger.close();

  await page.getByRole('button', { name: 'Remove the invitation to typo+rejected@example.org' }).click();
  await expect(cancel(page)).toBeFocused();
  await look('dialog-withdraw');
  await dialogOf(page).getByRole('button', { name: /^Withdraw/ }).click();
  await expect(row(page, 'typo+rejected@example.org')).toBeHidden();
  for (const email of ['nora@example.org', 'slow+delayed@example.org']) await page.getByRole('checkbox', { name: `Select ${email}` }).check();
  await page.getByRole('button', { name: 'Re-send', exact: true }).last().click();
  await expect(dialogOf(page).getByRole('list', { name: 'Results' })).toContainText('nora@example.org');
  await look('pending-resent');
  await dialogOf(page).getByRole('button', { name: 'Close' }).last().click();
});

test('M07 invite several: from a table, with what is wrong kept and said, and no more than there are seats', async () => {
  const { page, api, organizationId } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members');
  const dialog = page.getByRole('dialog', { name: 'Invite several people' });
  await page.getByRole('button', { name: 'Invite several…' }).click();
  await expect(dialog.getByLabel('E-mail addresses')).toBeFocused();
  await look('invite-several-empty');
  await dialog.getByLabel('E-mail addresses').fill('Name;Mail\n"Lovelace, Ada";ada@example.org\nGrace;grace@example.org\nbob@example.org\nnot@an-address\nALICE@example.org');
  await dialog.getByRole('button', { name: 'Add to the list' }).click();
  await expect(dialog.getByText('This is not an e-mail address.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Admin: grace@example.org' }).check();
  await dialog.getByLabel('Message (optional)').fill('Welcome! The feature store is on “prod”.');
  await look('invite-several');
  await dialog.getByRole('button', { name: 'Invite 4 people' }).click();
  await expect(dialog.getByRole('list', { name: 'Results' })).toContainText('grace@example.org');
  await expect(dialog.getByRole('list', { name: 'People to invite' })).toContainText('bob@example.org'); // a member already
  await expect(dialog.getByRole('list', { name: 'People to invite' })).not.toContainText('ada@example.org');
  await look('invite-several-results');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  const { items } = await api.get<{ items: { email: string; role: string; message: string }[] }>(`/organizations/${organizationId}/invitations`);
  expect(items.find(({ email }) => email === 'grace@example.org')).toMatchObject({ role: 'administrator', message: 'Welcome! The feature store is on “prod”.' });

  await limitSeats(product, organizationId, 12);
  await open(page, 'members');
  await page.getByRole('button', { name: 'Invite several…' }).click();
  await dialog.getByLabel('E-mail addresses').fill('one@example.org two@example.org three@example.org');
  await dialog.getByRole('button', { name: 'Add to the list' }).click();
  await expect(dialog.getByText(/seat/).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Invite 3 people' }).click();
  await expect(dialog.getByRole('list', { name: 'People to invite' })).toContainText(/seat/i);
  await look('invite-several-no-seats');
  await page.keyboard.press('Escape');
  await limitSeats(product, organizationId, null);
});

test('M12 D07 former members: blocked counts where the cluster said so, and the rest says why and when', async () => {
  const { page } = team.owner;
  const look = eyesOn(page);
  await open(page, 'members?tab=former');
  await expect(row(page, 'Eve Evans')).toContainText(/blocked on 1 of 2/i);
  await expect(row(page, 'Eve Evans')).toContainText('fraud detection');
  // It is stopped, so nothing can be tried there; where one runs the same button does.
  await expect(page.getByRole('button', { name: 'Try now: fraud detection' })).toHaveAccessibleDescription(/^The cluster is stopped/);
  await look('former');
  await page.getByRole('link', { name: 'fraud detection' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Users' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Users' }).getByRole('button', { name: 'Try now: fraud detection' })).toBeVisible();
});

/** The next change of a role waits on its way until somebody else was faster. */
const overtake = (page: Page, faster: () => Promise<void>) => page.route('**/members/*', async (route) => {
  await faster();
  await route.continue();
}, { times: 1 });

async function makeOrdinary(page: Page, name: string): Promise<void> {
  await page.getByRole('checkbox', { name: `Admin: ${name}` }).uncheck();
  await page.getByRole('button', { name: `Update ${name}` }).click();
  await dialogOf(page).getByRole('button', { name: `Make ${name} an ordinary member` }).click();
}

test('A.3 two people change a role at once: the second one is told who was faster and what it is now, and chooses', async () => {
  const { page } = team.owner;
  const carol = team.administrator.page;
  const look = eyesOn(page);
  await open(page, 'members');
  await open(carol, 'members');
  await overtake(page, async () => {
    await carol.getByRole('checkbox', { name: 'Admin: Bob Brown' }).check();
    await carol.getByRole('button', { name: 'Update Bob Brown' }).click();
    await expect(row(carol, 'Bob Brown')).toContainText('Administrator');
    await makeOrdinary(carol, 'Bob Brown');
    await expect(row(carol, 'Bob Brown').getByText('Member', { exact: true })).toBeVisible();
  });
  await page.getByRole('checkbox', { name: 'Admin: Bob Brown' }).check();
  await page.getByRole('button', { name: 'Update Bob Brown' }).click();
  await expect(row(page, 'Bob Brown').getByText(/Carol Clark changed this \d+ seconds? ago: now an ordinary member\./)).toBeVisible();
  await expect(row(page, 'Bob Brown')).toContainText('You ticked Admin.');
  await look('role-conflict');
  await row(page, 'Bob Brown').getByRole('button', { name: 'Apply mine' }).click();
  await expect(row(page, 'Bob Brown').getByText('Administrator', { exact: true })).toBeVisible();
  await expect(row(carol, 'Bob Brown').getByText('Administrator', { exact: true })).toBeVisible(); // by the live stream

  await overtake(page, async () => {
    await makeOrdinary(carol, 'Bob Brown');
    await expect(row(carol, 'Bob Brown').getByText('Member', { exact: true })).toBeVisible();
  });
  await makeOrdinary(page, 'Bob Brown');
  await expect(dialogOf(page).getByText(/Carol Clark changed this \d+ seconds? ago: now an ordinary member\./)).toBeVisible();
  await expect(dialogOf(page).getByRole('button', { name: 'Make Bob Brown an ordinary member' })).toBeDisabled();
  await look('dialog-demote-conflict');
  await dialogOf(page).getByRole('button', { name: 'Take the newer' }).click();
  await expect(dialogOf(page)).toBeHidden();
  await expect(row(page, 'Bob Brown').getByText('Member', { exact: true })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Admin: Bob Brown' })).not.toBeChecked();
});

test('A.3 two people change the permissions at once: the second one is told, sees both states, and chooses', async () => {
  const { page, api, organizationId } = team.owner;
  const look = eyesOn(page);
  const panel = page.getByRole('region', { name: 'Member permissions' });
  await open(page, 'members');
  await look('permissions');
  await panel.getByRole('checkbox', { name: /invite new members/ }).check();
  // Carol is faster by the time between the click and the server's word.
  await page.route('**/permissions', async (route) => {
    const { version } = await api.get<{ version: number }>(`/organizations/${organizationId}`);
    await change(apiOf(team.administrator, product), version);
    await route.continue();
  }, { times: 1 });
  await panel.getByRole('button', { name: 'Update' }).click();
  await expect(panel.getByText(/Carol Clark changed this \d+ seconds? ago/)).toBeVisible();
  await look('permissions-conflict');
  await panel.getByRole('button', { name: 'Take the newer' }).click();
  await expect(panel.getByRole('checkbox', { name: /open clusters ports/ })).toBeChecked();
  await expect(panel.getByRole('checkbox', { name: /invite new members/ })).not.toBeChecked();
  await expect(panel).toContainText('Carol Clark changed them last');
});

async function change(carol: Api, version: number): Promise<void> {
  const { status } = await carol.ask('PUT', `/api/v1/organizations/${team.owner.organizationId}/permissions`, {
    body: { membersCanInvite: false, membersCanCreateAndTerminate: true, membersCanOpenPorts: true },
    headers: { origin: product.url, 'content-type': 'application/json', 'if-match': `"${version}"` },
  });
  expect(status).toBe(200);
}

test('D02 the ownership is offered, shown to both, and withdrawn; leaving and deleting say what they mean', async () => {
  const { owner, member } = team;
  const look = eyesOn(owner.page);
  const lookAsMember = eyesOn(member.page);
  await open(owner.page, 'members');
  await choose(owner.page, 'Bob Brown', 'Offer ownership…');
  await expect(dialogOf(owner.page)).toContainText('You become an administrator');
  await look('dialog-offer');
  await dialogOf(owner.page).getByRole('button', { name: 'Offer the ownership to Bob Brown' }).click();
  await expect(owner.page.getByRole('region', { name: 'Offer of ownership' })).toBeVisible();
  await look('offer-given');
  await open(member.page, 'members');
  await expect(member.page.getByRole('button', { name: 'Accept the ownership' })).toBeVisible();
  await expect(members(member.page)).toContainText('ask Alice Adams');
  await lookAsMember('read-only-with-offer');
  await open(member.page, 'clusters'); // on the dashboard, too
  await expect(member.page.getByRole('button', { name: 'Accept the ownership' })).toBeVisible();
  await open(member.page, 'members');
  await owner.page.getByRole('button', { name: 'Withdraw the offer to Bob Brown' }).click();
  await expect(member.page.getByRole('button', { name: 'Accept the ownership' })).toBeHidden(); // by the live stream
  await lookAsMember('read-only');

  await open(member.page, 'settings/organization');
  await lookAsMember('settings-organization-member');
  await member.page.getByRole('button', { name: 'Leave organization…' }).click();
  await expect(dialogOf(member.page)).toContainText('prod');
  await lookAsMember('dialog-leave');
  await member.page.keyboard.press('Escape');
  await open(owner.page, 'settings/organization');
  await look('settings-organization');
  await owner.page.getByRole('button', { name: 'Delete organization…' }).click();
  await expect(dialogOf(owner.page)).toContainText('prod');
  await expect(dialogOf(owner.page).getByRole('button', { name: /^Delete/ })).toBeDisabled();
  await look('dialog-delete-in-the-way');
  await owner.page.keyboard.press('Escape');
});

test('alone in an organization, searching among many, deleting one by typing its name', async () => {
  const { page, api } = team.former;
  const look = eyesOn(page);
  for (const name of ['Acme Research', 'Blue Lake Analytics', 'Copper Valley', 'Data Commons', 'Eastern Grid', 'Fjord Forecasting', 'Green Meadow', 'Harbour Logistics']) await api.send('POST', '/organizations', { name });
  const { organizations } = await api.get<{ organizations: { slug: string; name: string }[] }>('/me');
  const acme = organizations.find(({ name }) => name === 'Acme Research')!;
  await page.goto(`/o/${acme.slug}/members`);
  await expect(page.getByText('You are alone here')).toBeVisible();
  await look('alone');
  await page.getByRole('button', { name: /^Organization:/ }).click();
  await page.getByRole('textbox', { name: 'Search your organizations' }).fill('fjord');
  await expect(dialogOf(page).getByRole('button', { name: /Fjord Forecasting/ })).toBeVisible();
  await expect(dialogOf(page).getByRole('button', { name: /Acme/ })).toBeHidden();
  await look('switcher');
  await page.keyboard.press('Escape');
  await page.goto(`/o/${acme.slug}/settings/organization`);
  await page.getByRole('button', { name: 'Delete organization…' }).click();
  const dialog = dialogOf(page);
  const remove = dialog.getByRole('button', { name: 'Delete Acme Research' });
  await expect(remove).toBeDisabled();
  await dialog.getByLabel(/Type Acme Research/).fill('Acme Research');
  await expect(remove).toBeEnabled();
  await look('dialog-delete');
  await remove.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Clusters' })).toBeVisible();
  await page.goto(`/o/${acme.slug}/members`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('There is no such organization here');
});

test('D11 a suspended member sees one page, with the note, and is back without reloading once reinstated', async () => {
  const { page } = team.suspended;
  const { api, organizationId, slug } = team.owner;
  const look = eyesOn(page);
  await page.goto(`/o/${slug}/clusters`);
  await expect(page.getByText('On leave until March')).toBeVisible();
  await look('suspended-page');
  await api.send('POST', `/organizations/${organizationId}/members/${await memberIdOf(api, organizationId, team.suspended.email)}/reinstate`);
  await expect(page.getByRole('heading', { level: 1, name: 'Clusters' })).toBeVisible({ timeout: 30_000 });
});

test('a hundred rows and more come page by page, and the focus stays where one works', async () => {
  const { page, organizationId, api } = team.owner;
  const look = eyesOn(page);
  await addMembers(product, organizationId, 250);
  await open(page, 'members');
  await expect(page.getByRole('tab', { name: /Members \(25\d\)/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show more members' }).click();
  await expect.poll(() => members(page).getByRole('rowheader').count()).toBe(100);
  await look('hundred-rows');
  await page.getByRole('searchbox').fill('person-249');
  await expect.poll(() => members(page).getByRole('rowheader').count()).toBe(1);
  await page.getByRole('searchbox').fill('no. 24');
  await expect.poll(() => members(page).getByRole('rowheader').count()).toBe(11);
  await page.getByRole('button', { name: 'Remove Person No. 241' }).click();
  await dialogOf(page).getByRole('button', { name: 'Remove Person No. 241' }).click();
  await expect(row(page, 'Person No. 241')).toBeHidden();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-label'))).toBe('Person No. 242'); // the next row
  expect((await api.get<{ total: number }>(`/organizations/${organizationId}/members`)).total).toBeGreaterThan(250);
});
