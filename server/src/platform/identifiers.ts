import { randomBytes } from 'node:crypto';

const countersPerMs = 0x1000;
let last = { ms: 0, counter: 0 };

/** The next place in time order. A clock that stands or goes back does not make ids that sort before those made already. */
function nextPlace(now: number): { ms: number; counter: number } {
  if (now > last.ms) return { ms: now, counter: randomBytes(2).readUInt16BE() & 0x7ff };
  const counter = last.counter + 1;
  return counter < countersPerMs ? { ms: last.ms, counter } : { ms: last.ms + 1, counter: 0 };
}

/** UUID version 7 (RFC 9562, counter of method 1): in the order they are made, so that lists page by id and indexes stay compact. */
export function newUuid(now: number = Date.now()): string {
  last = nextPlace(now);
  const bytes = randomBytes(16);
  bytes.writeUIntBE(last.ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | last.counter, 6);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
