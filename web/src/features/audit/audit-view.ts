/** What the audit log shows, as the address of its page says it: links can be shared, and the back button works. */

export type AuditView = { actor: string; person: string; noun: string; operation: string; from: string; to: string };

const day = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (text: string | undefined): string => (text && day.test(text) && !Number.isNaN(new Date(`${text}T00:00:00`).getTime()) ? text : '');

/** Reads the query of an address; what it does not know is as if it was not there. */
export const readAuditView = (query: Record<string, string | undefined>): AuditView => ({
  actor: (query['actor'] ?? '').slice(0, 100),
  person: (query['person'] ?? '').slice(0, 100),
  noun: (query['noun'] ?? '').slice(0, 40),
  operation: (query['operation'] ?? '').slice(0, 80),
  from: dayOf(query['from']),
  to: dayOf(query['to']),
});

export const noFilter: AuditView = { actor: '', person: '', noun: '', operation: '', from: '', to: '' };

export const isFiltered = (view: AuditView): boolean => Object.values(view).some((value) => value.trim() !== '');

/** The filters as the API takes them: days begin and end at midnight of the reader. */
export function filterOf({ from, to, ...words }: AuditView): Record<string, string> {
  const end = to ? new Date(`${to}T00:00:00`) : null;
  end?.setDate(end.getDate() + 1);
  const all = { ...words, from: from ? new Date(`${from}T00:00:00`).toISOString() : '', to: end?.toISOString() ?? '' };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.trim() !== ''));
}

/** The address of a file with the same filters. */
export const exportPath = (organizationId: string, format: 'csv' | 'json', view: AuditView): string =>
  `/api/v1/organizations/${organizationId}/audit/export?${new URLSearchParams({ format, ...filterOf(view) })}`;

export const sealsPath = (organizationId: string): string => `/api/v1/organizations/${organizationId}/audit/seals`;

const nouns: Record<string, string> = {
  users: 'Accounts', organizations: 'The organization', members: 'Members', invitations: 'Invitations', 'ownership-offers': 'Ownership', 'cloud-accounts': 'Cloud accounts',
  clusters: 'Clusters', 'cluster-accounts': 'Accounts on clusters', 'cluster-passwords': 'Passwords of clusters', 'api-keys': 'API keys', audit: 'The audit log',
};
/** Belong to a person alone, so no organization's log has them. */
const personal = ['sessions', 'authenticators', 'passkeys'];

/** What can be chosen, of the operations that the log knows. */
export function nounChoices(operations: readonly string[]): { value: string; label: string }[] {
  const known = [...new Set(operations.map((operation) => operation.split('.')[0] ?? ''))].filter((noun) => !personal.includes(noun));
  return known.map((noun) => ({ value: noun, label: nouns[noun] ?? noun }));
}

/** A seal that was kept: a line of the seals file, or what stands in it. Null for anything else. */
export function readKeptSeal(line: string): { number: number; hash: string } | null {
  const number = Number(/"number"\s*:\s*(\d+)/.exec(line)?.[1]);
  const hash = /\b[0-9a-f]{64}\b/.exec(line)?.[0];
  return number >= 1 && hash ? { number, hash } : null;
}

/** "Expires at" of `expiresAt` */
const wordsOf = (field: string): string => {
  const spaced = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** Each field that is told, before and after. */
export function changesOf(before: Record<string, unknown> | null, after: Record<string, unknown> | null): { field: string; from: string | null; to: string | null }[] {
  const word = (value: unknown): string => (Array.isArray(value) ? value.map(word).join(', ') : value === null ? 'nothing' : value === true ? 'yes' : value === false ? 'no' : String(value));
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return fields.map((field) => ({
    field: wordsOf(field),
    from: before && field in before ? word(before[field]) : null,
    to: after && field in after ? word(after[field]) : null,
  }));
}
