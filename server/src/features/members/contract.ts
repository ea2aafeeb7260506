import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { OrganizationPath, RoleName } from '../organizations/contract.ts';
import type { Member } from './member.ts';
import { mayChangeRole, mayRemove } from './policy.ts';

export const ListMembers = OrganizationPath.extend(IdPageQuery);
export const MemberPath = OrganizationPath.extend({ memberId: z.uuid() });
export const ChangeRole = MemberPath.extend({ role: z.enum(['administrator', 'member']) });

export const MemberView = z
  .object({
    id: z.uuid(),
    userId: z.uuid(),
    email: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    role: RoleName,
    joinedAt: z.iso.datetime(),
    you: z.boolean(),
    allows: z.object({ remove: Allowance, changeRole: Allowance }),
  })
  .meta({ id: 'Member' });

export const MemberPage = pageOf(MemberView);

export const RemovalPreview = z.object({
  member: MemberView,
  clusters: z.array(z.object({ id: z.uuid(), name: z.string(), consequence: z.string() })),
  unmanagedClusters: z.array(z.object({ id: z.uuid(), name: z.string(), consequence: z.string() })),
  /** Open invitations that end, because this person sent them. */
  invitations: z.number().int(),
  /** How long a log-in that is open on a cluster may last after the block. */
  sessionMinutes: z.number().int(),
});

export function memberView(member: Member, actor: Actor): z.input<typeof MemberView> {
  const { id, userId, email, givenName, familyName, role } = member;
  const next = role === 'administrator' ? 'member' : 'administrator';
  return {
    id, userId, email, givenName, familyName, role,
    joinedAt: member.joinedAt.toISOString(),
    you: actor.kind === 'user' && actor.userId === userId,
    allows: { remove: allowance(mayRemove(actor, member)), changeRole: allowance(mayChangeRole(actor, member, next)) },
  };
}
