/** Writes a plan into a migrated database by COPY, as its owner. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from '../../../server/src/platform/postgres/pool.ts';
import { organizationAt, organizationsOf, personAt, type Plan, type SeededPerson } from './company.ts';

const signedInUntil = '2100-01-01T00:00:00Z';
const rowsPerChunk = 500;

/** Everybody is signed in. Ends with a vacuum, so that statistics and visibility are those of a database at rest. */
export async function copyCompany(owner: Pool, plan: Plan): Promise<void> {
  await owner.begin(async (sql) => {
    // References hold by construction; checking each row of each table would take most of the time.
    await sql.unsafe('set local session_replication_role = replica');
    const copy = async (target: string, rows: Iterable<string>) => {
      const stream = await sql.unsafe(`copy ${target} from stdin`).writable();
      await pipeline(Readable.from(chunksOf(rows)), stream);
    };
    await copy('"user" (id, name, email, "emailVerified", "givenName", "familyName")', userRows(plan));
    await copy('organization (id, slug, name, created_by, created_at)', organizationRows(plan));
    await copy('member (id, organization_id, user_id, role, joined_at)', memberRows(plan));
    await copy('session ("expiresAt", token, "updatedAt", "userId")', sessionRows(plan));
  });
  await owner.unsafe('vacuum analyze "user", organization, member, session, invitation');
  await owner.unsafe('checkpoint');
}

const line = (...values: (string | boolean)[]): string => `${values.join('\t')}\n`;

function* peopleOf(plan: Plan): Generator<SeededPerson & { organizationNumber: number }> {
  for (const { number, members } of organizationsOf(plan)) {
    for (let seat = 0; seat < members; seat++) yield { ...personAt(number, seat), organizationNumber: number };
  }
}

function* userRows(plan: Plan): Generator<string> {
  for (const { userId, email, givenName, familyName } of peopleOf(plan)) yield line(userId, `${givenName} ${familyName}`, email, true, givenName, familyName);
}

function* organizationRows(plan: Plan): Generator<string> {
  for (const { number } of organizationsOf(plan)) {
    const { id, slug, name, createdAt } = organizationAt(number);
    yield line(id, slug, name, personAt(number, 0).userId, createdAt.toISOString());
  }
}

function* memberRows(plan: Plan): Generator<string> {
  for (const { organizationNumber, memberId, userId, role, joinedAt } of peopleOf(plan)) {
    yield line(memberId, organizationAt(organizationNumber).id, userId, role, joinedAt.toISOString());
  }
}

function* sessionRows(plan: Plan): Generator<string> {
  for (const { userId, sessionToken, joinedAt } of peopleOf(plan)) yield line(signedInUntil, sessionToken, joinedAt.toISOString(), userId);
}

function* chunksOf(rows: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < rowsPerChunk) continue;
    yield chunk.join('');
    chunk = [];
  }
  if (chunk.length > 0) yield chunk.join('');
}
