/**
 * Random commands that mostly make sense where they are asked: most requests of a blind dice would be refused at the
 * door. Which person is meant is decided by dice and by the state at that moment, so a seed replays the same.
 */
import fc from 'fast-check';
import { everybody, type Command, type MembershipModel, type Who } from './membership-model.ts';

type State = ReturnType<MembershipModel['state']>;
export type Draft = { what: Command['do']; dice: readonly [by: number, whom: number]; blind: boolean; flag: boolean };

const weights: Record<Command['do'], number> = {
  invite: 8, accept: 7, reject: 1, withdraw: 2, resend: 2, expire: 2, changeRole: 5, remove: 3, suspend: 5, reinstate: 4, leave: 2,
  permissions: 3, offer: 5, acceptOffer: 3, declineOffer: 1, withdrawOffer: 1, delete: 1,
};

export const draft: fc.Arbitrary<Draft> = fc.record({
  what: fc.oneof(...Object.entries(weights).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as Command['do']) }))),
  dice: fc.tuple(fc.nat({ max: 59 }), fc.nat({ max: 59 })),
  blind: fc.nat({ max: 4 }).map((number) => number === 0),
  flag: fc.boolean(),
});

const numbered = (lines: readonly string[]): Who[] => lines.map((line) => Number(line[0]) as Who);

/** Who could be meant; everybody when nobody fits, or when the dice are blind. */
function people(state: State, { what }: Draft): { by: Who[]; whom: Who[] } {
  const active = state.members.filter((member) => !member.endsWith('suspended'));
  const governing = numbered(active.filter((member) => !member.endsWith(' member')));
  const owner = numbered(active.filter((member) => member.endsWith('owner')));
  const others = numbered(state.members.filter((member) => !member.endsWith('owner')));
  const invited = numbered(state.open);
  const outside = everybody.filter((who) => !numbered(state.members).includes(who));
  const offered = state.offeredTo === null ? [] : [state.offeredTo];
  // An offer is only interesting while it is open: half of the removals and the like concern who is offered something.
  const concerned = [...others, ...offered, ...offered];
  const of: Record<Command['do'], { by: Who[]; whom: Who[] }> = {
    invite: { by: numbered(active), whom: outside }, accept: { by: invited, whom: [] }, reject: { by: invited, whom: [] },
    withdraw: { by: governing, whom: invited }, resend: { by: governing, whom: invited }, expire: { by: [], whom: invited },
    changeRole: { by: governing, whom: concerned }, remove: { by: governing, whom: concerned }, suspend: { by: governing, whom: concerned },
    reinstate: { by: governing, whom: numbered(state.members.filter((member) => member.endsWith('suspended'))) },
    leave: { by: numbered(active).filter((who) => !owner.includes(who)), whom: [] }, permissions: { by: governing, whom: [] },
    offer: { by: owner, whom: numbered(active).filter((who) => !owner.includes(who)) },
    acceptOffer: { by: offered, whom: [] }, declineOffer: { by: offered, whom: [] }, withdrawOffer: { by: owner, whom: [] }, delete: { by: owner, whom: [] },
  };
  return of[what];
}

export function aimed(state: State, given: Draft): Command {
  const { what, dice, blind, flag } = given;
  const meant = people(state, given);
  const pick = (from: readonly Who[], roll: number): Who => {
    const among = blind || from.length === 0 ? everybody : from;
    return among[roll % among.length] as Who;
  };
  const [by, whom] = [pick(meant.by, dice[0]), pick(meant.whom, dice[1])];
  if (what === 'invite') return { do: what, by, whom, administrator: flag };
  if (what === 'changeRole') return { do: what, by, whom, role: flag ? 'administrator' : 'member' };
  if (what === 'permissions') return { do: what, by, membersCanInvite: flag };
  if (what === 'expire') return { do: what, whom };
  // A deletion ends the run, so it is seldom the owner who asks.
  if (what === 'delete') return { do: what, by: dice[1] % 4 === 0 ? by : pick([1, 2, 3, 4, 5], dice[0]) };
  return { do: what, by, whom } as Command;
}
