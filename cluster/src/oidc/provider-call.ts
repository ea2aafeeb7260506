import { RestError } from '../errors.ts';
import { send, type Outgoing } from '../http/outgoing.ts';

export const broken = (what: string): RestError => new RestError('providerBroken', `The identity provider ${what}.`);

/** The JSON that the provider answers. Discovery and keys that fail are 412 (its fault), the rest 401 (this log-in's). */
export async function ask(url: string, what: 'discovery' | 'keys' | 'token' | 'userinfo', outgoing: Outgoing = {}): Promise<unknown> {
  const { status, text } = await send(url, { ...outgoing, headers: { accept: 'application/json', ...outgoing.headers } }).catch((error: Error) => {
    throw broken(`does not answer (${what}: ${error.message})`);
  });
  if (status !== 200)
    throw what === 'discovery' || what === 'keys'
      ? broken(`does not answer as it should (${what}: ${status})`)
      : new RestError('logInFailed', 'The identity provider refused this log-in.');
  try {
    return JSON.parse(text);
  } catch {
    throw broken(`does not answer in JSON (${what})`);
  }
}
