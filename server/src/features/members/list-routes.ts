/** Who is a member and who was: lists and the file. They read only. */
import { z } from 'zod';
import { endpoint, loadOrganizationId, type AnyEndpoint } from '../../kernel/endpoint.ts';
import { toPage } from '../../kernel/page.ts';
import { pagesOf, tableFile, tableMedia } from '../../kernel/table-file.ts';
import { TextStream } from '../../kernel/text-stream.ts';
import { isAdministrator, roleOf } from '../access/permissions.ts';
import * as clusterAccounts from '../cluster-accounts/store.ts';
import { mayOfferNow } from '../ownership-offers/policy.ts';
import * as offers from '../ownership-offers/store.ts';
import { ExportMembers, formerMemberView, FormerMemberPage, ListFormer, ListMembers, matchingView, MemberPage, memberView } from './contract.ts';
import { memberTable } from './export.ts';
import { writeCursor } from './listing.ts';
import { mayExport, mayList, mayListFormer } from './policy.ts';
import * as members from './store.ts';

const list = endpoint({
  operation: 'members.list',
  summary: 'The members of the organization: searched, filtered, and in the order that is asked for',
  method: 'GET', path: '/organizations/:organizationId/members', access: 'member', reads: true,
  input: ListMembers, output: MemberPage,
  load: loadOrganizationId, allow: mayList,
  run: async ({ tx, actor }, organizationId, { limit, ...listing }) => {
    const [{ total, matching }, rows, offer] = await Promise.all([
      members.count(tx, organizationId, listing),
      members.list(tx, organizationId, { ...listing, seesAll: isAdministrator(roleOf(actor)) }, limit + 1),
      mayOfferNow(actor, organizationId, null).ok ? offers.findOpen(tx, organizationId) : null, // who may make none is told of none
    ]);
    return { ...toPage(rows, limit, ({ place }) => writeCursor(listing, place), (row) => memberView(row, actor, offer)), total, matching: matchingView(listing, matching) };
  },
});

/** Rows are read while the file is sent, so that the number of members does not matter. */
const exportAll = endpoint({
  operation: 'members.export',
  summary: 'The members as a CSV or JSON file, searched, filtered and in order as in the list',
  method: 'GET', path: '/organizations/:organizationId/members/export', access: 'member', reads: true, media: tableMedia,
  input: ExportMembers, output: z.instanceof(TextStream),
  load: loadOrganizationId, allow: mayExport,
  run: async ({ tx, now }, organizationId, { format, ...listing }) => {
    const pages = pagesOf<members.Listed>((last) => members.list(tx, organizationId, { ...listing, after: last?.place ?? null }, 1000));
    return tableFile(memberTable, pages, { name: 'members', format, now });
  },
});

const listFormer = endpoint({
  operation: 'members.listFormer',
  summary: 'Who was removed or left and has not returned, the latest first, and how the blocks on the clusters stand (D07)',
  method: 'GET', path: '/organizations/:organizationId/members/former', access: 'member', reads: true,
  input: ListFormer, output: FormerMemberPage,
  load: loadOrganizationId, allow: mayListFormer,
  run: async ({ tx, actor, now }, organizationId, { cursor, limit }) => {
    const rows = await members.listRemovals(tx, organizationId, cursor ?? null, limit + 1);
    const accounts = await clusterAccounts.listOfPeople(tx, organizationId, rows.map(({ userId }) => userId));
    const former = rows.map((row) => ({ ...row, accounts: accounts.filter(({ userId }) => userId === row.userId) }));
    return toPage(former, limit, ({ id }) => id, (row) => formerMemberView(row, { actor, now }));
  },
});

export const memberListEndpoints: AnyEndpoint[] = [list, exportAll, listFormer];
