/** What is measured: requests by number, and what the sides' answers must have in common. */
import { isDeepStrictEqual } from 'node:util';
import { organizationAt, personAt, type Plan, type SeededPerson } from './seed/company.ts';

/** 2,000 organizations of 20, one of 1,000 and one of 10,000. */
export const quickPlan: Plan = [{ organizations: 2000, members: 20 }, { organizations: 1, members: 1000 }, { organizations: 1, members: 10_000 }];
const smallOrganizations = 2000;
const thousandMembers = 2000; // the number of that organization

export type Exchange = { method: 'GET' | 'POST'; path: string; as: SeededPerson; body?: string };

export type Operation = {
  name: string;
  /** The request of a turn; the same on every side. Turns that differ touch different rows. */
  exchange(turn: number): Exchange;
  /** Whether two sides answered the same to one turn. */
  agree(one: unknown, other: unknown): boolean;
};

/** Walks over all of `count` in an order without neighbours, so that no cache is favoured by a run of one page. */
const scattered = (turn: number, count: number): number => (turn * 7919) % count;

const organizationPath = (number: number): string => `/api/v1/organizations/${organizationAt(number).id}`;

/** An ordinary member of a small organization asks what it is and what he may do there. */
const mayI: Operation = {
  name: 'may-i',
  exchange(turn) {
    const number = scattered(turn, smallOrganizations);
    return { method: 'GET', path: organizationPath(number), as: personAt(number, 1) };
  },
  agree: isDeepStrictEqual,
};

/** The first 50 of 1,000 members, seen by changing members. */
const memberPage: Operation = {
  name: 'member-page',
  exchange: (turn) => ({ method: 'GET', path: `${organizationPath(thousandMembers)}/members?limit=50`, as: personAt(thousandMembers, scattered(turn, 1000)) }),
  agree: isDeepStrictEqual,
};

const inviting = 1000;

/** Owners of 1,000 organizations invite in turn, each fewer than the 150 an hour that one person may send. */
const invite: Operation = {
  name: 'invite',
  exchange(turn) {
    const number = turn % inviting;
    return {
      method: 'POST', path: `${organizationPath(number)}/invitations`, as: personAt(number, 0),
      body: JSON.stringify({ email: `invited.${turn}@example.net`, administrator: false }),
    };
  },
  agree: (one, other) => isDeepStrictEqual(withoutChance(one), withoutChance(other)),
};

/** An invitation without what every making of one draws anew; that it is there at all still counts. */
function withoutChance(answer: unknown): unknown {
  const drawn = new Set(['id', 'sentAt', 'expiresAt']);
  return Object.fromEntries(Object.entries(answer as object).map(([name, value]) => [name, drawn.has(name) ? typeof value : value]));
}

export const operations: readonly Operation[] = [mayI, memberPage, invite];
