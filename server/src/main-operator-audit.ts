/** Commands about the audit log, for who runs the instance: recompute the chains, and erase a person. */
import * as audit from './features/audit/store.ts';
import { verifyChain } from './features/audit/verify.ts';
import { normaliseEmail } from './features/users/email.ts';
import { newUuid } from './platform/identifiers.ts';
import { asTx, type Pool } from './platform/postgres/pool.ts';
import { enterOrganization } from './platform/postgres/tenant.ts';
import { hashSecret } from './platform/secrets.ts';

type Say = (line: string) => void;

/** @param slug of one organization; null: all logs. Answers whether everything fits. */
export async function verifyAudit(pool: Pool, slug: string | null, say: Say): Promise<boolean> {
  const logs = (await audit.listLogs(asTx(pool))).filter((log) => slug === null || log.slug === slug);
  if (logs.length === 0) say(slug === null ? 'There is no audit log yet.' : `No organization with the address ${slug} has an audit log.`);
  let fits = logs.length > 0 || slug === null;
  for (const { organizationId, slug: name } of logs) {
    const { rows, broken } = await verifyChain((number, limit) => audit.listSealed(asTx(pool), organizationId, number, limit), hashSecret, null);
    const { waiting, forgotten } = await audit.countUnsealed(asTx(pool), organizationId);
    const last = await audit.findLastSeal(asTx(pool), organizationId);
    if (broken || forgotten > 0) fits = false;
    const found = broken ? `DOES NOT FIT at no. ${broken.number}: ${broken.because}` : `fits, ${rows} rows sealed${last ? `, the last as ${last.hash}` : ''}`;
    say(`${name ?? '(people alone)'}  ${found}${waiting > 0 ? `; ${waiting} wait for their seal` : ''}${forgotten > 0 ? `; ${forgotten} ROWS HAVE NO SEAL and wait for none` : ''}`);
  }
  return fits;
}

/** Where the person is still a member, the log keeps his name: he goes on acting there. */
export async function erasePerson(pool: Pool, address: string, say: Say): Promise<boolean> {
  const found = await audit.listErasable(asTx(pool), normaliseEmail(address));
  for (const { personId, organizationId, organizationName, isMember } of found) {
    const where = organizationName ?? 'what belongs to the person alone';
    if (isMember) {
      say(`Kept in ${where}: still a member there. Remove the person first.`);
      continue;
    }
    await pool.begin(async (sql) => {
      const tx = asTx(sql);
      if (organizationId) await enterOrganization(tx, organizationId);
      const now = new Date();
      await audit.erase(tx, personId, now);
      await audit.append(tx, {
        id: newUuid(), at: now, actor: { kind: 'system', job: 'operator' }, request: { cookies: {}, userAgent: '', address: '' },
        event: { operation: 'audit.erasePerson', organizationId, subject: personId, before: null, after: null },
      });
    });
    say(`Erased in ${where}.`);
  }
  if (found.length === 0) say(`No audit log names ${address}.`);
  return found.length > 0 && !found.some(({ isMember }) => isMember);
}
