/** What an administrator does with the audit log: reads it, follows it, filters it, takes it along, and checks it. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { join } from '../support/api.ts';
import { citizenOf, type Citizen } from '../support/company.ts';
import { lookerAt } from '../support/looking.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
let alice: Citizen;
let bob: Citizen;

test.beforeAll(async ({ browser }) => {
  product = await startProduct();
  alice = await citizenOf(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  bob = await citizenOf(browser, product, { givenName: 'Wolfeschlegelsteinhausenberger', familyName: 'Adelbertcharlesdavidearlfreder', email: 'bob@example.org' });
  await join(alice.api, alice.organizationId, bob);
});
test.afterAll(() => product.dispose());

const place = ({ slug }: Citizen): string => `/o/${slug}/settings/audit-log`;
const entry = (page: Page, text: RegExp) => page.getByRole('rowheader', { name: text });
const invite = (email: string) => alice.api.send('POST', `/organizations/${alice.organizationId}/invitations`, { email, administrator: false });

test('the owner reads who did what, sees what happens now, filters, exports and verifies', async () => {
  const { page } = alice;
  const looker = lookerAt(page);
  await page.goto(`/o/${alice.slug}/settings/profile`);
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
  await expect(entry(page, /Alice Adams invited Wolfeschlegel.* as an ordinary member/)).toBeVisible();
  await expect(entry(page, /Wolfeschlegel.* accepted an invitation/)).toBeVisible();

  await invite('dave@example.org');
  await expect(entry(page, /invited dave@example\.org/)).toBeVisible();
  await looker.look('audit-log');

  await page.getByLabel('Who is concerned').fill('dave');
  await expect(entry(page, /accepted an invitation/)).toBeHidden();
  await expect(page).toHaveURL(/person=dave/);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Export CSV/ }).click();
  const file = readFileSync(await (await download).path(), 'utf8').trimEnd().split('\r\n');
  expect(file).toHaveLength(2);
  expect(file[1]).toContain('invited dave@example.org as an ordinary member');

  await page.getByLabel('Who is concerned').fill('nobody of that name');
  await expect(page.getByText('Nothing in the log matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(entry(page, /accepted an invitation/)).toBeVisible();

  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/^Sealed up to no\. \d+ \(/)).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The log is as it was written')).toBeVisible();
  await page.getByLabel(/Compare with a seal/).fill(`{"number":1,"hash":"${'0'.repeat(64)}"}`);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/The seal that you kept is not in this log/)).toBeVisible();
  await page.getByText('Details').first().click();
  await looker.look('audit-log-verified');
});

test('an ordinary member is not led there, and is told why when he types the address', async () => {
  const { page } = bob;
  await page.goto(`/o/${alice.slug}/settings/profile`);
  const settings = page.getByRole('navigation', { name: 'Settings' });
  await expect(settings.getByRole('link', { name: 'Profile' })).toBeVisible();
  await expect(settings.getByRole('link', { name: 'Audit log' })).toHaveCount(0);
  await page.goto(place(alice));
  await expect(page.getByText('Only the owner and administrators of this organization may read the audit log.')).toBeVisible();
  await page.goto(place(bob));
  await expect(page.getByText(/registered Wolfeschlegel/)).toBeVisible();
});
