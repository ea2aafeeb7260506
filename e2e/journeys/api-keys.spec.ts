/** Keys for programs: made and shown once, used by a program, replaced, revoked. */
import { expect, test } from '@playwright/test';
import { join } from '../support/api.ts';
import { citizenOf } from '../support/company.ts';
import { lookerAt } from '../support/looking.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
test.beforeAll(async () => void (product = await startProduct()));
test.afterAll(() => product?.dispose());

test('Alice makes a key of the organization, a program uses it until she revokes it, and Bob makes one for himself', async ({ browser }) => {
  const alice = await citizenOf(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const bob = await citizenOf(browser, product, { givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org' });
  await join(alice.api, alice.organizationId, bob);
  const { page } = alice;
  const looker = lookerAt(page);
  const dialog = page.getByRole('dialog');
  const address = `${product.url}/api/v1/organizations/${alice.organizationId}`;
  const asProgram = async (secret: string, path = '') => (await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${secret}` } })).status;
  const shown = async (within = dialog) => (await within.locator('code').first().innerText()).trim();
  let secret = '';

  await test.step('nothing is there yet, and the page says what a key is for', async () => {
    await page.goto(`/o/${alice.slug}/settings/api-keys`);
    await expect(page.getByRole('heading', { name: 'No API keys yet' })).toBeVisible();
    await looker.look('api-keys-empty');
  });

  await test.step('she makes one, and it is shown once', async () => {
    await page.getByRole('button', { name: 'New key' }).click();
    await expect(dialog.getByRole('checkbox', { name: 'Read' })).toBeChecked();
    await looker.look('api-keys-new');
    await dialog.getByLabel('Name').fill('deploy script');
    await dialog.getByRole('radio', { name: /as an ordinary member/ }).check();
    await dialog.getByRole('checkbox', { name: 'Clusters' }).check();
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await expect(dialog.getByText('It is not shown again')).toBeVisible();
    secret = await shown();
    expect(secret).toMatch(/^hpk_[\w-]{43}$/);
    await looker.look('api-keys-shown');
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    const row = page.getByRole('row', { name: 'deploy script' });
    await expect(row).toContainText('Organization, as member');
    await expect(row).toContainText('Read and manage clusters');
    await expect(row).toContainText('Never');
    await expect(page.getByText(secret)).toHaveCount(0);
  });

  await test.step('a program uses it, and the page tells when', async () => {
    expect([await asProgram(secret, '/clusters'), await asProgram(secret, '/api-keys')]).toEqual([200, 403]);
    await page.reload();
    await expect(page.getByRole('row', { name: 'deploy script' })).toContainText('just now');
    await looker.look('api-keys');
  });

  await test.step('she replaces it at once: the old secret is dead', async () => {
    await page.getByRole('button', { name: 'Replace deploy script' }).click();
    await dialog.getByRole('combobox', { name: 'The old secret' }).or(dialog.getByRole('textbox', { name: 'The old secret' })).first().click();
    await page.getByRole('option', { name: 'Ends at once' }).click();
    await dialog.getByRole('button', { name: 'Replace the key' }).click();
    await expect(dialog.getByText('It is not shown again')).toBeVisible();
    const next = await shown();
    expect([await asProgram(secret), await asProgram(next)]).toEqual([401, 200]);
    secret = next;
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
  });

  await test.step('she revokes it: the next request is refused', async () => {
    await page.getByRole('button', { name: 'Revoke deploy script' }).click();
    await expect(dialog).toContainText('refused from its next request on');
    await dialog.getByRole('button', { name: 'Revoke deploy script' }).click();
    await expect(page.getByRole('region', { name: 'Ended in the last 30 days' })).toContainText('Revoked');
    expect(await asProgram(secret)).toBe(401);
  });

  await test.step('Bob makes a key for himself, and is not offered one of the organization', async () => {
    await bob.page.goto(`/o/${alice.slug}/settings/api-keys`);
    await bob.page.getByRole('button', { name: 'New key' }).click();
    const his = bob.page.getByRole('dialog');
    await expect(his.getByText('The key is yours.')).toBeVisible();
    await expect(his.getByRole('radio')).toHaveCount(0);
    await his.getByLabel('Name').fill('my laptop');
    await his.getByRole('button', { name: 'Make the key' }).click();
    await expect(his.getByText('It is not shown again')).toBeVisible();
    const own = await shown(his);
    expect([await asProgram(own), await asProgram(own, '/cloud-accounts')]).toEqual([200, 200]);
    await page.reload();
    await expect(page.getByRole('row', { name: 'my laptop' })).toContainText('of Bob Brown');
    await alice.api.send('DELETE', `/organizations/${alice.organizationId}/members/${await memberIdOf(alice.api, alice.organizationId, bob.email)}`);
    expect(await asProgram(own)).toBe(401);
    await page.reload();
    await expect(page.getByRole('row', { name: 'my laptop' })).toContainText('its holder was removed');
  });
});

async function memberIdOf(api: Awaited<ReturnType<typeof citizenOf>>['api'], organizationId: string, email: string): Promise<string> {
  const { items } = await api.get<{ items: { id: string; email: string }[] }>(`/organizations/${organizationId}/members`);
  return items.find((member) => member.email === email)?.id ?? '';
}
