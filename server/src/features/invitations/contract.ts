import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { shownOnce } from '../../kernel/endpoint.ts';
import { IdPageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { Email } from '../users/contract.ts';
import { shownState, type Invitation, type InvitedRole } from './invitation.ts';
import { ListingQuery } from './listing.ts';
import { cleanMessage, longestMessage } from './message.ts';
import { changeOutcomes, inviteOutcomes, invitedNow, type ChangeOutcome, type InviteOutcome } from './outcome.ts';
import { mayChange, type Change } from './policy.ts';

const Inviter = z.object({ email: z.string(), givenName: z.string(), familyName: z.string() });
const InvitedRoleName = z.enum(['administrator', 'member']);
const Message = z
  .string()
  .max(4 * longestMessage, `A message has at most ${longestMessage} characters.`)
  .transform(cleanMessage)
  .pipe(z.string().max(longestMessage, `A message has at most ${longestMessage} characters.`).nullable())
  .optional();
const mostAtOnce = 100;

export const ListInvitations = OrganizationPath.extend(ListingQuery);
export const CreateInvitation = OrganizationPath.extend({ email: Email, administrator: z.boolean().default(false), message: Message });
/** Addresses as they were typed: a wrong one has a result of its own and spoils nothing. */
export const CreateInvitations = OrganizationPath.extend({
  invitations: z.array(z.strictObject({ email: z.string(), administrator: z.boolean().default(false) })).min(1, 'Enter an address.').max(mostAtOnce, `At most ${mostAtOnce} at once.`),
  message: Message,
});
export const InvitationPath = OrganizationPath.extend({ invitationId: z.uuid() });
export const ManyInvitations = OrganizationPath.extend({ invitationIds: z.array(z.uuid()).min(1, 'Choose an invitation.').max(mostAtOnce, `At most ${mostAtOnce} at once.`) });
export const ReceivedPath = z.strictObject({ invitationId: z.uuid() });
export const OpenInvitation = z.strictObject({ token: z.string().min(20).max(200) });

export const InvitationView = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: InvitedRoleName,
    message: z.string().nullable(),
    state: z.enum(['pending', 'expired', 'closed']),
    invitedBy: Inviter,
    sentAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    delivery: z.object({ state: z.enum(['queued', 'delivered', 'failed']), error: z.string().nullable() }),
    allows: z.object({ resend: Allowance, withdraw: Allowance, copyLink: Allowance }),
  })
  .meta({ id: 'Invitation' });

export const InvitationPage = pageOf(InvitationView).extend({ counts: z.object({ pending: z.number().int(), expired: z.number().int() }) });

/** One for each address, in the order they came; an address that came twice has one. */
export const InvitationResults = z.object({
  results: z.array(z.object({ email: z.string(), outcome: z.enum(inviteOutcomes), sentence: z.string(), invitation: InvitationView.nullable() })),
});
export const ChangeResults = z.object({
  results: z.array(z.object({ id: z.uuid(), email: z.string().nullable(), outcome: z.enum(changeOutcomes), sentence: z.string(), invitation: InvitationView.nullable() })),
});

/** The whole address to hand over. It opens the invitation and proves no mailbox. */
export const LinkView = z.object({ link: shownOnce.secret, replayed: shownOnce.replayed, email: z.string(), expiresAt: z.iso.datetime() });

const ReceivedView = z.object({
  id: z.uuid(), organizationName: z.string(), invitedBy: Inviter, role: InvitedRoleName, message: z.string().nullable(), expiresAt: z.iso.datetime(),
});
export const ListReceived = z.strictObject(IdPageQuery);
export const ReceivedPage = pageOf(ReceivedView);

export const OpenedView = ReceivedView.extend({
  state: z.enum(['pending', 'expired', 'closed']),
  email: z.string(),
  /** Which secret opened it: the mailed one proves the mailbox, the copied one nothing (D03). */
  link: z.enum(['mailed', 'copied']),
  /** Whether the address has an account; null by a copied link, which whoever invited may hold. */
  registered: z.boolean().nullable(),
  /** null when nobody is signed in. */
  yours: z.boolean().nullable(),
});
export const AcceptedView = z.object({ organizationId: z.uuid(), slug: z.string() });

export function invitationView(invitation: Invitation, actor: Actor): z.input<typeof InvitationView> {
  const { id, email, role, message, invitedBy, delivery } = invitation;
  const allows = (operation: Change) => allowance(mayChange(actor, invitation, operation));
  return {
    id, email, role, message, invitedBy, delivery,
    state: shownState(invitation),
    sentAt: invitation.sentAt.toISOString(),
    expiresAt: invitation.expiresAt.toISOString(),
    allows: { resend: allows('invitations.resend'), withdraw: allows('invitations.withdraw'), copyLink: allows('invitations.createLink') },
  };
}

export function receivedView(invitation: Invitation): z.input<typeof ReceivedView> {
  const { id, organizationName, invitedBy, role, message } = invitation;
  return { id, organizationName, invitedBy, role, message, expiresAt: invitation.expiresAt.toISOString() };
}

/** What a link leads to, for who holds it; `viewer` is the address that is signed in. */
export function openedView({ invitation, copied }: { invitation: Invitation; copied: boolean }, registered: boolean, viewer: string | null): z.input<typeof OpenedView> {
  return {
    ...receivedView(invitation),
    state: shownState(invitation),
    email: invitation.email,
    link: copied ? 'copied' : 'mailed',
    registered: copied ? null : registered,
    yours: viewer === null ? null : viewer === invitation.email,
  };
}

type Turn<Outcome> = { stopped: { outcome: Outcome; sentence: string } | null; done: Invitation | null | void };

const turned = (actor: Actor, { stopped, done }: Turn<unknown>) => ({ invitation: done && !stopped ? invitationView(done, actor) : null });

export const inviteResults = (turns: readonly (Turn<InviteOutcome> & { one: { given: string; email: string; replaced: Invitation | null } })[], actor: Actor): z.input<typeof InvitationResults> => ({
  results: turns.map((turn) => ({ email: turn.one.given, ...turned(actor, turn), ...(turn.stopped ?? invitedNow(turn.one.email, turn.one.replaced)) })),
});

/** @param sentence what was done with what was not stopped */
export const changeResults = (
  turns: readonly (Turn<ChangeOutcome> & { one: { id: string; email: string | null } })[], actor: Actor, sentence: (email: string | null) => string,
): z.input<typeof ChangeResults> => ({
  results: turns.map((turn) => ({ id: turn.one.id, email: turn.one.email, ...turned(actor, turn), ...(turn.stopped ?? { outcome: 'done' as const, sentence: sentence(turn.one.email) }) })),
});

export const roleOf = (administrator: boolean): InvitedRole => (administrator ? 'administrator' : 'member');

type Typed = z.output<typeof CreateInvitations>['invitations'][number];

/** Each address once, in its normal form, or what is wrong with it. Of one that was typed twice the first counts. */
export function typedAddresses(typed: readonly Typed[]): { given: string; email: string; role: InvitedRole; wrong: string | null }[] {
  const seen = new Map<string, { given: string; email: string; role: InvitedRole; wrong: string | null }>();
  for (const { email: given, administrator } of typed) {
    const parsed = Email.safeParse(given);
    const email = parsed.data ?? given;
    if (!seen.has(email)) seen.set(email, { given, email, role: roleOf(administrator), wrong: parsed.success ? null : (parsed.error.issues[0]?.message ?? 'This is not an e-mail address.') });
  }
  return [...seen.values()];
}
