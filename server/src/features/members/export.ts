/** What a file of the list of members holds. */
import type { Table } from '../../kernel/table-file.ts';
import { fullName } from '../users/user.ts';
import type { Member } from './member.ts';

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export const memberTable: Table<Member> = {
  columns: [
    ['name', fullName],
    ['address', ({ email }) => email],
    ['role', ({ role }) => role],
    ['joined', ({ joinedAt }) => iso(joinedAt)],
    ['invited by', ({ invitedBy }) => invitedBy],
    ['last active', ({ lastActiveAt }) => iso(lastActiveAt)],
    ['two steps', ({ twoSteps }) => (twoSteps ? 'yes' : 'no')],
    ['suspended since', ({ suspendedAt }) => iso(suspendedAt)],
    ['suspended by', ({ suspendedBy }) => suspendedBy],
    ['note', ({ suspensionNote }) => suspensionNote],
  ],
  item: ({ id, userId, email, givenName, familyName, role, joinedAt, invitedBy, lastActiveAt, twoSteps, suspendedAt, suspendedBy, suspensionNote }) =>
    ({ id, userId, email, givenName, familyName, role, joinedAt, invitedBy, lastActiveAt, twoSteps, suspendedAt, suspendedBy, suspensionNote }),
};
