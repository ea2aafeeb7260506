/** Several members at once: each is asked about by itself, and each gets an answer. */
import type { MemberId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { fullName } from '../users/user.ts';
import type { Member } from './member.ts';

export type Outcome = { memberId: MemberId; name: string | null; outcome: 'done' | 'unchanged' | 'refused' | 'not-found'; because: string | null };

/** The answer for one; `done` stands only if it may be changed, and is changed next. */
export function outcomeFor(memberId: MemberId, member: Member | undefined, ask: (member: Member) => Verdict): Outcome {
  if (!member) return { memberId, name: null, outcome: 'not-found', because: 'This person is not a member any more.' };
  const verdict = ask(member);
  const named = { memberId, name: fullName(member) };
  return verdict.ok ? { ...named, outcome: 'done', because: null } : { ...named, outcome: 'refused', because: verdict.because };
}
