/** How somebody signs in: password, second step, passkeys, and where he is signed in. On a name, as passkeys need one. */
import { expect, test, type Page } from '@playwright/test';
import { registerQuietly } from '../support/api.ts';
import { addFingerprintReader, authenticatorApp, type App } from '../support/authenticator.ts';
import { lookerAt } from '../support/looking.ts';
import { findLink } from '../support/mailbox.ts';
import { newPerson, password, signIn, type Person } from '../support/person.ts';
import { startProduct, type Product } from '../support/product.ts';

let product: Product;
test.beforeAll(async () => void (product = await startProduct({}, 'localhost')));
test.afterAll(() => product?.dispose());

const section = (page: Page, name: string) => page.getByRole('region', { name });
const clusters = (page: Page) => expect(page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
const letter = (email: string, subject: RegExp) => findLink(product.mailboxUrl, email, subject);

async function openSecurity(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Security' }).click();
  await expect(page.getByRole('heading', { name: 'Security', level: 1 })).toBeVisible();
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}
async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}
async function givePassword({ page, email }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('Alice switches two-step sign-in on, and from then on her password alone opens nothing', async ({ browser }) => {
  const alice = await newPerson(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const { page, email } = alice;
  await registerQuietly(alice, product);
  await page.goto('/');
  await clusters(page);
  const looker = lookerAt(page);
  let app: App;
  let recoveryCodes: string[] = [];

  await test.step('she scans the code, enters what the app shows, and keeps the recovery codes', async () => {
    await openSecurity(page);
    await looker.look('security');
    await section(page, 'Two-step sign-in').getByRole('button', { name: 'Switch two-step sign-in on' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Your password' }).fill('not the password');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(dialog.getByRole('alert')).toContainText('This is not your password.');
    await dialog.getByRole('textbox', { name: 'Your password' }).fill(password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
    await looker.look('two-steps-code');
    app = authenticatorApp((await dialog.locator('code').innerText()).trim());
    await dialog.getByLabel('Code of the app').fill('000000');
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    await expect(dialog.getByRole('alert')).toContainText('not the code');
    await dialog.getByLabel('Code of the app').fill(await app.nextCode());
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    const list = dialog.getByRole('list', { name: 'Recovery codes' });
    await expect(list.getByRole('listitem')).toHaveCount(10);
    recoveryCodes = await list.getByRole('listitem').allInnerTexts();
    await looker.look('two-steps-recovery-codes');
    await dialog.getByLabel('I have kept the codes').check();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect(section(page, 'Two-step sign-in')).toContainText('10 recovery codes are left');
    await letter(email, /Two-step sign-in is on/);
    await looker.look('security-two-steps-on');
  });

  await test.step('signing in asks for the code, and opens nothing before it', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await signOut(page);
    await givePassword(alice);
    await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible();
    await expect(page.getByLabel('Code of your authenticator app')).toBeFocused();
    await looker.look('sign-in-second-step');
    const halfway = await alice.context.newPage();
    await halfway.goto('/');
    await expect(halfway.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await halfway.close();
    await page.getByLabel('Code of your authenticator app').fill('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('not the code');
    await page.getByLabel('Code of your authenticator app').fill(await app.nextCode());
    await page.keyboard.press('Enter');
    await clusters(page);
  });

  await test.step('without her phone a recovery code signs her in, once', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const useCode = async () => {
      await givePassword(alice);
      await page.getByRole('button', { name: 'Use a recovery code' }).click();
      await page.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCodes[0] ?? '');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    };
    await signOut(page);
    await useCode();
    await clusters(page);
    await expect(page.getByText('9 recovery codes are left.', { exact: false })).toBeVisible();
    await signOut(page);
    await useCode();
    await expect(page.getByRole('alert')).toContainText('used already');
    await page.getByRole('textbox', { name: 'Recovery code' }).fill(recoveryCodes[1] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await clusters(page);
  });

  await test.step('switching it off takes the password and a code', async () => {
    await openSecurity(page);
    await section(page, 'Two-step sign-in').getByRole('button', { name: 'Switch off' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Your password' }).fill(password);
    await dialog.getByLabel('Code of the app, or a recovery code').fill(recoveryCodes[2] ?? '');
    await dialog.getByRole('button', { name: 'Switch off' }).click();
    await expect(section(page, 'Two-step sign-in')).toContainText('Your password alone signs in.');
    await letter(email, /Two-step sign-in is off/);
  });
});

test('Bob signs in with a passkey, and a device that verifies nobody does not', async ({ browser }) => {
  const bob = await newPerson(browser, product, { givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org' });
  const { page } = bob;
  await registerQuietly(bob, product);
  const reader = await addFingerprintReader(page);
  await page.goto('/');
  await clusters(page);
  const looker = lookerAt(page);

  await test.step('he adds one and gives it a name', async () => {
    await openSecurity(page);
    await section(page, 'Passkeys').getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
    await expect(section(page, 'Passkeys').getByRole('row', { name: 'Laptop' })).toContainText('Not used yet');
    expect(await reader.keys()).toBe(1);
    await letter(bob.email, /A passkey was added|passkey “Laptop”/);
    await section(page, 'Passkeys').getByRole('button', { name: 'Rename Laptop' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Work laptop');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await expect(section(page, 'Passkeys').getByRole('row', { name: 'Work laptop' })).toBeVisible();
    await looker.look('security-passkey');
  });

  await test.step('it signs him in, without address and password', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await clusters(page);
    await signOut(page);
    await reader.verifies(false);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await reader.verifies(true);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await clusters(page);
  });

  await test.step('removed, it signs in no longer', async () => {
    await openSecurity(page);
    await section(page, 'Passkeys').getByRole('button', { name: 'Remove Work laptop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove Work laptop' }).click();
    await expect(section(page, 'Passkeys')).toContainText('You have no passkey yet.');
    await signOut(page);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page.getByRole('alert')).toContainText('does not sign in here');
  });
});

test('Carol sees where she is signed in, signs out there, and a new password signs out everywhere else', async ({ browser }) => {
  const carol = await newPerson(browser, product, { givenName: 'Carol', familyName: 'Clark', email: 'carol@example.org' });
  await registerQuietly(carol, product);
  const { page } = carol;
  await page.goto('/');
  await clusters(page);
  const other = { ...carol, context: await browser.newContext({ baseURL: product.url, userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1' }) };
  const phone: Person = { ...other, page: await other.context.newPage() };
  await signIn(phone);

  await openSecurity(page);
  const where = section(page, 'Where you are signed in');
  await expect(where.getByRole('row', { name: /this browser/ })).toContainText('Now');
  await lookerAt(page).look('security-sessions');
  await page.setViewportSize({ width: 1440, height: 900 });
  await where.getByRole('button', { name: 'Sign out Safari on an iPhone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out Safari on an iPhone' }).click();
  await expect(where).toContainText('You are signed in nowhere else.');
  await expect(phone.page.getByRole('heading', { name: 'Sign in' })).toBeVisible(); // its open page hears of it by itself

  await signIn(phone);
  const form = section(page, 'Password');
  await form.getByRole('textbox', { name: 'Present password' }).fill('not the password');
  await form.getByRole('textbox', { name: 'New password' }).fill('nine loud badgers whistle');
  await form.getByRole('button', { name: 'Change the password' }).click();
  await expect(form.getByText('This is not your password.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Present password' }).fill(password);
  await form.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is changed.', { exact: false })).toBeVisible();
  await expect(phone.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await letter(carol.email, /Your password was changed/);
});
