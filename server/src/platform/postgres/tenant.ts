/** The organization that a transaction may write in: row-level security compares every written row with it. */
import type { OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

const entered = new WeakMap<Tx, OrganizationId>();

/**
 * Holds until the transaction ends. Throws when the transaction has named another organization: what it wrote there and what it
 * would write here could not be told apart any more.
 */
export async function enterOrganization(tx: Tx, organizationId: OrganizationId): Promise<void> {
  const before = entered.get(tx);
  if (before === organizationId) return;
  if (before) throw new Error(`A transaction writes in one organization; this one is in ${before} and asked for ${organizationId}.`);
  entered.set(tx, organizationId);
  await tx.query(`select set_config('hopyard.organization', $1, true)`, [organizationId]);
}

/**
 * Held until the transaction ends, which must have entered the organization. `no key`: rows that refer to the organization can still
 * be written, by who holds the membership that this transaction may wait for.
 * @returns false when there is no such organization
 */
export const lockOrganization = async (tx: Tx, organizationId: OrganizationId): Promise<boolean> =>
  (await tx.query(`select id from organization where id = $1 for no key update`, [organizationId])).length > 0;
