/** Several members at once: each is asked about by itself, and each gets an answer. */
import type { MemberId } from '../../kernel/id.ts';
import type { Verdict } from '../../kernel/verdict.ts';
import { fullName } from '../users/user.ts';
import type { Member } from './member.ts';

export type Outcome = { memberId: MemberId; name: string | null; outcome: 'done' | 'unchanged' | 'refused' | 'not-found'; because: string | null };

/** `change` is false where everything was as it should be already. */
export type Each = { ask(member: Member): Verdict; change(member: Member): Promise<boolean> };

/** One after another; one that is refused keeps no other from being changed. Whoever is named twice is answered once. */
export async function changeEach(ids: readonly MemberId[], found: readonly Member[], { ask, change }: Each): Promise<Outcome[]> {
  const byId = new Map(found.map((member) => [member.id, member]));
  const outcomes: Outcome[] = [];
  for (const memberId of new Set(ids)) outcomes.push(await outcomeFor(memberId, byId.get(memberId), { ask, change }));
  return outcomes;
}

async function outcomeFor(memberId: MemberId, member: Member | undefined, { ask, change }: Each): Promise<Outcome> {
  if (!member) return { memberId, name: null, outcome: 'not-found', because: 'This person is not a member any more.' };
  const named = { memberId, name: fullName(member) };
  const verdict = ask(member);
  if (!verdict.ok) return { ...named, outcome: 'refused', because: verdict.because };
  return { ...named, outcome: (await change(member)) ? 'done' : 'unchanged', because: null };
}
