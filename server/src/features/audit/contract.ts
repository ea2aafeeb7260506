import { z } from 'zod';
import { IdPageQuery, isOfOurEra, pageOf } from '../../kernel/page.ts';
import { OrganizationPath } from '../organizations/contract.ts';

const wrongInstant = 'An instant looks like 2026-03-31T00:00:00Z.';
/** Of the years that PostgreSQL takes too: an offset may lead out of them. */
const Instant = z.iso.datetime({ offset: true, message: wrongInstant }).refine((text) => Number.isNaN(Date.parse(text)) || isOfOurEra(new Date(text)), wrongInstant);
const Sought = z.string().max(254).transform((text) => text.replaceAll('\0', ' '));
const Word = z.string().regex(/^[A-Za-z.-]*$/, 'This is a word such as members.remove.');

const Filter = {
  /** A part of a name or an address, or the id that stands for the person. */
  actor: Sought.optional(),
  /** The same, of whoever did it or is named in it. */
  person: Sought.optional(),
  operation: Word.max(80).optional(),
  /** What it is about: `members`, `clusters`, … */
  noun: Word.max(40).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};

export const ListAudit = OrganizationPath.extend({ ...IdPageQuery, ...Filter });
export const ExportAudit = OrganizationPath.extend({ ...Filter, format: z.enum(['csv', 'json']) });
export const ListSeals = OrganizationPath.extend({
  /** Only seals after this number. */
  after: z.coerce.number().int().min(0).default(0),
});
/** A seal that somebody kept outside, to be found again: what a chain alone cannot show is that its end was cut off. */
export const VerifyAudit = OrganizationPath.extend({
  kept: z.strictObject({ number: z.number().int().min(1), hash: z.string().regex(/^[0-9a-f]{64}$/, 'A seal is 64 hexadecimal digits.') }).optional(),
});

/** Up to where the log is sealed, and how many rows wait. */
export const SealedView = z.object({ number: z.number().int(), hash: z.string(), at: z.iso.datetime().nullable(), waiting: z.number().int() });

const Person = z.object({ personId: z.uuid(), name: z.string(), email: z.string().nullable() });
const Side = z.record(z.string(), z.unknown()).nullable();

export const AuditRowView = z.object({
  id: z.uuid(),
  /** UTC, with microseconds. */
  at: z.string(),
  number: z.number().int().nullable(),
  operation: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'cluster', 'system', 'anonymous']),
    name: z.string(),
    email: z.string().nullable(),
    personId: z.string().nullable(),
    job: z.string().nullable(),
    key: z.object({ id: z.string(), name: z.string() }).nullable(),
  }),
  /** What happened, to follow the name of who did it. */
  sentence: z.string(),
  people: z.array(Person),
  before: Side,
  after: Side,
  from: z.object({ address: z.string(), userAgent: z.string() }).nullable(),
});

export const AuditList = pageOf(AuditRowView).extend({ sealed: SealedView, operations: z.array(z.string()) });

export const VerifiedView = z.object({
  verified: z.boolean(),
  /** Seals that were recomputed, up to the first that does not fit. */
  rows: z.number().int(),
  sealed: SealedView,
  broken: z.object({ number: z.number().int(), because: z.string() }).nullable(),
  /** Rows that have no seal and do not wait for one. */
  forgotten: z.number().int(),
  /** Whether the kept seal was found as it was; null when none was given. */
  keptFits: z.boolean().nullable(),
});
