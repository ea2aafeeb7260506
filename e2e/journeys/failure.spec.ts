/** What goes wrong around the product, and what people see of it: the page says so, work is retried, nothing is doubled. */
import { rmSync } from 'node:fs';
import { expect, test, type Browser, type Locator } from '@playwright/test';
import { connectMachine, createQuietly, join, reaches, registerQuietly, type Api, type ClusterSeen } from '../support/api.ts';
import { mailServerAt } from '../support/mail-server.ts';
import { accountRow, card, goTo, isIn, newPerson, type Person } from '../support/person.ts';
import { postgresOf, signal } from '../support/processes.ts';
import { attemptStart, freePort, startProduct, until, type Product } from '../support/product.ts';
import { runtimeOf, type Runtime } from '../support/runtime.ts';

type Citizen = Person & { api: Api; organizationId: string; slug: string };

const environment: Record<string, string> = {};
let product: Product;
let alice: Citizen;
let cluster: ClusterSeen;
let runtime: Runtime;
/** What must run again whatever a test did. */
const frozen = new Set<number>();

async function citizen(browser: Browser, givenName: string): Promise<Citizen> {
  const person = await newPerson(browser, product, { givenName, familyName: 'Tester', email: `${givenName.toLowerCase()}@example.org` });
  const { api, id, slug } = await registerQuietly(person, product);
  return { ...person, api, organizationId: id, slug };
}

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  product = await startProduct(environment);
  alice = await citizen(browser, 'Alice');
  await connectMachine(alice.api, alice.organizationId);
  const { id } = await createQuietly(alice.api, alice.organizationId, { name: 'north' });
  cluster = await reaches(alice.api, alice.organizationId, id, 'running');
  runtime = runtimeOf(product, id);
});
test.afterEach(() => thaw());
test.afterAll(async () => {
  await product?.dispose();
  rmSync(`${product?.dataFolder}-other`, { recursive: true, force: true }); // of the starts that were refused
});

function freeze(pids: readonly number[]): void {
  for (const pid of pids) frozen.add(pid);
  signal(pids, 'SIGSTOP');
}
function thaw(): void {
  for (const pid of frozen) {
    try {
      signal([pid], 'SIGCONT');
    } catch {
      // It has ended.
    }
  }
  frozen.clear();
}

async function seconds(count: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1000 * count));
}

const lettersTo = async (address: string): Promise<number> =>
  ((await (await fetch(`${product.mailboxUrl}/api/messages?to=${address}`)).json()) as { items: object[] }).items.length;

async function invitationsTo(address: string): Promise<{ delivery: { state: string } }[]> {
  const { items } = await alice.api.get<{ items: { email: string; delivery: { state: string } }[] }>(`/organizations/${alice.organizationId}/invitations`);
  return items.filter(({ email }) => email === address);
}

async function add(address: string): Promise<Locator> {
  const form = alice.page.getByRole('region', { name: 'Add member' });
  await form.getByLabel('E-mail').fill(address);
  await form.getByRole('button', { name: 'Add' }).click();
  return form;
}

test('a start that cannot be safe or alone stops, and says which variable or which process is in the way', async () => {
  const own = { HOPYARD_DATA_DIR: `${product.dataFolder}-other`, MAILBOX_PORT: String(await freePort()), MAILBOX_SMTP_PORT: String(await freePort()) };
  const port = new URL(product.url).port;
  const cases: [string, Record<string, string>, RegExp][] = [
    ['the same data', { HOPYARD_DATA_DIR: product.dataFolder, PORT: String(await freePort()) }, new RegExp(`already runs on .*process ${product.pid()}`)],
    ['a taken port', { ...own, PORT: port }, new RegExp(`Port ${port}.*in use by process ${product.pid()}`)],
    ['plain http for everybody', { ...own, PUBLIC_URL: 'http://hopyard.example.org' }, /PUBLIC_URL: must be https/],
    ['everybody’s mail on show', { ...own, PUBLIC_URL: 'https://hopyard.example.org' }, /SMTP_URL: must be set/],
    ['processes for strangers', { ...own, PUBLIC_URL: 'https://hopyard.example.org', SMTP_URL: 'smtp://127.0.0.1:9' }, /LOCAL_CLUSTERS: must be said/],
    ['a misspelt variable', { ...own, HOPYARD_DATADIR: '/nowhere' }, /HOPYARD_DATADIR.*HOPYARD_DATA_DIR/],
  ];
  for (const [what, variables, says] of cases) {
    const { code, printed } = await attemptStart(variables);
    expect(printed, what).toMatch(says);
    expect(code, what).toBe(1);
    expect(printed, what).not.toMatch(/\n\s+at /);
  }
  expect((await fetch(`${product.url}/readyz`)).status, 'the first one, meanwhile').toBe(200);
  await isRunning();
});

const isRunning = () => reaches(alice.api, alice.organizationId, cluster.id, 'running');

