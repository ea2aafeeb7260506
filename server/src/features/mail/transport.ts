import type { Outcome } from './delivery.ts';

/** One letter as a mail server gets it. The same `id` and `sentAt` every time, so that a repeat is the same message. */
export type Message = { id: string; sentAt: Date; to: string; subject: string; text: string; html: string };

/** The way out. Never throws for what a mail server answers or fails to answer: that is an outcome. */
export type Transport = {
  send(message: Message): Promise<Outcome>;
};
