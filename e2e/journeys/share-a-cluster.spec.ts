/** The story of the product, in browsers, on the product as it is shipped. Every step is what a newcomer does by hand. */
import { connect } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { startProduct, type Product } from '../support/product.ts';
import { accountRow, card, createCluster, goTo, isIn, newPerson, openTab, register, registerInvited, signIn, type Person } from '../support/person.ts';

let product: Product;
test.beforeAll(async () => {
  product = await startProduct({ CLUSTER_SESSION_SECONDS: '20', CLUSTER_SESSION_LEEWAY_SECONDS: '10' });
});
test.afterAll(() => product?.dispose());

/** Whether a TCP connection to the address is accepted. */
const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2000 });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false)).on('timeout', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

/** Asks the cluster for a setting that it does not have: 404 to whom it knows, 401 to whom it does not let in. */
async function keyIsKnown(address: string, key: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/hopsworks-api/api/variables/no_such_setting`, { headers: { authorization: `ApiKey ${key}` } });
  if (answer.status !== 404 && answer.status !== 401) throw new Error(`The cluster answered ${answer.status}`);
  return answer.status === 404;
}

async function openCluster(person: Person, name: string): Promise<Page> {
  const panel = await openTab(person.page, name, 'General');
  const [opened] = await Promise.all([person.context.waitForEvent('page'), panel.getByRole('link', { name: 'Open' }).click()]);
  return opened;
}

test('an organization shares its clusters, from the first registration to a removal that was seen', async ({ browser }) => {
  test.setTimeout(600_000);
  const alice = await newPerson(browser, product, { givenName: 'Alice', familyName: 'Adams', email: 'alice@example.org' });
  const bob = await newPerson(browser, product, { givenName: 'Bob', familyName: 'Brown', email: 'bob@example.org' });
  const carol = await newPerson(browser, product, { givenName: 'Carol', familyName: 'Clark', email: 'carol@example.org' });
  const members = alice.page.getByRole('region', { name: 'Members', exact: true });
  const permissions = (page: Page) => page.getByRole('region', { name: 'Member permissions' });
  let clusterPage: Page;
  let address = '';
  let bobsKey = '';

  await test.step('M02 Alice registers, confirms her address and owns an organization; the splash closes for good', async () => {
    await register(alice, product);
    await expect(alice.page.getByRole('button', { name: /Alice's organization/ })).toBeVisible();
    await expect(alice.page.getByRole('region', { name: 'Welcome' })).toBeVisible();
    await alice.page.getByRole('button', { name: 'Close the welcome' }).click();
    await alice.page.reload();
    await expect(alice.page.getByRole('heading', { name: 'Clusters', level: 1 })).toBeVisible();
    await expect(alice.page.getByRole('region', { name: 'Welcome' })).toBeHidden();
  });

  await test.step('M04 she connects this machine with one click and a name', async () => {
    await alice.page.getByRole('link', { name: 'Settings' }).first().click();
    await alice.page.getByRole('group', { name: 'Connect this machine' }).getByRole('button', { name: 'Connect' }).click();
    await expect(alice.page.getByText('Default', { exact: true })).toBeVisible();
    await alice.page.getByRole('link', { name: 'Dashboard' }).first().click();
  });

  await test.step('D08 she creates a managed cluster; a second browser sees it go to running without reload', async () => {
    const second = await newPerson(browser, product, alice);
    await signIn(second);
    await createCluster(alice.page, { name: 'prod' });
    await isIn(second.page, 'prod', 'Running');
    await isIn(alice.page, 'prod', 'Running');
    const general = await openTab(alice.page, 'prod', 'General');
    address = /http:\/\/(127\.[\d.]+)/.exec((await general.textContent()) ?? '')?.[1] ?? '';
    expect(address).toMatch(/^127\./);
    await expect(await accountRow(alice.page, 'prod', 'Alice Adams')).toContainText(/administrator/i); // M19, D02
    await second.context.close();
  });

  await test.step('M06 M07 M09 she invites Bob, and sees the invitation as pending', async () => {
    await goTo(alice.page, 'Members');
    const add = alice.page.getByRole('region', { name: 'Add member' });
    await expect(add.getByRole('link', { name: /administrator/ })).toBeVisible();
    await add.getByLabel('E-mail').fill(bob.email.toUpperCase());
    await add.getByRole('button', { name: 'Add' }).click();
    const pending = alice.page.getByRole('region', { name: 'Pending invitations' });
    await expect(pending.getByRole('row', { name: bob.email })).toBeVisible();
    await expect(pending.getByRole('button', { name: `Re-send to ${bob.email}` })).toBeVisible();
    await expect(pending.getByRole('button', { name: `Remove the invitation to ${bob.email}` })).toBeVisible();
  });

  await test.step('M03 M08 M10 M11 Bob registers from the mail, accepts, sees the same dashboard, and has an account by itself', async () => {
    await registerInvited(bob, product);
    const invitation = bob.page.getByRole('article', { name: "Invitation to Alice's organization" });
    await expect(invitation).toContainText('Alice Adams');
    await expect(card(bob.page, 'prod')).toBeHidden(); // nothing is shared before
    await bob.page.getByRole('button', { name: 'Close the welcome' }).click();
    await invitation.getByRole('button', { name: 'Accept' }).click();
    await isIn(bob.page, 'prod', 'Running');
    await goTo(alice.page, 'Clusters');
    await expect(await accountRow(alice.page, 'prod', 'Bob Brown')).toContainText(/user/i);
  });

  await test.step('M11 Bob opens the cluster: single sign-on, and it greets him as an ordinary user', async () => {
    clusterPage = await openCluster(bob, 'prod');
    await expect(clusterPage.getByRole('heading', { name: 'Hello Bob' })).toBeVisible();
    await expect(clusterPage.getByText('HOPS_USER')).toBeVisible();
    const cookies = (await bob.context.cookies(`http://${address}/`)).map(({ name }) => name);
    expect(cookies.some((name) => name.includes('hopyard'))).toBe(false);
    await clusterPage.getByLabel('Name of a new key').fill('notebook');
    await clusterPage.getByRole('button', { name: 'Create key' }).click();
    bobsKey = (await clusterPage.locator('code').first().textContent()) ?? '';
    expect(await keyIsKnown(address, bobsKey)).toBe(true);
  });

  await test.step('M10 M15 D04 Bob stops and starts it, creates a second one and terminates it', async () => {
    await card(bob.page, 'prod').getByRole('button', { name: 'Stop' }).click();
    await isIn(bob.page, 'prod', 'Stopped');
    await card(bob.page, 'prod').getByRole('button', { name: 'Start' }).click();
    await isIn(bob.page, 'prod', 'Running');
    await createCluster(bob.page, { name: 'scratch' });
    await isIn(bob.page, 'scratch', 'Running');
    await card(bob.page, 'scratch').getByRole('button', { name: 'Terminate' }).click();
    const dialog = bob.page.getByRole('dialog', { name: /Terminate cluster “scratch”/ });
    await expect(dialog).toContainText('everything on it is deleted');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await dialog.getByRole('button', { name: 'Terminate scratch' }).click();
    await expect(card(bob.page, 'scratch')).toBeHidden({ timeout: 30_000 });
  });

  await test.step('M13 M14 M15 M16 the three permissions bind, and Bob’s page follows without reload', async () => {
    await openTab(bob.page, 'prod', 'Services');
    await expect(card(bob.page, 'prod').getByRole('tabpanel', { name: 'Services' })).toContainText('Only the owner and administrators');
    await goTo(alice.page, 'Members');
    const box = (name: RegExp) => permissions(alice.page).getByRole('checkbox', { name });
    await box(/can create and terminate/).uncheck();
    await box(/can open clusters ports/).check();
    await box(/can invite new members/).check();
    await permissions(alice.page).getByRole('button', { name: 'Update' }).click();
    await expect(card(bob.page, 'prod').getByRole('tabpanel', { name: 'Services' })).not.toContainText('Only the owner and administrators');
    await expect(card(bob.page, 'prod').getByRole('button', { name: 'Terminate' })).toHaveAttribute('aria-disabled', 'true');
    const refused = await bob.page.evaluate(async () => {
      const me = (await (await fetch('/api/v1/me')).json()) as { organizations: { id: string; role: string }[] };
      const shared = me.organizations.find(({ role }) => role === 'member');
      const list = (await (await fetch(`/api/v1/organizations/${shared?.id}/clusters`)).json()) as { items: { id: string }[] };
      const answer = await fetch(`/api/v1/organizations/${shared?.id}/clusters/${list.items[0]?.id}`, { method: 'DELETE', headers: { 'content-type': 'application/json' }, body: '{}' });
      return { status: answer.status, detail: ((await answer.json()) as { detail: string }).detail };
    });
    expect(refused).toEqual({ status: 403, detail: expect.stringContaining('may create and terminate clusters') });
    await goTo(bob.page, 'Members');
    await expect(bob.page.getByRole('region', { name: 'Add member' }).getByRole('checkbox', { name: 'Admin' })).toHaveAttribute('aria-disabled', 'true');
    await goTo(bob.page, 'Clusters');
    const services = await openTab(bob.page, 'prod', 'Services');
    await services.getByRole('checkbox', { name: 'Kafka' }).check();
    await services.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => accepts(address, 9092)).toBe(true);
    await services.getByRole('checkbox', { name: 'Kafka' }).uncheck();
    await services.getByRole('button', { name: 'Update' }).click();
    await expect.poll(() => accepts(address, 9092)).toBe(false);
  });

  await test.step('M17 M18 M19 Bob becomes administrator, on the clusters from version 2.6.0 too', async () => {
    await createCluster(alice.page, { name: 'old', version: '2.5.0' });
    await createCluster(alice.page, { name: 'edge', version: '2.6.0' });
    await isIn(alice.page, 'edge', 'Running');
    await isIn(alice.page, 'old', 'Running');
    await goTo(alice.page, 'Members');
    await members.getByRole('checkbox', { name: 'Admin: Bob Brown' }).check();
    await members.getByRole('button', { name: 'Update Bob Brown' }).click();
    await goTo(alice.page, 'Clusters');
    for (const name of ['prod', 'edge']) await expect(await accountRow(alice.page, name, 'Bob Brown')).toContainText(/administrator/i);
    await expect(await accountRow(alice.page, 'old', 'Bob Brown')).not.toContainText(/administrator/i);
    const opened = await openCluster(bob, 'edge');
    await expect(opened.getByText('HOPS_ADMIN')).toBeVisible();
    await opened.close();
    await goTo(bob.page, 'Members');
    await permissions(bob.page).getByRole('checkbox', { name: /can create and terminate/ }).check();
    await permissions(bob.page).getByRole('button', { name: 'Update' }).click();
    const add = bob.page.getByRole('region', { name: 'Add member' });
    await add.getByLabel('E-mail').fill(carol.email);
    await add.getByRole('checkbox', { name: 'Admin' }).check();
    await add.getByRole('button', { name: 'Add' }).click();
    await registerInvited(carol, product);
    await carol.page.getByRole('button', { name: 'Accept' }).click();
    await isIn(carol.page, 'prod', 'Running');
    await expect(await accountRow(carol.page, 'prod', 'Carol Clark')).toContainText(/administrator/i);
  });

  await test.step('M12 D07 Alice removes Bob: refused at once, blocked only once seen, and his open session is named with its end', async () => {
    await card(alice.page, 'edge').getByRole('button', { name: 'Stop' }).click();
    await isIn(alice.page, 'edge', 'Stopped');
    await goTo(bob.page, 'Clusters');
    clusterPage = await openCluster(bob, 'prod');
    await expect(clusterPage.getByRole('heading', { name: 'Hello Bob' })).toBeVisible();
    await goTo(alice.page, 'Members');
    await members.getByRole('button', { name: 'Remove Bob Brown' }).click();
    const dialog = alice.page.getByRole('dialog', { name: 'Remove Bob Brown?' });
    await expect(dialog).toContainText('prod');
    await expect(dialog).toContainText('Blocked at its next start, before anybody can log in.');
    await dialog.getByRole('button', { name: 'Remove Bob Brown' }).click();
    await expect(bob.page.getByText('You are no longer a member of Alice')).toBeVisible();
    await goTo(alice.page, 'Clusters');
    const row = await accountRow(alice.page, 'prod', 'Bob Brown');
    await expect(row).toContainText(/blocked/i);
    await expect(row).toContainText(/session that was open ends/i);
    await expect(await accountRow(alice.page, 'edge', 'Bob Brown')).toContainText(/next start/i);
    expect(await keyIsKnown(address, bobsKey)).toBe(false);
    const again = await bob.context.newPage();
    await again.goto(`http://${address}/autoOauth`);
    await expect(again.getByText(/could not be signed in|not a member|no longer/i).first()).toBeVisible();
    await again.close();
    await expect(async () => {
      await clusterPage.reload();
      await expect(clusterPage.getByText('Your session has ended')).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 60_000 });
    await expect(await accountRow(alice.page, 'prod', 'Bob Brown')).not.toContainText(/session that was open ends/i);
  });

  await test.step('M12 a cluster that was stopped blocks him before it lets anybody in; D06 invited again he is unblocked', async () => {
    await card(alice.page, 'edge').getByRole('button', { name: 'Start' }).click();
    await isIn(alice.page, 'edge', 'Running');
    await expect(await accountRow(alice.page, 'edge', 'Bob Brown')).toContainText(/blocked/i);
    await goTo(alice.page, 'Members');
    const add = alice.page.getByRole('region', { name: 'Add member' });
    await add.getByLabel('E-mail').fill(bob.email);
    await add.getByRole('button', { name: 'Add' }).click();
    await bob.page.goto('/');
    await bob.page.getByRole('button', { name: 'Accept' }).click();
    await isIn(bob.page, 'prod', 'Running');
    await goTo(alice.page, 'Clusters');
    await expect(await accountRow(alice.page, 'prod', 'Bob Brown')).toContainText(/user/i);
    await expect(await accountRow(alice.page, 'prod', 'Bob Brown')).not.toContainText(/blocked/i);
    const opened = await openCluster(bob, 'prod');
    await expect(opened.getByText('HOPS_USER')).toBeVisible();
  });

  await test.step('M05 Usage shows the hours by cluster and day, as a chart and a table', async () => {
    await goTo(bob.page, 'Usage');
    await expect(bob.page.getByRole('table', { name: 'Hours by cluster' })).toContainText('prod');
    await expect(bob.page.getByRole('table', { name: 'Hours by day' })).toBeVisible();
    await expect(bob.page.locator('.recharts-surface').first()).toBeVisible();
    await expect(bob.page.getByText('UTC').first()).toBeVisible();
  });

  await test.step('Ctrl-C leaves clusters running, says so, and the next start finds them again', async () => {
    const printed = await product.stop();
    expect(printed).toContain('“prod”');
    expect(await accepts(address, 80)).toBe(true);
    await product.start();
    await alice.page.reload();
    await isIn(alice.page, 'prod', 'Running');
  });
});
