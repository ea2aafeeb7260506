/** The live stream of an organization, as a person's browser holds it open. */
import type { Person } from './person.ts';
import type { Product } from './product.ts';

export type Stream = { status: number; text: string; ended: boolean };

/** `text` grows with what arrives. */
export async function openStream(product: Product, { context }: Person, organizationId: string): Promise<Stream> {
  const cookie = (await context.cookies(product.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${product.url}/api/v1/organizations/${organizationId}/events`, { headers: { cookie } });
  const stream: Stream = { status: answer.status, text: '', ended: false };
  void (async () => {
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) stream.text += part.value;
  })().catch(() => undefined).finally(() => (stream.ended = true));
  return stream;
}
