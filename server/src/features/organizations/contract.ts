import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance, forbidden } from '../../kernel/verdict.ts';
import { canAssign } from '../access/assign.ts';
import { may, roleOf } from '../access/permissions.ts';
import { shownSeats, type Seats } from '../seats/seats.ts';
import { cleanName, isTimeZone, type OrganizationInFull } from './organization.ts';
import { mayPreviewDeletion, mayUpdate, mayUpdatePermissions } from './policy.ts';

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
export const DeleteOrganization = OrganizationPath.extend({ name: z.string().max(200) });

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
    /** For the header If-Match of a change. */
    version: z.number().int(),
    memberCount: z.number().int(),
    /** Whom the three permissions concern. */
    ordinaryMembers: z.number().int(),
    /** Null where there is no limit. Members and open invitations each use one. */
    seats: z.object({ limit: z.number().int(), used: z.number().int(), free: z.number().int() }).nullable(),
    defaultCloudAccountId: z.uuid().nullable(),
    permissions: PermissionsView,
    /** Who changed the permissions last; null until somebody has. */
    permissionsChanged: z.object({ at: z.iso.datetime(), by: z.object({ givenName: z.string(), familyName: z.string() }) }).nullable(),
    allows: z.object({
      update: Allowance,
      updatePermissions: Allowance,
      invite: Allowance,
      inviteAdministrators: Allowance,
      createCluster: Allowance,
      openPorts: Allowance,
      manageCloudAccounts: Allowance,
      delete: Allowance,
    }),
  })
  .meta({ id: 'Organization' });

export const DeletionPreview = z.object({
  /** To be typed, exactly. */
  name: z.string(),
  members: z.number().int(),
  invitations: z.number().int(),
  /** What has to be terminated first. */
  clusters: z.array(z.object({ id: z.uuid(), name: z.string() })),
  allows: z.object({ delete: Allowance }),
});

/** @param seats null: not limited, or not counted */
export function organizationView(organization: OrganizationInFull, actor: Actor, seats: Seats | null): z.input<typeof OrganizationView> {
  const role = roleOf(actor);
  const invite = may(actor, 'invitations.create', organization.id);
  const assign = canAssign(role, null, 'administrator');
  return {
    ...organization,
    role,
    seats: seats && shownSeats(seats),
    permissionsChanged: organization.permissionsChanged && { at: organization.permissionsChanged.at.toISOString(), by: organization.permissionsChanged.by },
    allows: {
      update: allowance(mayUpdate(actor, organization)),
      updatePermissions: allowance(mayUpdatePermissions(actor, organization)),
      invite: allowance(invite),
      inviteAdministrators: allowance(invite.ok ? assign : forbidden(invite.because)),
      createCluster: allowance(may(actor, 'clusters.create', organization.id)),
      openPorts: allowance(may(actor, 'clusters.updateServices', organization.id)),
      manageCloudAccounts: allowance(may(actor, 'cloud-accounts.create', organization.id)),
      delete: allowance(mayPreviewDeletion(actor, organization)),
    },
  };
}
