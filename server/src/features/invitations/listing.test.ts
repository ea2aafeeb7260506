import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newWorld, type World } from '../../testing/world.ts';
import { nextCursor, readListing } from './listing.ts';

const asked = { sort: 'sent', direction: 'ascending' } as const;
const row = { id: '00000000-0000-7000-8000-000000000001' as never, email: 'bob@example.org', sentAt: new Date('2026-03-01T12:00:00.123Z'), expiresAt: new Date('2026-03-08T12:00:00.123Z') };

describe('a cursor of the list', () => {
  test.each(['sent', 'expires', 'email'] as const)('by %s is read as it was written, in that order only', (sort) => {
    const cursor = nextCursor({ sort }, row);
    expect(readListing({ ...asked, sort, cursor })?.after).toEqual({ id: row.id, value: { sent: '2026-03-01T12:00:00.123Z', expires: '2026-03-08T12:00:00.123Z', email: 'bob@example.org' }[sort] });
    expect(readListing({ ...asked, sort: sort === 'sent' ? 'email' : 'sent', cursor })).toBeNull();
  });
  test.each(['', 'x', '%', '%7B%7D', 'null', encodeURIComponent('{"sort":"sent","value":"soon","id":"00000000-0000-7000-8000-000000000001"}'), encodeURIComponent('{"sort":"sent","value":"2026-03-01","id":"1"}')])('%j is none', (cursor) =>
    expect(readListing({ ...asked, cursor })).toBeNull());
  test('is not needed for the first page, and a search is in the form of addresses', () => {
    expect(readListing(asked)).toEqual({ q: null, state: null, sort: 'sent', descending: false, after: null });
    expect(readListing({ ...asked, q: '  Bob@ＥX ', direction: 'descending', state: 'expired' })).toMatchObject({ q: 'bob@ex', state: 'expired', descending: true });
  });
});

describe('invitations.list', () => {
  let world: World;
  let c: Awaited<ReturnType<World['company']>>;
  const list = async (query: object = {}) => world.request('invitations.list', c.alice, { organizationId: c.organizationId, ...query });
  const names = async (query: object = {}) => (await list(query)).body.items.map(({ email }: { email: string }) => email.split('@')[0]);

  beforeAll(async () => {
    world = await newWorld();
    c = await world.company();
    for (const name of ['delta', 'alpha', 'charlie', 'bravo', 'a%b_c']) {
      const { body } = await world.request('invitations.create', c.carol, { organizationId: c.organizationId, email: `${name.replace('%', '')}@example.org`, message: `For ${name}` });
      if (name === 'charlie') await world.owner`update invitation set expires_at = now() - interval '1 day' where id = ${body.id}`;
      if (name === 'bravo') await world.owner`update mail set state = 'failed', last_error = 'No such mailbox.', sealed_body = null, next_attempt_at = null where invitation_id = ${body.id}`;
    }
  });
  afterAll(() => world.close());

  test('200 counts what is pending and what has expired, whatever is shown, and says who invited with which words', async () => {
    expect((await list({ state: 'expired' })).body).toMatchObject({ counts: { pending: 4, expired: 1 }, items: [{ email: 'charlie@example.org', state: 'expired', message: 'For charlie', invitedBy: { email: c.carol.email } }] });
    expect((await list()).body.items[0].allows).toEqual({ resend: true, withdraw: true, copyLink: true });
    expect((await list({ state: 'expired' })).body.items[0].allows).toEqual({ resend: true, withdraw: true, copyLink: expect.stringContaining('expired') });
  });

  test('200 searches a part of the address, in which nothing is a pattern', async () => {
    expect(await names({ q: 'LPH' })).toEqual(['alpha']);
    expect(await names({ q: 'a@example' })).toEqual(['delta', 'alpha']);
    expect(await names({ q: 'b_c' })).toEqual(['ab_c']);
    expect(await names({ q: '_' })).toEqual(['ab_c']);
    expect(await names({ q: '%' })).toEqual([]);
    expect(await names({ q: '\\' })).toEqual([]);
  });

  test('200 filters by state, and sorts by address, by sending and by end, both ways', async () => {
    expect(await names({ state: 'undelivered' })).toEqual(['bravo']);
    expect(await names({ state: 'pending' })).toEqual(['delta', 'alpha', 'bravo', 'ab_c']);
    expect(await names({ sort: 'email' })).toEqual(['ab_c', 'alpha', 'bravo', 'charlie', 'delta']);
    expect(await names({ sort: 'email', direction: 'descending' })).toEqual(['delta', 'charlie', 'bravo', 'alpha', 'ab_c']);
    expect(await names({ direction: 'descending' })).toEqual(['ab_c', 'bravo', 'charlie', 'alpha', 'delta']);
    expect((await names({ sort: 'expires' }))[0]).toBe('charlie');
  });

  test.each(['sent', 'expires', 'email'])('200 pages by %s in both directions without a gap and without repeating', async (sort) => {
    for (const direction of ['ascending', 'descending']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const { body } = await list({ sort, direction, limit: 2, ...(cursor ? { cursor } : {}) });
        seen.push(...body.items.map(({ email }: { email: string }) => email.split('@')[0]));
        cursor = body.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toEqual(await names({ sort, direction }));
    }
  });

  test('400 for a cursor of another order, an order and a state that there are not; 200 for the right ones', async () => {
    const { body } = await list({ sort: 'email', limit: 1 });
    expect(await list({ sort: 'sent', cursor: body.nextCursor })).toMatchObject({ status: 400, body: { fields: [{ field: 'cursor' }] } });
    expect((await list({ sort: 'name' })).status).toBe(400);
    expect((await list({ state: 'accepted' })).status).toBe(400);
    expect((await list({ sort: 'email', cursor: body.nextCursor })).status).toBe(200);
  });
});
