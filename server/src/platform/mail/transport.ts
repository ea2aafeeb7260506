/** Hands letters to the mail server of SMTP_URL. What it answers becomes an outcome; nothing it says is an exception. */
import { createTransport } from 'nodemailer';
import type { Outcome } from '../../features/mail/delivery.ts';
import type { Message, Transport } from '../../features/mail/transport.ts';
import { outcomeOf } from './outcome.ts';

export type SmtpOptions = {
  /** smtp:// or smtps://, with user and password where the server wants them. */
  smtpUrl: string;
  /** An address with or without a name: `Hopyard <hopyard@example.org>`. */
  from: string;
  /** How long the server may stay silent at any point. */
  timeoutMs?: number;
};

export type SmtpTransport = Transport & { close(): void };

/** Connects with the first letter, and keeps up to three connections until `close`. */
export function openTransport({ smtpUrl, from, timeoutMs = 20_000 }: SmtpOptions): SmtpTransport {
  const mailer = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    // A stale pooled connection would cost a delay; our own queue repeats, so the pool must not.
    idleTimeout: 10_000,
    maxRequeues: 0,
    requireTLS: sendsPasswordAbroad(smtpUrl),
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

  return {
    async send(message: Message): Promise<Outcome> {
      try {
        await mailer.sendMail({
          from,
          // As an object, so that a comma in the address is never a second recipient.
          to: { name: '', address: message.to },
          subject: message.subject,
          text: message.text,
          html: message.html,
          messageId: `<${message.id}@${domain}>`,
          date: message.sentAt,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'delivered' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => mailer.close(),
  };
}

// Over smtp:// the connection starts unencrypted: a password may follow only after STARTTLS, or not leave this machine.
function sendsPasswordAbroad(smtpUrl: string): boolean {
  const { protocol, username, hostname } = new URL(smtpUrl);
  return protocol === 'smtp:' && username !== '' && !['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}
