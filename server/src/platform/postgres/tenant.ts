/** The organization that a transaction may write in: row-level security compares every written row with it. */
import type { OrganizationId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

/** Holds until the transaction ends. */
export async function enterOrganization(tx: Tx, organizationId: OrganizationId): Promise<void> {
  await tx.query(`select set_config('hopyard.organization', $1, true)`, [organizationId]);
}
