/** From the first registration to the last cluster without a mouse. */
import { expect, test } from '@playwright/test';
import { join, registerQuietly } from '../support/api.ts';
import { authenticatorApp } from '../support/authenticator.ts';
import { citizenOf } from '../support/company.ts';
import { keyboardOf } from '../support/keyboard.ts';
import { findLink } from '../support/mailbox.ts';
import { card, isIn, newPerson, password } from '../support/person.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct();
});
test.afterAll(() => product?.dispose());

test('everything of the main job is done with the keyboard alone, and the focus is seen and never lost', async ({ browser }) => {
  test.setTimeout(300_000);
  const alice = await newPerson(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const bob = await newPerson(browser, product, { givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org' });
  const { page } = alice;
  const { press, type, tabTo, enter, expectSomewhere } = keyboardOf(page);
  const link = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
  const main = page.getByRole('main');

  await test.step('register, and confirm the address', async () => {
    await page.goto('/register');
    await tabTo(page.getByLabel('Given name'));
    await type('Alice');
    await tabTo(page.getByLabel('Family name'));
    await type('Adams');
    await tabTo(page.getByLabel('E-mail'));
    await type(alice.email);
    await tabTo(page.getByRole('textbox', { name: 'Password' }));
    await type(password);
    await press('Enter');
    await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
    await page.goto(await findLink(product.mailboxUrl, alice.email, /http\S+\/verify#\S+/));
    await enter(button(/Confirm/));
    await expect(page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
  });

  await test.step('the first Tab offers to skip the menus; the splash closes', async () => {
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
    await press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    await press('Enter');
    await expect(main).toBeFocused();
    await enter(button('Close the welcome'));
    await expect(page.getByRole('region', { name: 'Welcome' })).toBeHidden();
    await expectSomewhere('the splash closed');
  });

  await test.step('M04 connect this machine', async () => {
    await tabTo(link('Settings'), true);
    await press('Enter');
    await enter(button('Connect'));
    await expect(page.getByRole('row', { name: 'This machine' })).toBeVisible();
    await expectSomewhere('connecting');
  });

  await test.step('create a cluster in the wizard', async () => {
    await tabTo(link('Dashboard'), true);
    await press('Enter');
    await enter(button('Create cluster'));
    await expect(page.getByRole('heading', { name: 'What is it called?' })).toBeVisible();
    await enter(button('Next')); // refused: the focus goes to what is missing, or stays
    await expect(page.getByText('Give the cluster a name.')).toBeVisible();
    await expectSomewhere('a refused step');
    await tabTo(page.getByLabel('Name'), true);
    await type('prod');
    await press('Enter');
    await expect(page.getByRole('heading', { name: 'Where does it run?' })).toBeFocused();
    await tabTo(page.getByRole('radio', { name: 'This machine' }));
    await enter(button('Next'));
    await expect(page.getByRole('heading', { name: 'Which version?' })).toBeFocused();
    const version = page.getByRole('combobox', { name: 'Version' }).or(page.getByRole('textbox', { name: 'Version' })).first();
    await tabTo(version);
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await expect(page.getByRole('option').first()).toBeHidden();
    await expect(version).not.toHaveValue(/Default/);
    await enter(button('Next'));
    await expect(page.getByRole('heading', { name: 'Who manages its users?' })).toBeFocused();
    await tabTo(page.getByRole('radio', { name: 'Managed', exact: true }));
    await press('ArrowDown');
    await expect(page.getByRole('radio', { name: 'Unmanaged' })).toBeChecked();
    await press('ArrowUp');
    await expect(page.getByRole('radio', { name: 'Managed', exact: true })).toBeChecked();
    await enter(button('Next'));
    await enter(button('Create'));
    await isIn(page, 'prod', 'Running');
  });

  await test.step('M16 open a port on the Services tab', async () => {
    await tabTo(card(page, 'prod').getByRole('tab', { name: 'General' }));
    await press('ArrowRight');
    await expect(card(page, 'prod').getByRole('tab', { name: 'Services' })).toHaveAttribute('aria-selected', 'true');
    await tabTo(card(page, 'prod').getByRole('checkbox', { name: 'Kafka' }));
    await press('Space');
    await enter(card(page, 'prod').getByRole('button', { name: 'Update' }));
    await expect(card(page, 'prod').getByText('Open', { exact: true })).toBeVisible();
    await expectSomewhere('the update of the ports');
  });

  await test.step('M07 invite Bob as administrator', async () => {
    await tabTo(link('Members'), true);
    await press('Enter');
    const add = page.getByRole('region', { name: 'Add member' });
    await tabTo(add.getByLabel('E-mail'));
    await type(bob.email);
    await tabTo(add.getByRole('checkbox', { name: 'Admin' }));
    await press('Space');
    await expect(add.getByRole('checkbox', { name: 'Admin' })).toBeChecked();
    await tabTo(add.getByRole('button', { name: 'Add' }), true);
    await press('Enter');
    await expect(page.getByRole('row', { name: bob.email })).toContainText('Administrator');
    await expect(add.getByLabel('E-mail')).toBeFocused();
    const { api } = await registerQuietly(bob, product);
    const { items } = await api.get<{ items: { id: string }[] }>('/me/invitations');
    await api.send('POST', `/invitations/${items[0]?.id}/accept`);
    await expect(page.getByRole('row', { name: bob.email })).toBeHidden();
    await expect(add.getByLabel('E-mail')).toBeFocused(); // news do not take the focus away
    await tabTo(page.getByRole('tab', { name: /^Pending/ }));
    await press('ArrowLeft', 'Enter');
    await expect(page.getByRole('row', { name: 'Bob Brown' })).toBeVisible();
  });

  await test.step('M12 remove him: the dialog begins on Cancel, Escape leads back, and afterwards the focus has a place', async () => {
    const remove = button('Remove Bob Brown');
    await enter(remove);
    const dialog = page.getByRole('dialog', { name: 'Remove Bob Brown?' });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await press('Escape');
    await expect(dialog).toBeHidden();
    await expect(remove).toBeFocused();
    await press('Enter');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await tabTo(dialog.getByRole('button', { name: 'Remove Bob Brown' }));
    await press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('row', { name: 'Bob Brown' })).toBeHidden();
    await expectSomewhere('the removal');
  });

  await test.step('menus open, move and close', async () => {
    const menu = button(/^Organization:/);
    await tabTo(menu, true);
    await press('Enter');
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    await expect(async () => {
      await press('ArrowDown');
      await expect(page.getByRole('menuitem', { name: 'New organization' })).toBeFocused({ timeout: 200 });
    }).toPass({ timeout: 5000 });
    await press('Enter');
    await expect(page.getByRole('dialog', { name: 'New organization' }).getByLabel('Name')).toBeFocused();
    await press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(menu).toBeFocused();
  });

  await test.step('terminate the cluster', async () => {
    await enter(link('Clusters'));
    const terminate = card(page, 'prod').getByRole('button', { name: 'Terminate' });
    await enter(terminate);
    const dialog = page.getByRole('dialog', { name: /Terminate cluster/ });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await press('Enter');
    await expect(dialog).toBeHidden();
    await expect(terminate).toBeFocused();
    await press('Enter');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await tabTo(dialog.getByRole('button', { name: 'Terminate prod' }));
    await press('Enter');
    await expect(dialog).toBeHidden();
    await expectSomewhere('the dialog');
    await expect(card(page, 'prod')).toBeHidden({ timeout: 30_000 });
    await expectSomewhere('the card went');
  });
});

test('many people, suspension and two-step sign-in are done with the keyboard alone, and the focus is seen and never lost', async ({ browser }) => {
  test.setTimeout(300_000);
  const olga = await citizenOf(browser, product, { givenName: 'Olga', familyName: 'Owner', email: 'olga@example.org' });
  for (const givenName of ['Bert', 'Cleo']) {
    await join(olga.api, olga.organizationId, await citizenOf(browser, product, { givenName, familyName: 'Member', email: `${givenName.toLowerCase()}@example.org` }));
  }
  const { page } = olga;
  const { press, type, tabTo, enter, expectSomewhere } = keyboardOf(page);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const row = (name: string) => page.getByRole('row', { name, exact: true });
  await page.goto(`/o/${olga.slug}/members`);
  await expect(row('Bert Member')).toBeVisible();

  await test.step('the tabs are moved through by arrows, and open with Enter', async () => {
    await tabTo(page.getByRole('tab', { name: /^Members/ }));
    await press('ArrowRight', 'Enter');
    await expect(page.getByText('Nobody is invited at the moment')).toBeVisible();
    await press('ArrowRight', 'Enter');
    await expect(page.getByRole('tab', { name: 'Former' })).toHaveAttribute('aria-selected', 'true');
    await press('ArrowLeft', 'ArrowLeft', 'Enter');
    await expect(row('Bert Member')).toBeVisible();
    await expect(page.getByRole('tab', { name: /^Members/ })).toBeFocused();
  });

  await test.step('M07 several are invited at once, and the dialog leads back to its button', async () => {
    await tabTo(button('Invite several…'), true);
    await press('Enter');
    await expect(dialog.getByLabel('E-mail addresses')).toBeFocused();
    await type('dora@example.org, emil@example.org');
    await enter(dialog.getByRole('button', { name: 'Add to the list' }));
    await expectSomewhere('the addresses moved to the list');
    await tabTo(dialog.getByRole('checkbox', { name: 'Admin: emil@example.org' }));
    await press('Space');
    await enter(dialog.getByRole('button', { name: 'Invite 2 people' }));
    await expect(dialog.getByRole('list', { name: 'Results' })).toContainText('emil@example.org');
    await expectSomewhere('the invitations were sent');
    await press('Escape');
    await expect(dialog).toBeHidden();
    await expect(button('Invite several…')).toBeFocused();
    await expect(row('dora@example.org')).toBeVisible(); // the page has turned to whom is awaited
    await tabTo(page.getByRole('tab', { name: 'Pending (2)' }));
    await press('ArrowLeft', 'Enter');
  });

  await test.step('D11 one is suspended from his menu, and reinstated', async () => {
    await enter(button('More about Bert Member'));
    await expect(async () => {
      await press('ArrowDown');
      await expect(page.getByRole('menuitem', { name: 'Suspend…' })).toBeFocused({ timeout: 200 });
    }).toPass({ timeout: 5000 });
    await press('Enter');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await tabTo(dialog.getByLabel(/Note to Bert/), true);
    await type('Until Monday.');
    await enter(dialog.getByRole('button', { name: 'Suspend Bert Member' }));
    await expect(dialog).toBeHidden();
    await expect(row('Bert Member')).toContainText('Suspended');
    await expectSomewhere('the suspension');
    await tabTo(button('More about Bert Member'));
    await press('Enter');
    await expect(async () => {
      await press('ArrowDown');
      await expect(page.getByRole('menuitem', { name: 'Reinstate', exact: true })).toBeFocused({ timeout: 200 });
    }).toPass({ timeout: 5000 });
    await press('Enter');
    await enter(dialog.getByRole('button', { name: /^Reinstate/ }));
    await expect(row('Bert Member')).not.toContainText('Suspended');
    await expectSomewhere('the reinstatement');
  });

  await test.step('two are chosen and made administrators together', async () => {
    await tabTo(page.getByRole('checkbox', { name: 'Select Bert Member' }), true);
    await press('Space');
    await tabTo(page.getByRole('checkbox', { name: 'Select Cleo Member' }));
    await press('Space');
    await expect(page.getByText('2 selected:')).toBeVisible();
    await tabTo(button('Make administrators…'), true);
    await press('Enter');
    await enter(dialog.getByRole('button', { name: 'Make 2 members administrators' }));
    await expect(dialog.getByRole('list', { name: 'Results' })).toContainText('Cleo Member');
    await expectSomewhere('the results came');
    await press('Escape');
    await expect(dialog).toBeHidden();
    await expectSomewhere('the results were read');
    await expect(row('Cleo Member')).toContainText('Administrator');
  });

  await test.step('two-step sign-in is switched on', async () => {
    await tabTo(page.getByRole('button', { name: /account menu/ }), true);
    await press('Enter');
    await expect(async () => {
      await press('ArrowDown');
      await expect(page.getByRole('menuitem', { name: 'Security' })).toBeFocused({ timeout: 200 });
    }).toPass({ timeout: 10_000 });
    await press('Enter');
    await expect(page.getByRole('heading', { name: 'Security', level: 1 })).toBeVisible();
    await enter(button('Switch two-step sign-in on'));
    await expect(dialog.getByRole('textbox', { name: 'Your password' })).toBeFocused();
    await type(password);
    await press('Enter');
    await expect(dialog.getByLabel('Code of the app')).toBeFocused();
    await type(await authenticatorApp((await dialog.locator('code').innerText()).trim()).nextCode());
    await press('Enter');
    await expect(dialog.getByRole('list', { name: 'Recovery codes' })).toBeVisible();
    await expectSomewhere('the recovery codes came');
    await tabTo(dialog.getByLabel('I have kept the codes'));
    await press('Space');
    await enter(dialog.getByRole('button', { name: 'Done' }));
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('region', { name: 'Two-step sign-in' })).toContainText('10 recovery codes are left');
    await expectSomewhere('two-step sign-in is on');
  });
});
