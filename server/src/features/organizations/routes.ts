import { endpoint } from '../../kernel/endpoint.ts';
import type { MemberId, OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import { allowed } from '../../kernel/verdict.ts';
import * as invitations from '../invitations/store.ts';
import * as members from '../members/store.ts';
import {
  CreateOrganization, ListOrganizations, OrganizationList, OrganizationPath, organizationView, OrganizationView, OrganizationSummaryView,
  UpdateOrganization, UpdatePermissions,
} from './contract.ts';
import { slugFor } from './organization.ts';
import { mayCreate, mayRead, mayUpdate, mayUpdatePermissions } from './policy.ts';
import * as organizations from './store.ts';

export const organizationEndpoints = [
  endpoint({
    operation: 'organizations.list',
    summary: 'The organizations you belong to',
    method: 'GET', path: '/organizations', access: 'signed-in', reads: true,
    input: ListOrganizations,
    output: OrganizationList,
    load: async ({ tx, actor }, { cursor, limit }) => (actor.kind === 'user' ? organizations.listOf(tx, actor.userId, cursor ?? null, limit + 1) : null),
    allow: () => allowed,
    run: async (_scope, rows, { limit }) => toPage(rows, limit, ({ memberId }) => memberId, ({ memberId: _, ...organization }) => organization),
  }),
  endpoint({
    operation: 'organizations.create',
    summary: 'Create a further organization, owned by you',
    method: 'POST', path: '/organizations', access: 'signed-in', locks: 'own', status: 201,
    input: CreateOrganization,
    output: OrganizationSummaryView,
    load: async ({ tx, actor, settings }) =>
      actor.kind === 'user'
        ? { userId: actor.userId, count: await organizations.countCreatedByForUpdate(tx, actor.userId), most: settings.organizationsPerPerson }
        : null,
    allow: mayCreate,
    run: async ({ tx, now, newId, newSecret, emit, enter }, { userId }, { name }) => {
      const id = newId<OrganizationId>();
      await enter(id);
      const slug = slugFor(name, newSecret().hash.slice(0, 6));
      await organizations.create(tx, { id, slug, name, createdBy: userId, createdAt: now });
      await members.add(tx, { id: newId<MemberId>(), organizationId: id, userId, role: 'owner', joinedAt: now, invitedBy: null });
      emit({ operation: 'organizations.create', organizationId: id, subject: id, before: null, after: { name, slug } });
      return { id, slug, name, role: 'owner' as const, suspended: false, suspensionNote: null };
    },
  }),
  endpoint({
    operation: 'organizations.read',
    summary: 'One organization, its permissions, and what you may do in it',
    method: 'GET', path: '/organizations/:organizationId', access: 'member', reads: true,
    input: OrganizationPath,
    output: OrganizationView,
    load: ({ tx }, { organizationId }) => organizations.find(tx, organizationId as OrganizationId),
    allow: mayRead,
    run: async ({ actor }, organization) => organizationView(organization, actor),
  }),
  endpoint({
    operation: 'organizations.update',
    summary: 'Rename the organization, or set the time zone in which its usage is counted',
    method: 'PATCH', path: '/organizations/:organizationId', access: 'member', locks: 'organization',
    input: UpdateOrganization,
    output: OrganizationView,
    load: ({ tx }, { organizationId }) => organizations.find(tx, organizationId as OrganizationId),
    allow: mayUpdate,
    run: async ({ tx, actor, emit }, organization, { name = organization.name, timeZone = organization.timeZone }) => {
      await organizations.update(tx, organization.id, { name, timeZone });
      const before = { name: organization.name, timeZone: organization.timeZone };
      emit({ operation: 'organizations.update', organizationId: organization.id, subject: organization.id, before, after: { name, timeZone } });
      return organizationView({ ...organization, name, timeZone }, actor);
    },
  }),
  endpoint({
    operation: 'organizations.updatePermissions',
    summary: 'Set what ordinary members may do',
    method: 'PUT', path: '/organizations/:organizationId/permissions', access: 'member', locks: 'organization',
    input: UpdatePermissions,
    output: OrganizationView,
    load: ({ tx }, { organizationId }) => organizations.find(tx, organizationId as OrganizationId),
    allow: mayUpdatePermissions,
    run: async ({ tx, actor, now, emit }, organization, { organizationId: _, ...permissions }) => {
      await organizations.setPermissions(tx, organization.id, permissions);
      emit({
        operation: 'organizations.updatePermissions', organizationId: organization.id, subject: organization.id,
        before: organization.permissions, after: permissions,
      });
      if (!permissions.membersCanInvite) { // D05: who may no longer invite has no open invitations
        for (const ended of await invitations.endThoseOfMembers(tx, organization.id, now)) {
          emit({ operation: 'invitations.end', organizationId: organization.id, subject: ended.id, before: { email: ended.email }, after: { because: 'members may no longer invite' } });
        }
      }
      return organizationView({ ...organization, permissions }, actor);
    },
  }),
];
