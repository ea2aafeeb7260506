/** The catcher's mail server. It takes everything, except what an address asks for by its name. */
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Box } from './catcher-box.ts';

const sizeLimit = 10 * 1024 * 1024; // bytes

export type CatcherSmtp = { port: number; close(): Promise<void> };

/**
 * Listens on loopback. `bob+rejected@…` is refused for good (550) and `bob+delayed@…` at its first attempt (451), so
 * that a person can see what the product does then.
 */
export async function listenForMail(box: Box, port: number): Promise<CatcherSmtp> {
  const askedBefore = new Set<string>();
  const server = new SMTPServer({
    banner: 'Hopyard mailbox',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: sizeLimit,
    maxClients: 50,
    socketTimeout: 60_000,
    closeTimeout: 500,
    onRcptTo: ({ address }: SMTPServerAddress, _session: SMTPServerSession, done: (error?: Error | null) => void) => done(refusalOf(address.toLowerCase(), askedBefore)),
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error | null) => void) {
      keep(box, stream, session).then(() => done(), done);
    },
  });
  server.on('error', () => {}); // a client that breaks off is its own business; a failure to listen rejects below
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusalOf(address: string, askedBefore: Set<string>): Error | null {
  if (/\+rejected@/.test(address)) return Object.assign(new Error('5.1.1 No such mailbox here'), { responseCode: 550 });
  if (/\+delayed@/.test(address) && !askedBefore.has(address)) {
    askedBefore.add(address);
    return Object.assign(new Error('4.2.0 Try again later'), { responseCode: 451 });
  }
  return null;
}

async function keep(box: Box, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const parsed = await simpleParser(stream, { skipTextToHtml: true, skipImageLinks: true });
  if (stream.sizeExceeded) throw Object.assign(new Error('5.3.4 The message is too big'), { responseCode: 552 });
  box.add({
    messageId: parsed.messageId ?? '',
    from: parsed.from?.text ?? '',
    to: session.envelope.rcptTo.map(({ address }) => address),
    subject: parsed.subject ?? '',
    receivedAt: new Date().toISOString(),
    text: parsed.text ?? '',
    html: parsed.html || '',
  });
}
