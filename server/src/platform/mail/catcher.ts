/**
 * The mail server and mailbox of one machine, for when SMTP_URL names no other: the path is real SMTP, and the letters
 * can be read in a browser here. It is no mail server for a network: loopback only, and nothing is passed on.
 */
import { openBox } from './catcher-box.ts';
import { listenForReaders } from './catcher-http.ts';
import { listenForMail } from './catcher-smtp.ts';

export type MailCatcher = {
  /** What SMTP_URL would be. */
  smtpUrl: string;
  /** Where people read: `/?to=bob@example.org` shows one address. JSON at /api/messages and /api/messages/<id>. */
  pageUrl: string;
  stop(): Promise<void>;
};

/** Keeps messages below `directory`. A port of 0 takes any free one. Rejects when a port is taken. */
export async function startMailCatcher(options: { directory: string; smtpPort: number; pagePort: number }): Promise<MailCatcher> {
  const box = openBox(options.directory);
  const smtp = await listenForMail(box, options.smtpPort);
  try {
    const page = await listenForReaders(box, options.pagePort);
    return {
      smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
      pageUrl: `http://127.0.0.1:${page.port}`,
      stop: async () => {
        await Promise.all([smtp.close(), page.close()]);
      },
    };
  } catch (error) {
    await smtp.close();
    throw error;
  }
}
