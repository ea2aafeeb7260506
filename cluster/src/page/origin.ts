import { RestError } from '../errors.ts';
import { header, type Answer, type Exchange } from '../http/exchange.ts';

export const seeOther = (location: string, cookies: string[] = []): Answer => ({ status: 303, headers: { location }, cookies });

/** Refuses a form that another site sent; cookies are `Lax` too, this also stops other ports of the same host. */
export function requireSameOrigin(exchange: Exchange): void {
  const origin = header(exchange, 'origin');
  const site = header(exchange, 'sec-fetch-site');
  const isForeign = origin === '' ? !['', 'same-origin', 'none'].includes(site) : !URL.canParse(origin) || new URL(origin).host !== header(exchange, 'host');
  if (isForeign) throw new RestError('webApplication', 'This form came from another site.', 403);
}