test('the database stands still for a while: the change waits, and is made once', async () => {
  await alice.page.goto(`/o/${alice.slug}/members`);
  await expect(alice.page.getByRole('tab', { name: /^Pending \(\d/ })).toBeVisible();
  freeze(postgresOf(product.pid()).all);
  const form = await add('still@example.org');
  await expect(form.getByRole('button', { name: 'Add' })).toHaveAttribute('data-loading', 'true');
  await seconds(5);
  thaw();
  await expect(alice.page.getByRole('row', { name: 'still@example.org' })).toBeVisible();
  await until(async () => (await lettersTo('still@example.org')) > 0, 15_000, () => 'no letter');
  expect([(await invitationsTo('still@example.org')).length, await lettersTo('still@example.org')]).toEqual([1, 1]);
});

test('the database goes away and comes back: the page says so, follows again by itself, and nothing is doubled', async () => {
  await alice.page.goto(`/o/${alice.slug}/members`);
  await expect(alice.page.getByRole('row', { name: 'Alice Tester' })).toBeVisible();
  const database = postgresOf(product.pid());
  freeze([database.main]); // nobody is let in any more
  signal(database.serving, 'SIGTERM'); // and who was in is put out, as in a restart
  const form = await add('away@example.org');
  await expect(form.getByRole('alert')).toContainText('The database does not answer right now.');
  expect((await fetch(`${product.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${product.url}/healthz`)).status).toBe(200);
  thaw();
  await until(async () => (await fetch(`${product.url}/readyz`)).status === 200, 20_000, () => 'not ready again');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(alice.page.getByRole('row', { name: 'away@example.org' })).toBeVisible();
  await until(async () => (await lettersTo('away@example.org')) > 0, 15_000, () => 'no letter');
  expect([(await invitationsTo('away@example.org')).length, await lettersTo('away@example.org')]).toEqual([1, 1]);
  // The open page hears of what others do, as before.
  await alice.api.send('POST', `/organizations/${alice.organizationId}/invitations`, { email: 'later@example.org', administrator: false });
  await expect(alice.page.getByRole('row', { name: 'later@example.org' })).toBeVisible();
  expect(product.output()).not.toContain(alice.email);
});

async function remove(email: string): Promise<void> {
  const { items } = await alice.api.get<{ items: { id: string; email: string }[] }>(`/organizations/${alice.organizationId}/members`);
  await alice.api.send('DELETE', `/organizations/${alice.organizationId}/members/${items.find((member) => member.email === email)!.id}`);
}

/** Somebody who has joined and made a key on the cluster. */
async function joined(browser: Browser, givenName: string): Promise<Citizen & { keyAnswer(): Promise<number> }> {
  const person = await citizen(browser, givenName);
  await join(alice.api, alice.organizationId, person);
  await expect(async () => expect(await (await person.context.request.get(`${cluster.url}/autoOauth`)).text()).toContain(`Hello ${givenName}`)).toPass({ timeout: 20_000 });
  const made = await person.context.request.post(`${cluster.url}/api-keys`, { form: { name: 'notebook' }, headers: { origin: cluster.url } });
  const authorization = `ApiKey ${/<code>([^<]+)<\/code>/.exec(await made.text())?.[1] ?? ''}`;
  const keyAnswer = () => fetch(`${cluster.url}/hopsworks-api/api/variables/no_such_setting`, { headers: { authorization }, signal: AbortSignal.timeout(2000) })
    .then(({ status }) => status, () => 0);
  expect(await keyAnswer()).toBe(404);
  return { ...person, keyAnswer };
}

test('M12 D07 a cluster that cannot be reached: the block is pending with its reason and next try, and seen once it answers', async ({ browser }) => {
  const bob = await joined(browser, 'Bob');
  await alice.page.goto(`/o/${alice.slug}/clusters`);
  await isIn(alice.page, 'north', 'Running');
  await expect(await accountRow(alice.page, 'north', 'Bob Tester')).toContainText(/user/i);
  freeze([runtime.pid()]);
  await remove(bob.email);
  const row = await accountRow(alice.page, 'north', 'Bob Tester');
  await expect(row).toContainText(/is being blocked.*The cluster did not answer.*Next try at/);
  await expect(row.getByRole('cell', { name: 'User' })).toBeVisible(); // what was seen last
  await expect(card(alice.page, 'north')).toContainText('1 block pending');
  thaw();
  await expect(row.getByRole('status')).toHaveText(/^blocked/, { timeout: 90_000 });
  await expect(card(alice.page, 'north')).not.toContainText('1 block pending');
  expect(await bob.keyAnswer()).toBe(401);
});

test('M12 a cluster’s process ends by accident: it is started again, and blocks who was removed before it lets anybody in', async ({ browser }) => {
  await isRunning();
  const carol = await joined(browser, 'Carol');
  const pid = runtime.pid();
  signal([pid], 'SIGKILL');
  await remove(carol.email);
  let first = 0;
  await until(async () => (first = await carol.keyAnswer()) !== 0, 90_000, () => 'nobody answers');
  expect(first, 'her first answer from the new process').toBe(401);
  expect(runtime.pid()).not.toBe(pid);
  await alice.page.goto(`/o/${alice.slug}/clusters`);
  await isIn(alice.page, 'north', 'Running');
  await expect(await accountRow(alice.page, 'north', 'Carol Tester')).toContainText(/blocked/);
});

test('the mail server is away: the invitation says so and why, and the letter is sent once when it is back', async () => {
  test.setTimeout(300_000);
  const mail = mailServerAt(await freePort());
  await product.stop();
  environment['SMTP_URL'] = mail.url;
  await product.start();
  await alice.page.goto(`/o/${alice.slug}/clusters`);
  await goTo(alice.page, 'Members');
  await add('grace@example.org');
  const row = alice.page.getByRole('row', { name: 'grace@example.org' });
  await expect(row).toContainText('The mail could not be sent yet: The mail server could not be reached.');
  await mail.start();
  await expect(row).not.toContainText(/could not be sent|is being sent/, { timeout: 90_000 });
  expect(mail.received).toEqual(['grace@example.org']);
  expect((await invitationsTo('grace@example.org')).map(({ delivery }) => delivery.state)).toEqual(['delivered']);
  await product.stop();
  await product.start();
  await seconds(2); // whatever a start finds queued is sent at once
  expect(mail.received).toEqual(['grace@example.org']);
  await mail.stop();
});
