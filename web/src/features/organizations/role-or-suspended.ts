import type { OrganizationSummary } from '../../api/types.ts';
import { roleWord } from '../../ui/format.ts';

/** What one is in an organization; of a suspended member both are said (D11). */
export const roleOrSuspended = ({ role, suspended }: Pick<OrganizationSummary, 'role' | 'suspended'>): string => (suspended ? `${roleWord(role)}, suspended` : roleWord(role));
