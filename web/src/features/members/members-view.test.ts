import { describe, expect, it } from 'vitest';
import { counted, exportPath, isFiltered, readMembersView, toggled, writeMembersView } from './members-view.ts';

describe('what the members page shows', () => {
  it('is the same after it went through an address', () => {
    const view = { q: 'ada l', roles: ['administrator' as const, 'member' as const], statuses: ['suspended' as const], sort: 'joined' as const, direction: 'descending' as const };
    expect(readMembersView(writeMembersView(view))).toEqual(view);
  });

  it('leaves the address alone while everything is as usual', () => {
    expect(Object.values(writeMembersView(readMembersView({}))).join('')).toBe('');
    expect(isFiltered(readMembersView({}))).toBe(false);
  });

  it('takes no notice of words it does not know', () => {
    expect(readMembersView({ role: 'emperor,member', sort: 'shoe-size', status: '' })).toMatchObject({ roles: ['member'], sort: 'name', statuses: [] });
  });

  it('is exported as it is shown', () => {
    expect(exportPath('o1', 'csv', { ...readMembersView({ q: 'ada l', role: 'administrator,member' }) })).toBe(
      '/api/v1/organizations/o1/members/export?format=csv&q=ada+l&role=administrator&role=member&sort=name&direction=ascending',
    );
  });

  it('says where counting stopped', () => {
    expect([counted({ count: 7, orMore: false }), counted({ count: 1000, orMore: true })]).toEqual(['7', '1000+']);
  });

  it('adds and takes away a filter by the same click', () => {
    expect(toggled(toggled(['owner'], 'member'), 'owner')).toEqual(['member']);
  });
});
