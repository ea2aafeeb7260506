/** Many invitations at once: what became of each, in a word for programs and a sentence for people. */
import type { Actor } from '../../kernel/actor.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { all, allowed, type Verdict } from '../../kernel/verdict.ts';
import { canTakeSeat, withOneMore, type Seats } from '../seats/seats.ts';
import { shownState, type Invitation, type InvitedRole } from './invitation.ts';
import { limitedSentence } from './limits.ts';
import { canReceive, mayChange, mayInvite, mayReplace, type Change } from './policy.ts';

export const inviteOutcomes = ['invited', 'replaced', 'member', 'yourself', 'invalid', 'not-allowed', 'no-seat', 'limited'] as const;
export type InviteOutcome = (typeof inviteOutcomes)[number];

export const changeOutcomes = ['done', 'not-found', 'not-allowed', 'closed', 'no-seat', 'limited'] as const;
export type ChangeOutcome = (typeof changeOutcomes)[number];

export type Result<Outcome> = { outcome: Outcome; sentence: string };

/** What is known of an address before it is invited. */
export type Facts = { organizationId: OrganizationId; actorEmail: string; memberEmail: string | null; replaced: Invitation | null; seats: Seats };
export type Wanted = { email: string; role: InvitedRole; message: string | null };

/** An open invitation has a seat; one that expired has given it back. */
export const holdsSeat = (invitation: Invitation | null): boolean => invitation !== null && shownState(invitation) === 'pending';

type Question = { outcome: InviteOutcome; verdict: Verdict };

/** M07, M14, D03, D05: everything that may stand in the way of one invitation, who before when. */
const questions = (actor: Actor, facts: Facts, { email, role }: Pick<Wanted, 'email' | 'role'>): Question[] => [
  { outcome: 'not-allowed', verdict: mayInvite(actor, facts.organizationId, role) },
  { outcome: 'not-allowed', verdict: mayReplace(actor, facts.replaced) },
  { outcome: email === facts.actorEmail ? 'yourself' : 'member', verdict: canReceive(email, facts) },
  { outcome: 'no-seat', verdict: holdsSeat(facts.replaced) ? allowed : canTakeSeat(facts.seats) },
];

export const verdictOf = (actor: Actor, facts: Facts, wanted: Pick<Wanted, 'email' | 'role'>): Verdict =>
  all(...questions(actor, facts, wanted).map(({ verdict }) => verdict));

/** Null when nothing stands in the way. */
function refusalOf(actor: Actor, facts: Facts, wanted: Wanted): Result<InviteOutcome> | null {
  const refused = questions(actor, facts, wanted).find(({ verdict }) => !verdict.ok);
  return refused && !refused.verdict.ok ? { outcome: refused.outcome, sentence: refused.verdict.because } : null;
}

/** An expired one was in nobody's way, so nothing of it is told. */
export const invitedNow = (email: string, replaced: Invitation | null): Result<InviteOutcome> =>
  replaced && shownState(replaced) === 'pending'
    ? { outcome: 'replaced', sentence: `${email} was invited already. A new mail is on its way, and the link in the earlier one no longer works.` }
    : { outcome: 'invited', sentence: `${email} is invited. The mail is on its way.` };

export const limited = (seconds: number): Result<'limited'> => ({ outcome: 'limited', sentence: limitedSentence(seconds) });

type LookedUp = { given: string; wrong: string | null; wanted: Wanted; facts: Omit<Facts, 'seats'> };

/** One after another, since each takes a seat of those that are left. */
export function judgeInvites(actor: Actor, asked: readonly LookedUp[], free: Seats) {
  let seats = free;
  return asked.map(({ given, wrong, wanted, facts }) => {
    const refused = wrong === null ? refusalOf(actor, { ...facts, seats }, wanted) : { outcome: 'invalid' as const, sentence: wrong };
    if (!refused && !holdsSeat(facts.replaced)) seats = withOneMore(seats);
    return { given, wanted, replaced: facts.replaced, email: wanted.email, refused };
  });
}

/** To send again what expired takes a seat anew. */
export const canResend = (invitation: Invitation, seats: Seats): Verdict => (holdsSeat(invitation) ? allowed : canTakeSeat(seats));

type Found = { id: string; found: Invitation | null };

/** @param free the seats, for what is sent again; null where none is taken */
export function judgeChanges(actor: Actor, asked: readonly Found[], operation: Change, free: Seats | null) {
  let seats = free;
  return asked.map(({ id, found }) => {
    const refused = changeRefusal(actor, found, operation, seats);
    if (seats && !refused && !holdsSeat(found)) seats = withOneMore(seats);
    return { id, found, email: found?.email ?? null, refused };
  });
}

function changeRefusal(actor: Actor, invitation: Invitation | null, operation: Change, seats: Seats | null): Result<ChangeOutcome> | null {
  if (!invitation) return { outcome: 'not-found', sentence: 'There is no such invitation here.' };
  const verdict = mayChange(actor, invitation, operation);
  if (!verdict.ok) return { outcome: verdict.kind === 'forbidden' ? 'not-allowed' : 'closed', sentence: verdict.because };
  const seat = seats ? canResend(invitation, seats) : allowed;
  return seat.ok ? null : { outcome: 'no-seat', sentence: seat.because };
}

export const sentAgain = (email: string | null): string => `A new mail to ${email} is on its way. The link in the earlier one no longer works.`;
export const takenBack = (email: string | null): string => `The invitation to ${email} is withdrawn.`;
