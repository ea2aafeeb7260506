/** One person at one browser. What they do is written as they would say it. */
import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { findLink } from './mailbox.ts';
import type { Product } from './product.ts';

export const password = 'quiet-otters-build-9-dams';

export type Person = { context: BrowserContext; page: Page; givenName: string; familyName: string; email: string };

type Names = { givenName: string; familyName: string; email: string };

export async function newPerson(browser: Browser, product: Product, names: Names): Promise<Person> {
  const context = await browser.newContext({ baseURL: product.url });
  return { ...names, context, page: await context.newPage() };
}

async function fillRegistration({ page, givenName, familyName, email }: Person, addressIsGiven: boolean): Promise<void> {
  await page.getByLabel('Given name').fill(givenName);
  await page.getByLabel('Family name').fill(familyName);
  if (!addressIsGiven) await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Register' }).click();
}

/** Registers, opens the mailed link, and presses its button (M02). */
export async function register(person: Person, product: Product): Promise<void> {
  const { page, email } = person;
  await page.goto('/register');
  await fillRegistration(person, false);
  await expect(page.getByText(email)).toBeVisible();
  await page.goto(await findLink(product.mailboxUrl, email, /http\S+\/verify#\S+/));
  await page.getByRole('button', { name: /Confirm/ }).click();
  await expect(page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
}

/** Registers from an invitation's mail: the address is fixed and counts as verified (D03). */
export async function registerInvited(person: Person, product: Product): Promise<void> {
  await person.page.goto(await findLink(product.mailboxUrl, person.email, /http\S+\/invitation#\S+/));
  await fillRegistration(person, true);
  await expect(person.page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
}

export async function signIn({ page, email }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
}

export const goTo = (page: Page, place: 'Clusters' | 'Members' | 'Usage'): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name: place, exact: true }).first().click();

export const card = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true });

export async function openTab(page: Page, name: string, tab: 'General' | 'Services' | 'Users' | 'Details'): Promise<Locator> {
  await card(page, name).getByRole('tab', { name: tab }).click();
  return card(page, name).getByRole('tabpanel', { name: tab });
}

type Wish = { name: string; version?: string; management?: 'Managed' | 'Unmanaged' };

/** Goes through the wizard; the account is preselected (M04). */
export async function createCluster(page: Page, { name, version, management }: Wish): Promise<void> {
  await goTo(page, 'Clusters');
  await page.getByRole('button', { name: 'Create cluster' }).click();
  await page.getByLabel('Name').fill(name);
  const next = page.getByRole('button', { name: 'Next' });
  await next.click();
  await expect(page.getByRole('radio', { name: 'This machine' })).toBeChecked();
  await next.click();
  if (version) {
    await page.getByRole('textbox', { name: 'Version' }).or(page.getByRole('combobox', { name: 'Version' })).first().click();
    await page.getByRole('option', { name: version }).click();
  }
  await next.click();
  if (management) await page.getByRole('radio', { name: management }).click();
  await next.click();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(card(page, name)).toBeVisible();
}

export const isIn = (page: Page, name: string, state: string): Promise<void> =>
  expect(card(page, name).getByText(state, { exact: true }).first()).toBeVisible({ timeout: 60_000 });

/** The row of a person in the Users tab of a cluster. */
export async function accountRow(page: Page, cluster: string, person: string): Promise<Locator> {
  const panel = await openTab(page, cluster, 'Users');
  return panel.getByRole('row', { name: person });
}
