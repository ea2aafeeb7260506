import { describe, expect, it } from 'vitest';
import { paths, safeNext, samePageIn, signInThen } from './paths.ts';

describe('links', () => {
  it('name the organization in every address of its own pages (D01)', () => {
    expect(paths.members('team-b')).toBe('/o/team-b/members');
    expect(paths.newCluster('a b')).toBe('/o/a%20b/clusters/new');
  });

  it('lead to the same page of another organization, and to its clusters where the page belongs to one thing', () => {
    expect(samePageIn('/o/one/members', 'two')).toBe('/o/two/members');
    expect(samePageIn('/o/one/settings/cloud-accounts', 'two')).toBe('/o/two/settings/cloud-accounts');
    expect(samePageIn('/o/one/clusters/new', 'two')).toBe('/o/two/clusters');
  });
});

describe('the place to go on to after sign-in', () => {
  it('keeps a path of the dashboard with its query and fragment', () => {
    const place = '/o/team/usage?range=last-month#by-day';
    const asked = new URLSearchParams(signInThen(place).split('?')[1]).get('next');
    expect(safeNext(asked)).toBe(place);
  });

  it.each(['https://evil.example', '//evil.example/x', '/\\evil.example', 'javascript:alert(1)', '', null, '/sign-in?next=/sign-in'])('refuses %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
