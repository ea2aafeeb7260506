/** A mailbox for tests of features: what was handed to the mail server. The real SMTP path has its own tests. */
import type { Message, Transport } from '../features/mail/transport.ts';

export function rememberingTransport(): Transport & { messages: Message[]; to(address: string): Message[] } {
  const messages: Message[] = [];
  return {
    messages,
    to: (address) => messages.filter((message) => message.to === address),
    async send(message) {
      messages.push(message);
      return { kind: 'delivered' };
    },
  };
}
