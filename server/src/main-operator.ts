/**
 * What the operator of an instance may do and see beside the running server (D10). He is no member by that: nothing here shows
 * an organization's clusters or secrets.
 */
import * as mails from './features/mail/store.ts';
import { readConfiguration } from './platform/config.ts';
import { findRunningPostgres } from './platform/postgres/embedded-running.ts';
import { asTx, openPool, type Connection } from './platform/postgres/pool.ts';
import path from 'node:path';

const usage = `Usage: npm run operator -- mail-queue

  mail-queue   letters that wait or failed: address, tries, the last error, the next try; never their content
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function findDatabase(): Connection {
  const { databaseUrl, dataDirectory } = readConfiguration(process.env);
  if (databaseUrl) return { url: databaseUrl };
  const running = findRunningPostgres(path.join(dataDirectory, 'postgres'));
  if (!running) throw new Error(`No server runs on ${dataDirectory}. Start it first: its database is only there while it runs.`);
  return running;
}

const pageSize = 500;

async function mailQueue(): Promise<void> {
  const pool = openPool(findDatabase(), { max: 1, name: 'hopyard operator' });
  try {
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
  } finally {
    await pool.end({ timeout: 2 });
  }
}

if (process.argv[2] === 'mail-queue' && process.argv.length === 3) {
  await mailQueue().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
} else {
  process.stdout.write(usage);
  process.exitCode = 2;
}
