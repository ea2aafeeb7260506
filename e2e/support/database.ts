/** The database of a running product, for states that only time or an operator brings about. */
import path from 'node:path';
import { findRunningPostgres } from '../../server/src/platform/postgres/embedded-running.ts';
import { openPool, type Pool } from '../../server/src/platform/postgres/pool.ts';
import type { Product } from './product.ts';

/** Runs `work` in one transaction that writes in the organization, as the server's own role. */
export async function inDatabase(product: Product, organizationId: string, work: (sql: Pool) => Promise<unknown>): Promise<void> {
  const place = findRunningPostgres(path.join(product.dataFolder, 'postgres'));
  if (!place) throw new Error('The product runs no database of its own.');
  const pool = openPool(place, { max: 1, name: 'journey' });
  try {
    await pool.begin(async (sql) => {
      await sql`select set_config('hopyard.organization', ${organizationId}, true)`;
      await work(sql as unknown as Pool);
    });
  } finally {
    await pool.end();
  }
}

export const expireInvitation = (product: Product, organizationId: string, email: string): Promise<void> =>
  inDatabase(product, organizationId, (sql) => sql`update invitation set expires_at = now() - interval '2 days', sent_at = now() - interval '9 days' where organization_id = ${organizationId} and email = ${email}`);

export const limitSeats = (product: Product, organizationId: string, seats: number | null): Promise<void> =>
  inDatabase(product, organizationId, (sql) => sql`update organization set seats = ${seats} where id = ${organizationId}`);

/** Members by the hundred, without a sign-in each. */
export const addMembers = (product: Product, organizationId: string, count: number): Promise<void> =>
  inDatabase(product, organizationId, async (sql) => {
    await sql`
      with person as (
        insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", "givenName", "familyName")
        select gen_random_uuid(), 'Person No. ' || n, 'person-' || n || '@example.org', true, now(), now(), 'Person', 'No. ' || n from generate_series(1, ${count}::int) n
        returning id)
      insert into member (id, organization_id, user_id, role, joined_at) select gen_random_uuid(), ${organizationId}, id, 'member', now() from person`;
  });
