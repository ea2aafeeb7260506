import type { Job, Work } from '../../kernel/job.ts';
import type { Vault } from '../../kernel/vault.ts';
import { openBody } from './body.ts';
import { afterAttempt, isDue, type Outcome, type QueuedMail } from './delivery.ts';
import * as mails from './store.ts';
import type { Transport } from './transport.ts';

export type MailPorts = { transport: Transport; vault: Vault };

// More than a mail server takes in the minute until the next sweep only means that the rest waits for that one.
const sweepSize = 500;

/** `mail.deliver` sends one letter once; `mail.sweep` finds those whose job was lost or whose time has come. */
export const mailJobs = (ports: MailPorts): Job[] => [
  { name: 'mail.deliver', run: (work, mailId) => work.exclusively(`mail:${mailId}`, () => deliver(ports, work, mailId)) },
  { name: 'mail.sweep', schedule: '* * * * *', run: sweep },
];

async function deliver({ transport, vault }: MailPorts, work: Work, mailId: string): Promise<void> {
  const mail = await work.within(async ({ tx, now, enter }) => {
    const found = await mails.findQueued(tx, mailId);
    if (!found || !isDue(found, now)) return null;
    if (!found.isMoot) return found;
    if (found.organizationId) await enter(found.organizationId);
    await mails.record(tx, found.id, { state: 'cancelled' });
    return null;
  });
  if (!mail) return;
  const { text, html } = openBody(vault, mail);
  const outcome = await transport.send({ id: mail.id, sentAt: mail.createdAt, to: mail.recipient, subject: mail.subject, text, html });
  // A crash here sends the same message again, under the same message id.
  await record(work, mail, outcome);
}

async function record(work: Work, mail: QueuedMail, outcome: Outcome): Promise<void> {
  const change = await work.within(async ({ tx, now, enter, enqueue, announce }) => {
    if (mail.organizationId) await enter(mail.organizationId);
    const decided = afterAttempt(mail, outcome, now);
    await mails.record(tx, mail.id, decided);
    if (decided.state === 'queued') enqueue('mail.deliver', mail.id, { startAt: decided.nextAttemptAt });
    if (mail.organizationId && mail.invitationId) announce(mail.organizationId, 'invitations', mail.invitationId);
    return decided;
  });
  if (change.state !== 'delivered') work.log('A letter was not delivered', { mailId: mail.id, state: change.state, because: change.lastError });
}

async function sweep(work: Work): Promise<void> {
  await work.within(async ({ tx, now, enqueue }) => {
    for (const mailId of await mails.listDue(tx, now, sweepSize)) enqueue('mail.deliver', mailId);
  });
}
