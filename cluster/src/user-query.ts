/** The filters and sort keys of the list of users. Pure. */
import { groups, isGroupName, parseStatus } from './accounts.ts';
import { RestError } from './errors.ts';
import type { User } from './store/users.ts';

type Test = (user: User) => boolean;

const bad = (what: string): RestError => new RestError('badQuery', what);
const startsWith = (value: string, prefix: string): boolean => value.toLowerCase().startsWith(prefix.toLowerCase());

function statusOf(text: string): number {
  const status = parseStatus(text);
  if (status === null) throw bad(`There is no status ${text}.`);
  return status;
}

function roleOf(text: string): string {
  const group = groups.find(({ gid }) => String(gid) === text)?.groupName ?? text;
  if (!isGroupName(group)) throw bad(`There is no role ${text}.`);
  return group;
}

function isRemoteType(text: string): boolean {
  if (text === '0' || text === 'M_ACCOUNT_TYPE') return false;
  if (text === '1' || text === 'REMOTE_ACCOUNT_TYPE') return true;
  throw bad(`There is no account type ${text}.`);
}

function count(text: string): number {
  if (!/^\d+$/.test(text)) throw bad(`${text} is not a number.`);
  return Number(text);
}

// Each takes the text after the colon and gives a test of one user; prefixes are compared whatever their case.
const filters: Record<string, (text: string) => Test> = {
  role: (text) => {
    const role = roleOf(text);
    return (user) => user.roles.some((own) => own === role);
  },
  role_neq: (text) => {
    const role = roleOf(text);
    return (user) => !user.roles.some((own) => own === role);
  },
  type: (text) => {
    const remote = isRemoteType(text);
    return (user) => (user.uuid !== null) === remote;
  },
  status: (text) => {
    const status = statusOf(text);
    return (user) => user.status === status;
  },
  status_lt: (text) => {
    const status = statusOf(text);
    return (user) => user.status < status;
  },
  status_gt: (text) => {
    const status = statusOf(text);
    return (user) => user.status > status;
  },
  status_in: (text) => {
    const wanted = text.split(',').map(statusOf);
    return (user) => wanted.includes(user.status);
  },
  false_login: (text) => {
    const number = count(text);
    return (user) => user.falseLogins === number;
  },
  false_login_gt: (text) => {
    const number = count(text);
    return (user) => user.falseLogins > number;
  },
  false_login_lt: (text) => {
    const number = count(text);
    return (user) => user.falseLogins < number;
  },
  user_name: (text) => (user) => startsWith(user.username, text),
  user_first_name: (text) => (user) => startsWith(user.firstName, text),
  user_last_name: (text) => (user) => startsWith(user.lastName, text),
  user_email: (text) => (user) => startsWith(user.email, text),
  user_like: (text) => (user) => [user.username, user.firstName, user.lastName, user.email].some((value) => startsWith(value, text)),
};

const sortKeys: Record<string, (user: User) => string> = {
  email: (user) => user.email,
  first_name: (user) => user.firstName.toLowerCase(),
  last_name: (user) => user.lastName.toLowerCase(),
  date_created: (user) => user.createdAt,
};

function filterOf(text: string): Test {
  const colon = text.indexOf(':');
  const name = (colon < 0 ? text : text.slice(0, colon)).toLowerCase();
  const filter = filters[name];
  if (!filter || !Object.hasOwn(filters, name)) throw bad(`There is no filter ${text}.`);
  return filter(colon < 0 ? '' : text.slice(colon + 1));
}

function comparisonOf(text: string): (a: User, b: User) => number {
  const [name = '', direction = 'asc'] = text.trim().toLowerCase().split(':');
  const key = sortKeys[name];
  if (!key || !Object.hasOwn(sortKeys, name) || !['asc', 'desc'].includes(direction)) throw bad(`There is no sort key ${text}.`);
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => (key(a) < key(b) ? -sign : key(a) > key(b) ? sign : 0);
}

function pageNumber(text: string | null): number | null {
  if (text === null) return null;
  if (!/^\d+$/.test(text)) throw bad(`${text} is not a number.`);
  return Number(text);
}

/** Filters, sorts, pages; `count` is the number before paging. Unknown filters and keys are 404/310000. */
export function queryUsers(all: readonly User[], query: URLSearchParams): { items: User[]; count: number } {
  const tests = query.getAll('filter_by').map(filterOf);
  const comparisons = (query.get('sort_by') ?? '').split(',').filter(Boolean).map(comparisonOf);
  const found = all.filter((user) => tests.every((test) => test(user)));
  if (comparisons.length > 0) found.sort((a, b) => comparisons.map((compare) => compare(a, b)).find((order) => order !== 0) ?? a.id - b.id);
  const offset = pageNumber(query.get('offset')) ?? 0;
  const limit = pageNumber(query.get('limit')) ?? found.length;
  return { items: found.slice(offset, offset + limit), count: found.length };
}
