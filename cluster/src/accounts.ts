/**
 * What an account of the cluster is: eight statuses, a few roles, a user name of exactly eight characters.
 * Pure; the numbers and names are those of Hopsworks.
 */
import type { Refusal } from './errors.ts';

export const statuses = {
  NEW_MOBILE_ACCOUNT: 0,
  VERIFIED_ACCOUNT: 1,
  ACTIVATED_ACCOUNT: 2,
  DEACTIVATED_ACCOUNT: 3,
  BLOCKED_ACCOUNT: 4,
  LOST_MOBILE: 5,
  SPAM_ACCOUNT: 6,
  TEMP_PASSWORD: 7,
} as const;

export type StatusName = keyof typeof statuses;
const statusNames = Object.keys(statuses) as StatusName[];

const statusRefusals: Record<StatusName, Refusal | null> = {
  NEW_MOBILE_ACCOUNT: 'notVerified',
  VERIFIED_ACCOUNT: 'notApproved',
  ACTIVATED_ACCOUNT: null,
  DEACTIVATED_ACCOUNT: 'deactivated',
  BLOCKED_ACCOUNT: 'blocked',
  LOST_MOBILE: 'lostDevice',
  SPAM_ACCOUNT: 'blocked',
  TEMP_PASSWORD: null,
};

/** Why an account of this status may neither log in nor use a key; null when it may. */
export function refusalOfStatus(status: number): Refusal | null {
  const name = statusNames[status];
  return name === undefined ? 'blocked' : statusRefusals[name];
}

/** A status comes in as a number, a number in text, or a name; it always goes out as a number. */
export function parseStatus(value: unknown): number | null {
  if (typeof value === 'string' && Object.hasOwn(statuses, value)) return statuses[value as StatusName];
  const number = typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && statusNames[number] !== undefined ? number : null;
}

export const groups = [
  { groupName: 'HOPS_ADMIN', groupDesc: 'Administrators of the cluster', gid: 1005 },
  { groupName: 'HOPS_USER', groupDesc: 'Ordinary users of the cluster', gid: 1006 },
  { groupName: 'AGENT', groupDesc: 'Agents on the machines of the cluster', gid: 1007 },
  { groupName: 'HOPS_SERVICE_USER', groupDesc: 'Accounts of services', gid: 1008 },
] as const;

export type GroupName = (typeof groups)[number]['groupName'];

export const isGroupName = (value: string): value is GroupName => groups.some((group) => group.groupName === value);

export const limits = { name: 30, email: 150, uuid: 128, token: 8000 } as const;

/** Real clusters refuse the sixth wrong password in a row by blocking. */
export const allowedFalseLogins = 5;

export function passwordWeakness(password: string): Refusal | null {
  if (password === '') return 'passwordEmpty';
  if (password.length < 6) return 'passwordTooShort';
  if (password.length > 255) return 'passwordTooLong';
  return /[a-z]/.test(password) && /[A-Z]/.test(password) && /[^a-zA-Z]/.test(password) ? null : 'passwordTooWeak';
}

export const isEmail = (email: string): boolean => email.length <= limits.email && /^[^\s@]+@[^\s@]+$/.test(email);

/**
 * The local part of the address cut or padded with `0` to eight characters of `a-z0-9`;
 * where that is taken, its tail becomes a number.
 */
export function usernameFor(email: string, isTaken: (username: string) => boolean): string {
  const local = email
    .replace(/@.*/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  const plain = local.slice(0, 8).padEnd(8, '0');
  if (!isTaken(plain)) return plain;
  for (let number = 1; number < 100_000_000; number += 1) {
    const suffix = String(number);
    const candidate = plain.slice(0, 8 - suffix.length) + suffix;
    if (!isTaken(candidate)) return candidate;
  }
  throw new Error('Every user name is taken');
}
