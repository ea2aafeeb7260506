import { z } from 'zod';
import { endpoint } from '../../kernel/endpoint.ts';
import type { MemberId, OrganizationId } from '../../kernel/id.ts';
import { invalidInput, Refusal } from '../../kernel/problem.ts';
import type { Scope } from '../../kernel/scope.ts';
import { toPage } from '../../kernel/page.ts';
import { allowance, allowed } from '../../kernel/verdict.ts';
import * as apiKeys from '../api-keys/store.ts';
import * as cloudAccounts from '../cloud-accounts/store.ts';
import * as connections from '../cluster-connections/store.ts';
import * as clusters from '../clusters/store.ts';
import * as invitations from '../invitations/store.ts';
import * as members from '../members/store.ts';
import * as offers from '../ownership-offers/store.ts';
import * as seats from '../seats/store.ts';
import {
  CreateOrganization, DeleteOrganization, DeletionPreview, ListOrganizations, OrganizationList, OrganizationPath, organizationView, OrganizationView, OrganizationSummaryView,
  UpdateOrganization, UpdatePermissions,
} from './contract.ts';
import { slugFor, type DeletionFacts, type OrganizationInFull } from './organization.ts';
import { mayCreate, mayDelete, mayPreviewDeletion, mayRead, mayUpdate, mayUpdatePermissions } from './policy.ts';
import * as organizations from './store.ts';

const versionOf = ({ version }: OrganizationInFull): number => version;

const load = ({ tx }: Scope, { organizationId }: { organizationId: string }) => organizations.findInFull(tx, organizationId as OrganizationId);

const viewOf = async ({ tx, actor, settings }: Scope, organization: OrganizationInFull) =>
  organizationView(organization, actor, await seats.read(tx, organization, settings));

async function loadDeletion({ tx, actor }: Scope, { organizationId }: { organizationId: string }) {
  const organization = await organizations.findInFull(tx, organizationId as OrganizationId);
  if (!organization || actor.kind !== 'user') return null;
  const [open, live] = await Promise.all([invitations.countOpen(tx, organization.id), clusters.listLiveNames(tx, organization.id)]);
  const facts: DeletionFacts = { members: organization.memberCount, invitations: open.pending, clusters: live };
  return { ...facts, id: organization.id, name: organization.name, deletedBy: actor };
}

/** D02: nobody is invited to it any more, and nobody will own it. */
async function endWhatIsOpen({ tx, now, emit }: Scope, organizationId: OrganizationId) {
  const because = 'the organization was deleted';
  for (const ended of await invitations.endAll(tx, organizationId, now)) {
    emit({ operation: 'invitations.end', organizationId, subject: ended.id, before: { email: ended.email }, after: { because } });
  }
  for (const ended of await offers.endThose(tx, organizationId, null)) {
    emit({ operation: 'ownership-offers.end', organizationId, subject: ended.id, before: { offeredTo: ended.offeredTo }, after: { because } });
  }
}

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
    limits: [{ name: 'create-organization', per: 'user', max: 50, windowSeconds: 24 * 60 * 60 }], // deleted ones count no more, their rows stay
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
    load,
    allow: mayRead,
    run: viewOf,
  }),
  endpoint({
    operation: 'organizations.update',
    summary: 'Rename the organization, or set the time zone in which its usage is counted',
    method: 'PATCH', path: '/organizations/:organizationId', access: 'member', locks: 'organization',
    input: UpdateOrganization,
    output: OrganizationView,
    load,
    versionOf,
    allow: mayUpdate,
    run: async (scope, organization, { name = organization.name, timeZone = organization.timeZone }) => {
      await organizations.update(scope.tx, organization.id, { name, timeZone });
      const before = { name: organization.name, timeZone: organization.timeZone };
      scope.emit({ operation: 'organizations.update', organizationId: organization.id, subject: organization.id, before, after: { name, timeZone } });
      return viewOf(scope, { ...organization, name, timeZone, version: organization.version + 1 });
    },
  }),
  endpoint({
    operation: 'organizations.updatePermissions',
    summary: 'Set what ordinary members may do',
    method: 'PUT', path: '/organizations/:organizationId/permissions', access: 'member', locks: 'organization',
    input: UpdatePermissions,
    output: OrganizationView,
    load,
    versionOf,
    allow: mayUpdatePermissions,
    run: async (scope, organization, { organizationId: _, ...permissions }) => {
      const { tx, actor, now, emit } = scope;
      await organizations.setPermissions(tx, organization.id, permissions, { at: now, by: actor.kind === 'user' ? actor.userId : null });
      emit({
        operation: 'organizations.updatePermissions', organizationId: organization.id, subject: organization.id,
        before: organization.permissions, after: permissions,
      });
      if (!permissions.membersCanInvite) { // D05: who may no longer invite has no open invitations
        for (const ended of await invitations.endThoseOfMembers(tx, organization.id, now)) {
          emit({ operation: 'invitations.end', organizationId: organization.id, subject: ended.id, before: { email: ended.email }, after: { because: 'members may no longer invite' } });
        }
      }
      const permissionsChanged = actor.kind === 'user' ? { at: now, by: actor } : null;
      return viewOf(scope, { ...organization, permissions, permissionsChanged, version: organization.version + 1 });
    },
  }),
  endpoint({
    operation: 'organizations.previewDeletion',
    summary: 'What deleting the organization would end, and what stands in the way',
    method: 'GET', path: '/organizations/:organizationId/deletion', access: 'member', reads: true,
    input: OrganizationPath,
    output: DeletionPreview,
    load: loadDeletion,
    allow: mayPreviewDeletion,
    run: async ({ actor }, facts) => ({ ...facts, allows: { delete: allowance(mayDelete(actor, facts, facts)) } }),
  }),
  endpoint({
    operation: 'organizations.delete',
    summary: 'Delete the organization for everybody; its name must be typed exactly, and no cluster may live (D02)',
    method: 'DELETE', path: '/organizations/:organizationId', access: 'member', locks: 'organization', status: 204,
    input: DeleteOrganization,
    output: z.undefined(),
    load: loadDeletion,
    allow: (actor, facts) => mayDelete(actor, facts, facts),
    run: async (scope, { id, name, deletedBy, members: memberCount }, { name: typed }) => {
      const { tx, now, emit, announce, enqueue } = scope;
      if (typed !== name) throw new Refusal(invalidInput([{ field: 'name', message: `Type the name exactly as it is: ${name}` }]));
      await endWhatIsOpen(scope, id);
      await apiKeys.endAll(tx, id, { userId: deletedBy.userId, at: now });
      await cloudAccounts.removeAll(tx, id, now);
      await connections.eraseSecrets(tx, id);
      await organizations.markDeleted(tx, id, { at: now, by: deletedBy.userId });
      emit({ operation: 'organizations.delete', organizationId: id, subject: id, before: { name, members: memberCount }, after: null });
      announce(id, 'members', id); // closes every stream: nobody is a member any more
      enqueue('organizations.tellDeleted', id);
      return undefined;
    },
  }),
];
