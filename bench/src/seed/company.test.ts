import { describe, expect, it } from 'vitest';
import { organizationAt, organizationsOf, personAt, roleAt, type Plan } from './company.ts';

const plan: Plan = [{ organizations: 3, members: 20 }, { organizations: 1, members: 1000 }];
const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('the seeded company', () => {
  it('numbers the organizations of a plan one after the other', () => {
    expect([...organizationsOf(plan)]).toEqual([
      { number: 0, members: 20 }, { number: 1, members: 20 }, { number: 2, members: 20 }, { number: 3, members: 1000 },
    ]);
  });

  it('is the same each time it is asked', () => {
    expect(organizationAt(7)).toEqual(organizationAt(7));
    expect(personAt(7, 3)).toEqual(personAt(7, 3));
    expect(personAt(7, 3)).not.toEqual(personAt(3, 7));
  });

  it('gives every row its own id, session and address', () => {
    const people = [...organizationsOf(plan)].flatMap(({ number, members }) => Array.from({ length: members }, (_, seat) => personAt(number, seat)));
    const organizations = [...organizationsOf(plan)].map(({ number }) => organizationAt(number).id);
    const ids = [...organizations, ...people.flatMap(({ userId, memberId }) => [userId, memberId])];
    expect(people).toHaveLength(1060);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !uuidV7.test(id))).toEqual([]);
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    expect(new Set(people.map(({ sessionToken }) => sessionToken)).size).toBe(people.length);
  });

  it('has one owner in each organization, whose member id comes first, and one administrator in ten (D02)', () => {
    const people = Array.from({ length: 1000 }, (_, seat) => personAt(3, seat));
    expect(people.filter(({ role }) => role === 'owner')).toEqual([people[0]]);
    expect(people.filter(({ role }) => role === 'administrator')).toHaveLength(100);
    expect(people.map(({ memberId }) => memberId).toSorted()).toEqual(people.map(({ memberId }) => memberId));
    expect([0, 1, 5, 15].map(roleAt)).toEqual(['owner', 'member', 'administrator', 'administrator']);
  });
});
