import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve, type Served } from '../../testing/served.ts';
import { newWorld, testSettings, type TestPerson, type World } from '../../testing/world.ts';
import { inWords, waitsOf } from './limits.ts';

const room = (left: number, retryAfterSeconds = 60) => ({ left, retryAfterSeconds });

describe('who has to wait', () => {
  test('nobody while everything has room', () => expect(waitsOf([room(9), room(9), room(9), room(1), room(1)])).toEqual([null, null]));
  test('those after the last one for whom there is room', () => expect(waitsOf([room(1, 30), room(9, 900), room(9, 900), room(1), room(1)])).toEqual([null, 30]));
  test('a mailbox that has had enough, which takes no room from the others', () => expect(waitsOf([room(1, 30), room(9), room(9), room(0, 700), room(1)])).toEqual([700, null]));
  test('as long as the narrowest limit says', () => expect(waitsOf([room(0, 30), room(0, 900), room(2, 5000), room(1)])).toEqual([900]));
  test.each([[1, 'in a minute'], [61, 'in 2 minutes'], [5400, 'in 90 minutes'], [5460, 'in 2 hours'], [86_400, 'in 24 hours']])('%i seconds are %j', (seconds, words) => expect(inWords(seconds)).toBe(words));
});

describe('over HTTP', () => {
  let world: World;
  let served: Served;
  beforeAll(async () => {
    world = await newWorld({ settings: { ...testSettings, invitationsADay: { perPerson: 4, perOrganization: 3, perAddress: 1 } } });
    served = await serve(world);
  });
  afterAll(async () => {
    await served.close();
    await world.close();
  });
  type Company = Awaited<ReturnType<World['company']>>;
  const fresh = () => `${crypto.randomUUID()}@example.org`;
  const invite = (c: Company, who: TestPerson, email: string) => served.send('POST', `/api/v1/organizations/${c.organizationId}/invitations`, { who, body: { email } });

  test('429 with Retry-After and a sentence once a person, an organization or a mailbox has had enough; 201 for everybody else', async () => {
    const [c, other] = [await world.company(), await world.company()];
    const address = fresh();
    expect((await invite(c, c.alice, address)).status).toBe(201);
    const again = await invite(other, other.alice, address);
    expect(again).toMatchObject({ status: 429, body: { code: 'too-many-requests', detail: expect.stringContaining('has to wait') } });
    expect(Number(again.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(again.headers['retry-after'])).toBeLessThanOrEqual(86_400);
    expect((await invite(other, other.alice, fresh())).status).toBe(201);
    expect((await invite(c, c.alice, fresh())).status).toBe(201);
    expect(Number((await invite(c, c.alice, fresh())).headers['retry-after'])).toBeLessThanOrEqual(3600); // two an hour
    expect((await invite(c, c.carol, fresh())).status).toBe(201);
    expect((await invite(c, c.carol, fresh())).status).toBe(429); // three of one organization
  });

  test('a refusal counts for nobody, and the answer is the same whether the address has an account', async () => {
    const c = await world.company();
    const [known, unknown] = [(await world.person()).email, fresh()];
    for (let time = 0; time < 5; time += 1) expect((await invite(c, c.alice, c.bob.email)).status).toBe(409);
    const answers = [await invite(c, c.alice, known), await invite(c, c.alice, unknown)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const shape = ({ body }: (typeof answers)[number], email: string) => JSON.stringify(body).replaceAll(email, 'email').replaceAll(/"(?:id|sentAt|expiresAt)":"[^"]*"/g, '');
    expect(shape(answers[0]!, known)).toBe(shape(answers[1]!, unknown));
    const limited = [await invite(c, c.alice, known), await invite(c, c.alice, unknown)];
    expect(limited.map(({ status, body }) => [status, body.detail.replace(/in .*\./, '')])).toEqual([[429, limited[0]!.body.detail.replace(/in .*\./, '')], [429, limited[0]!.body.detail.replace(/in .*\./, '')]]);
  });

  test('sending again counts like inviting', async () => {
    const c = await world.company();
    const { body } = await invite(c, c.alice, fresh());
    const resent = await served.send('POST', `/api/v1/organizations/${c.organizationId}/invitations/${body.id}/resend`, { who: c.alice, body: {} });
    expect(resent).toMatchObject({ status: 429, body: { code: 'too-many-requests' } }); // one a day to one mailbox
    expect((await world.request('invitations.list', c.alice, { organizationId: c.organizationId })).body.items[0]).toMatchObject({ id: body.id, sentAt: body.sentAt });
  });

  test('all at once get no more than there is', async () => {
    const c = await world.company();
    const answers = await Promise.all(Array.from({ length: 12 }, () => invite(c, c.alice, fresh())));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, ...Array.from({ length: 10 }, () => 429)]);
  });
});
