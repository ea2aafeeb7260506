/** Reads the local mailbox as a person would: the newest letter to an address, and the link in it. */
import { until } from './product.ts';

type Listed = { id: string; subject: string };

export async function findLink(mailboxUrl: string, to: string, pattern: RegExp): Promise<string> {
  let link: string | undefined;
  await until(async () => {
    const answer = (await (await fetch(`${mailboxUrl}/api/messages?to=${encodeURIComponent(to)}`)).json()) as { items?: Listed[] } | Listed[];
    for (const { id } of Array.isArray(answer) ? answer : (answer.items ?? [])) {
      const { text } = (await (await fetch(`${mailboxUrl}/api/messages/${id}`)).json()) as { text: string };
      link = pattern.exec(text)?.[0];
      if (link) return true;
    }
    return false;
  }, 15_000, () => `no mail to ${to} with ${pattern.source}`);
  return link ?? '';
}
