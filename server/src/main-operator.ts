/**
 * What the operator of an instance may do and see beside the running server (D10). He is no member by that: nothing here shows
 * an organization's clusters or secrets.
 */
import path from 'node:path';
import * as mails from './features/mail/store.ts';
import { erasePerson, verifyAudit } from './main-operator-audit.ts';
import { appointOwner, listOrganizations, setSeats, type Operating } from './main-operator-organizations.ts';
import { endSecondStep } from './main-operator-second-step.ts';
import { endSessionsOf } from './main-operator-sessions.ts';
import { readConfiguration } from './platform/config.ts';
import { findRunningPostgres } from './platform/postgres/embedded-running.ts';
import { asTx, openPool, type Connection, type Pool } from './platform/postgres/pool.ts';
import { openVault } from './platform/secrets.ts';
import { checkBound, checkVault, serverConnection } from './platform/startup/database.ts';

const usage = `Usage: npm run operator -- <command>

  mail-queue                    letters that wait or failed: address, tries, the last error, the next try; never their content
  verify-audit [organization]   recomputes the hash chain of every audit log, or of the organization that has this in its address
  erase-person <e-mail>         forgets who stands behind a pseudonym of the audit logs; their chains go on to fit
  organizations                 every organization: its address, name, members, seats, and whether it was deleted
  seats <organization> <number|default>
                                how many members and open invitations it may have; lowering removes nobody
  switch-off-second-step <e-mail> --i-know-who-asks
                                for somebody who lost the phone and the recovery codes; the password stays, and the person is told
  end-sessions <e-mail>         signs a person out in every browser; open pages close at once, the password stays
  appoint-owner <organization> <e-mail> --owner-is-gone
                                makes an active member the owner where the owner is gone; both are told, and its audit log says so
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** As the server connects: the wall between organizations stands for the operator too. */
function findDatabase(): Connection {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = readConfiguration(process.env);
  if (databaseUrl) return serverConnection(databaseUrl, databaseOwnerUrl);
  const running = findRunningPostgres(path.join(dataDirectory, 'postgres'));
  if (!running) throw new Error(`No server runs on ${dataDirectory}. Start it first: its database is only there while it runs.`);
  return running;
}

const pageSize = 500;

async function mailQueue(pool: Pool): Promise<boolean> {
  let count = 0;
  for (let after: string | null = null; ; ) {
    const page: mails.UndeliveredMail[] = await mails.listUndelivered(asTx(pool), after, pageSize);
    for (const mail of page) {
      const next = mail.state === 'failed' ? 'given up' : `next try ${mail.nextAttemptAt?.toISOString() ?? 'now'}`;
      say(`${mail.createdAt.toISOString()}  ${mail.recipient}  ${mail.attempts === 1 ? '1 try' : `${mail.attempts} tries`}, ${next}  ${mail.error ?? ''}`.trimEnd());
    }
    count += page.length;
    after = page.at(-1)?.id ?? null;
    if (page.length < pageSize) break;
  }
  say(count === 0 ? 'No mail waits, and none has failed.' : `${count} not delivered.`);
  return true;
}

function operating(pool: Pool): Operating {
  const configuration = readConfiguration(process.env);
  return {
    pool, say, settings: configuration,
    async openVault() {
      const vault = openVault({ secret: configuration.secret, file: path.join(configuration.dataDirectory, 'secret') });
      await checkVault(pool, vault);
      return vault;
    },
  };
}

type Command = { least: number; most: number; run(pool: Pool, ...given: string[]): Promise<boolean> };

/** Each answers whether all is well; the exit code says it. */
const commands: Record<string, Command> = {
  'mail-queue': { least: 0, most: 0, run: mailQueue },
  'verify-audit': { least: 0, most: 1, run: (pool, slug) => verifyAudit(pool, slug ?? null, say) },
  organizations: { least: 0, most: 0, run: (pool) => listOrganizations(operating(pool)) },
  seats: { least: 2, most: 2, run: (pool, slug = '', seats = '') => setSeats(operating(pool), slug, seats) },
  'appoint-owner': { least: 2, most: 3, run: (pool, slug = '', address = '', statement) => appointOwner(operating(pool), slug, address, statement) },
  'switch-off-second-step': { least: 1, most: 2, run: (pool, address = '', statement) => endSecondStep(operating(pool), address, statement) },
  'end-sessions': { least: 1, most: 1, run: (pool, address = '') => endSessionsOf({ pool, say }, address) },
  'erase-person': { least: 1, most: 1, run: (pool, address = '') => erasePerson(pool, address, say) },
};

async function perform(command: Command, given: string[]): Promise<void> {
  const pool = openPool(findDatabase(), { max: 1, name: 'hopyard operator' });
  try {
    await checkBound(pool);
    process.exitCode = (await command.run(pool, ...given)) ? 0 : 1;
  } finally {
    await pool.end({ timeout: 2 });
  }
}

const [name = '', ...given] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command && given.length >= command.least && given.length <= command.most) {
  await perform(command, given).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
} else {
  process.stdout.write(usage);
  process.exitCode = 2;
}
