/**
 * Who is in the database while it is measured. Every value follows from the number of the organization and the seat in
 * it, so any size can be written as a stream, both sides get the same rows, and the load knows everybody by number.
 */
import { hash } from 'node:crypto';
import type { Role } from '../../../server/src/kernel/actor.ts';
import type { MemberId, OrganizationId, UserId } from '../../../server/src/kernel/id.ts';

/** So many organizations of so many members each; numbers run on from one line to the next. */
export type Plan = readonly { organizations: number; members: number }[];

export type SeededOrganization = { id: OrganizationId; slug: string; name: string; createdAt: Date };
export type SeededPerson = {
  userId: UserId; memberId: MemberId; sessionToken: string; email: string; givenName: string; familyName: string; role: Role; joinedAt: Date;
};

const givenNames = ['Alice', 'Bob', 'Carol', 'Dmitri', 'Esra', 'Farid', 'Greta', 'Hana', 'Ingrid', 'Jonas', 'Karin', 'Luis', 'Maja', 'Nils', 'Olga', 'Pedro'];
const familyNames = ['Adams', 'Berg', 'Costa', 'Dahl', 'Ek', 'Fischer', 'Garcia', 'Holm', 'Ivanova', 'Jensen', 'Khan', 'Lind', 'Moreau'];
const firstDayMs = Date.UTC(2025, 0, 6);
const secondMs = 1000;

/** Every member of the plan by organization number and number of members there. */
export function* organizationsOf(plan: Plan): Generator<{ number: number; members: number }> {
  let number = 0;
  for (const { organizations, members } of plan) for (let made = 0; made < organizations; made++) yield { number: number++, members };
}

export function organizationAt(number: number): SeededOrganization {
  const createdAtMs = firstDayMs + number * secondMs;
  return { id: uuidAt(createdAtMs, `organization ${number}`) as OrganizationId, slug: `team-${number}`, name: `Team ${number}`, createdAt: new Date(createdAtMs) };
}

/** Seat 0 is the owner; one seat in ten an administrator. */
export function roleAt(seat: number): Role {
  if (seat === 0) return 'owner';
  return seat % 10 === 5 ? 'administrator' : 'member';
}

export function personAt(organizationNumber: number, seat: number): SeededPerson {
  const name = `${organizationNumber} ${seat}`;
  const joinedAtMs = firstDayMs + (organizationNumber + seat) * secondMs;
  const givenName = pick(givenNames, seat);
  const familyName = pick(familyNames, organizationNumber + seat);
  return {
    userId: uuidAt(joinedAtMs, `user ${name}`) as UserId,
    memberId: uuidAt(joinedAtMs, `member ${name}`) as MemberId,
    sessionToken: hash('sha256', `session ${name}`, 'base64url').slice(0, 32),
    email: `${givenName}.${familyName}.${organizationNumber}.${seat}@example.org`.toLowerCase(),
    givenName, familyName,
    role: roleAt(seat),
    joinedAt: new Date(joinedAtMs),
  };
}

const pick = (names: readonly string[], number: number): string => names[number % names.length] ?? '';

/** Version 7 as the product makes them, with a digest in the place of chance. */
function uuidAt(atMs: number, name: string): string {
  const time = atMs.toString(16).padStart(12, '0');
  const digest = hash('sha256', name, 'hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-8${digest.slice(3, 6)}-${digest.slice(6, 18)}`;
}
