import { describe, expect, test } from 'vitest';
import { changesOf, exportPath, filterOf, isFiltered, noFilter, nounChoices, readAuditView, readKeptSeal } from './audit-view.ts';

describe('the filters in the address', () => {
  test('are read as they are, and nonsense as nothing', () => {
    expect(readAuditView({ actor: 'alice', from: '2026-11-25' })).toEqual({ ...noFilter, actor: 'alice', from: '2026-11-25' });
    expect(readAuditView({ from: 'yesterday', to: '2026-99-99', other: 'x' })).toEqual(noFilter);
    expect([isFiltered(noFilter), isFiltered({ ...noFilter, noun: 'members' }), isFiltered({ ...noFilter, actor: ' ' })]).toEqual([false, true, false]);
  });

  test('become instants: a day is whole, from midnight to midnight of the reader', () => {
    const { from, to } = filterOf({ ...noFilter, from: '2026-03-01', to: '2026-03-01' });
    expect(from).toBe(new Date('2026-03-01T00:00:00').toISOString());
    expect(to).toBe(new Date('2026-03-02T00:00:00').toISOString());
    expect(filterOf(noFilter)).toEqual({});
    expect(exportPath('o', 'csv', { ...noFilter, person: 'a b&c' })).toBe('/api/v1/organizations/o/audit/export?format=csv&person=a+b%26c');
  });
});

test('what can be chosen is named in plain words, one for each noun, without what belongs to a person alone', () => {
  expect(nounChoices(['members.remove', 'members.leave', 'sessions.end', 'api-keys.create'])).toEqual([{ value: 'members', label: 'Members' }, { value: 'api-keys', label: 'API keys' }]);
});

test('a kept seal is read from a line of the file, and nothing from anything else', () => {
  const hash = 'ab'.repeat(32);
  expect(readKeptSeal(`{"number":12,"hash":"${hash}","auditId":"x","sealedAt":"y"}`)).toEqual({ number: 12, hash });
  expect([readKeptSeal(hash), readKeptSeal('{"number":12}'), readKeptSeal('')]).toEqual([null, null, null]);
});

test('a change says each field before and after', () => {
  expect(changesOf({ role: 'member', people: ['a', 'b'] }, { role: 'administrator', isDefault: true })).toEqual([
    { field: 'Role', from: 'member', to: 'administrator' }, { field: 'People', from: 'a, b', to: null }, { field: 'Is default', from: null, to: 'yes' },
  ]);
  expect(changesOf(null, null)).toEqual([]);
});
