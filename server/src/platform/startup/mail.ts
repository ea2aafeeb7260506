/** The way out for mail: SMTP_URL, or the mailbox of this machine. */
import type { Configuration } from '../config.ts';
import type { DataDirectory } from '../data-directory.ts';
import { startMailCatcher } from '../mail/catcher.ts';
import { openTransport, type SmtpTransport } from '../mail/transport.ts';

export type OutgoingMail = { transport: SmtpTransport; mailboxUrl: string | null; stop(): Promise<void> };

/** `mailboxUrl` is null where SMTP_URL names a mail server. Throws PortTakenError for the mailbox's ports. */
export async function openMail(configuration: Configuration, data: DataDirectory): Promise<OutgoingMail> {
  const { smtpUrl, mailFrom } = configuration;
  if (smtpUrl) {
    const transport = openTransport({ smtpUrl, from: mailFrom });
    return { transport, mailboxUrl: null, stop: async () => transport.close() };
  }
  const pagePort = await data.chosenPort('mailbox', configuration.mailboxPort);
  const smtpPort = await data.chosenPort('mailbox-smtp', configuration.mailboxSmtpPort);
  const catcher = await startMailCatcher({ directory: data.mail, smtpPort, pagePort });
  const transport = openTransport({ smtpUrl: catcher.smtpUrl, from: mailFrom });
  return {
    transport, mailboxUrl: catcher.pageUrl,
    async stop() {
      transport.close();
      await catcher.stop();
    },
  };
}
