import type { Organization } from '../../api/types.ts';

type Of = Pick<Organization, 'role' | 'defaultCloudAccountId' | 'memberCount'>;

/** Which of the three first steps of an organization are done. A cluster is proof of an account too. */
export const firstSteps = ({ defaultCloudAccountId, memberCount }: Of, hasCluster: boolean) => ({
  account: defaultCloudAccountId !== null || hasCluster,
  cluster: hasCluster,
  team: memberCount > 1,
});

/** Whether the person comes to what others have set up, or has set up all of it: then there is nothing to begin with. */
export function showsAround(organization: Of, hasCluster: boolean): boolean {
  if (organization.role !== 'owner') return organization.role === 'member' || hasCluster;
  return Object.values(firstSteps(organization, hasCluster)).every(Boolean);
}
