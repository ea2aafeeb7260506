import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { toPage } from '../../kernel/page.ts';
import type { Tx } from '../../kernel/scope.ts';
import { pagesOf, tableFile, tableMedia } from '../../kernel/table-file.ts';
import { TextStream } from '../../kernel/text-stream.ts';
import { noHash } from './chain.ts';
import { AuditList, ExportAudit, ListAudit, ListSeals, VerifiedView, VerifyAudit } from './contract.ts';
import { auditTable } from './export.ts';
import { kept } from './fields.ts';
import { mayExport, mayList, mayListSeals, mayVerify } from './policy.ts';
import * as audit from './store.ts';
import { verifyChain } from './verify.ts';
import { auditView, idsIn, type AuditRow, type Row } from './view.ts';

type Asked = { actor?: string | undefined; person?: string | undefined; operation?: string | undefined; noun?: string | undefined; from?: string | undefined; to?: string | undefined };

async function filterOf(tx: Tx, organizationId: OrganizationId, { actor, person, operation, noun, from, to }: Asked): Promise<audit.Filter> {
  const find = async (text: string | undefined) => (text?.trim() ? audit.findPeople(tx, organizationId, text.trim()) : null);
  return {
    actors: await find(actor), people: await find(person), operation: operation ?? null, noun: noun ?? null,
    from: from === undefined ? null : new Date(from), to: to === undefined ? null : new Date(to),
  };
}

async function inWords(tx: Tx, organizationId: OrganizationId, rows: readonly Row[]): Promise<AuditRow[]> {
  const named = await audit.listNamed(tx, organizationId, [...new Set(rows.flatMap(idsIn))]);
  const names = new Map(named.map((each) => [each.id, each]));
  return rows.map((row) => auditView(row, names));
}

async function sealedView(tx: Tx, organizationId: OrganizationId) {
  const last = await audit.findLastSeal(tx, organizationId);
  return { number: last?.number ?? 0, hash: last?.hash ?? noHash, at: last?.sealedAt.toISOString() ?? null, waiting: await audit.countWaiting(tx, organizationId) };
}

const list = endpoint({
  operation: 'audit.list',
  summary: 'Who did what to whom, when and from where, newest first, and up to where the log is sealed',
  method: 'GET', path: '/organizations/:organizationId/audit', access: 'member', reads: true,
  input: ListAudit,
  output: AuditList,
  load: loadOrganizationId,
  allow: mayList,
  run: async ({ tx }, organizationId, { cursor, limit, ...asked }) => {
    const rows = await audit.list(tx, organizationId, await filterOf(tx, organizationId, asked), { cursor: cursor ?? null, limit: limit + 1 });
    const page = toPage(rows, limit, ({ id }) => id, (row) => row);
    return { items: await inWords(tx, organizationId, page.items), nextCursor: page.nextCursor, sealed: await sealedView(tx, organizationId), operations: Object.keys(kept) };
  },
});

const rowsAtOnce = 1000;

async function* everyRow(tx: Tx, organizationId: OrganizationId, filter: audit.Filter): AsyncGenerator<{ shown: AuditRow; row: Row }[]> {
  for await (const rows of pagesOf<Row>((last) => audit.list(tx, organizationId, filter, { cursor: last?.id ?? null, limit: rowsAtOnce }))) {
    const shown = await inWords(tx, organizationId, rows);
    yield rows.flatMap((row, at) => (shown[at] ? [{ shown: shown[at], row }] : []));
  }
}

const exportAll = endpoint({
  operation: 'audit.export',
  summary: 'The log as a CSV or JSON file, with the same filters as the list',
  method: 'GET', path: '/organizations/:organizationId/audit/export', access: 'member', reads: true,
  media: tableMedia,
  input: ExportAudit,
  output: z.instanceof(TextStream),
  load: loadOrganizationId,
  allow: mayExport,
  run: async (scope, organizationId, { format, ...asked }) => {
    const pages = everyRow(scope.tx, organizationId, await filterOf(scope.tx, organizationId, asked));
    return tableFile(auditTable, pages, { name: 'audit-log', format, now: scope.now });
  },
});

const verify = endpoint({
  operation: 'audit.verify',
  summary: 'Recompute the whole chain, and compare it with a seal that was kept outside',
  method: 'POST', path: '/organizations/:organizationId/audit/verify', access: 'member', reads: true,
  input: VerifyAudit,
  output: VerifiedView,
  load: loadOrganizationId,
  allow: mayVerify,
  run: async ({ tx, hashSecret }, organizationId, { kept: keptSeal }) => {
    const sealed = await sealedView(tx, organizationId);
    const found = await verifyChain((number, limit) => audit.listSealed(tx, organizationId, number, limit), hashSecret, keptSeal ?? null);
    const { forgotten } = await audit.countUnsealed(tx, organizationId);
    return { ...found, sealed, forgotten, verified: found.broken === null && forgotten === 0 && found.keptFits !== false };
  },
});

async function* sealLines(tx: Tx, organizationId: OrganizationId, after: number): AsyncGenerator<string> {
  for await (const seals of pagesOf<audit.Sealed>((last) => audit.listSealed(tx, organizationId, last?.number ?? after, rowsAtOnce))) {
    yield seals.map(({ number, auditId, hash, sealedAt }) => `${JSON.stringify({ number, hash, auditId, sealedAt })}\n`).join('');
  }
}

const listSeals = endpoint({
  operation: 'audit.listSeals',
  summary: 'The seals as lines of JSON, oldest first, to be kept where nobody here can change them',
  method: 'GET', path: '/organizations/:organizationId/audit/seals', access: 'member', reads: true,
  media: ['application/x-ndjson'],
  input: ListSeals,
  output: z.instanceof(TextStream),
  load: loadOrganizationId,
  allow: mayListSeals,
  run: async ({ tx, now }, organizationId, { after }) => new TextStream('application/x-ndjson', `audit-seals-${now.toISOString().slice(0, 10)}.jsonl`, sealLines(tx, organizationId, after)),
});

export const auditEndpoints: AnyEndpoint[] = [list, exportAll, verify, listSeals];
