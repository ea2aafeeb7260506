import { describe, expect, it } from 'vitest';
import { roleConflict } from './role-conflict-sentence.ts';

const now = new Date('2026-11-24T12:00:00Z');
const earlier = '2026-11-20T12:00:00Z';
const justNow = '2026-11-24T11:59:55Z';

describe('whoever was slower with a role', () => {
  it('is told who changed it, and to what', () => {
    const roleChanged = { at: justNow, by: 'Carol Clark' };
    expect(roleConflict({ role: 'administrator', suspended: null, roleChanged }, null, now)).toBe('Carol Clark changed this 5 seconds ago: now an administrator.');
    expect(roleConflict({ role: 'member', suspended: null, roleChanged }, earlier, now)).toBe('Carol Clark changed this 5 seconds ago: now an ordinary member.');
    expect(roleConflict({ role: 'owner', suspended: null, roleChanged: { at: justNow, by: null } }, earlier, now)).toBe('The operator changed this 5 seconds ago: now the owner.');
  });

  it('is told of a suspension, and nothing of who gave the role long before', () => {
    const suspended = { since: justNow, by: 'Alice Adams', note: null, reasons: ['administrator'] };
    expect(roleConflict({ role: 'member', suspended, roleChanged: { at: earlier, by: 'Carol Clark' } }, earlier, now)).toBe('Alice Adams changed this 5 seconds ago: now suspended.');
    expect(roleConflict({ role: 'member', suspended: null, roleChanged: { at: earlier, by: 'Carol Clark' } }, earlier, now)).toBe('Somebody changed this meanwhile: now an ordinary member.');
  });
});
