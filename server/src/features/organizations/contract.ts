import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance, forbidden } from '../../kernel/verdict.ts';
import { canAssign } from '../access/assign.ts';
import { may, roleOf } from '../access/permissions.ts';
import { cleanName, isTimeZone, type Organization } from './organization.ts';
import { mayUpdate, mayUpdatePermissions } from './policy.ts';

export const RoleName = z.enum(['owner', 'administrator', 'member']);
export const OrganizationPath = z.strictObject({ organizationId: z.uuid() });

const Name = z.string().max(200).transform(cleanName).pipe(z.string().min(1, 'Give the organization a name.').max(80, 'A name has at most 80 characters.'));
const TimeZone = z.string().max(64).refine(isTimeZone, 'This is not the name of a time zone, such as Europe/Stockholm.');

const PermissionsView = z.object({
  membersCanInvite: z.boolean(),
  membersCanCreateAndTerminate: z.boolean(),
  membersCanOpenPorts: z.boolean(),
});

export const CreateOrganization = z.strictObject({ name: Name });
export const UpdateOrganization = OrganizationPath.extend({ name: Name.optional(), timeZone: TimeZone.optional() });
export const UpdatePermissions = OrganizationPath.extend(PermissionsView.shape);

export const OrganizationSummaryView = z.object({
  id: z.uuid(), slug: z.string(), name: z.string(), role: RoleName,
  /** D11: until reinstated, nothing inside can be read; the note is for the suspended person. */
  suspended: z.boolean(), suspensionNote: z.string().nullable(),
});
export const ListOrganizations = z.strictObject(IdPageQuery);
export const OrganizationList = pageOf(OrganizationSummaryView);

export const OrganizationView = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    role: RoleName,
    memberCount: z.number().int(),
    defaultCloudAccountId: z.uuid().nullable(),
    permissions: PermissionsView,
    allows: z.object({
      update: Allowance,
      updatePermissions: Allowance,
      invite: Allowance,
      inviteAdministrators: Allowance,
      createCluster: Allowance,
      openPorts: Allowance,
      manageCloudAccounts: Allowance,
    }),
  })
  .meta({ id: 'Organization' });

export function organizationView(organization: Organization, actor: Actor): z.input<typeof OrganizationView> {
  const role = roleOf(actor);
  const invite = may(actor, 'invitations.create', organization.id);
  const assign = canAssign(role, null, 'administrator');
  return {
    ...organization,
    role,
    allows: {
      update: allowance(mayUpdate(actor, organization)),
      updatePermissions: allowance(mayUpdatePermissions(actor, organization)),
      invite: allowance(invite),
      inviteAdministrators: allowance(invite.ok ? assign : forbidden(invite.because)),
      createCluster: allowance(may(actor, 'clusters.create', organization.id)),
      openPorts: allowance(may(actor, 'clusters.updateServices', organization.id)),
      manageCloudAccounts: allowance(may(actor, 'cloud-accounts.create', organization.id)),
    },
  };
}
