/** The kinds of value that environment variables hold. Each schema takes the text and says what it should have been. */
import { isIP } from 'node:net';
import { z } from 'zod';
import type { Settings } from '../kernel/settings.ts';
import { decodeSecret } from './secrets.ts';

export const text = z.string();

export function wholeNumber(least: number, most: number): z.ZodType<number, string> {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.string().regex(/^\d{1,9}$/, message).transform(Number).refine((value) => value >= least && value <= most, message);
}

export function oneOf<const Word extends string>(...words: readonly [Word, ...Word[]]): z.ZodType<Word, string> {
  return z.string().pipe(z.enum(words, `must be one of ${words.join(', ')}`)) as z.ZodType<Word, string>;
}

export const onOff = oneOf('on', 'off').transform((word) => word === 'on');

export const hostName = z
  .string()
  .refine((value) => isIP(value) !== 0 || isDomain(value), 'must be an IP address or a host name, without a port');

/** An http or https origin, normalised and without a trailing slash. */
export const origin = readAs('must be an http or https address without a path, such as https://hopyard.example.org', (value) => {
  const url = URL.parse(value);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return bare ? url.origin : null;
});

// postgres.js also takes forms that are no URL (a socket folder as host), so only the beginning is checked.
export const databaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/\S+$/, 'must be a PostgreSQL address, such as postgres://user:password@host:5432/hopyard');

export const smtpUrl = readAs('must be a mail server address, such as smtps://user:password@mail.example.org:465', (value) => {
  const url = URL.parse(value);
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '' ? value : null;
});

export const mailAddress = z
  .string()
  .regex(/^(?:[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be a mail address, such as Hopyard <hopyard@example.org>');

/** Address ranges, each with its prefix length: a bare address becomes a range of one. */
export const addressRanges = readAs('must be address ranges separated by commas, such as 10.0.0.0/8,fd00::/8', (value) =>
  wholeListOrNull(splitList(value).map(readRange)),
);

/** As addressRanges, and "loopback". A range of everybody would let anyone pretend to be any address. */
export const proxies = readAs('must be "loopback" or the address ranges of your proxy, such as 10.1.2.0/24, and not everybody (/0)', (value) => {
  const ranges = splitList(value).map((part) => (part === 'loopback' ? part : readRange(part)));
  return ranges.some((range) => range?.endsWith('/0')) ? null : wholeListOrNull(ranges);
});

export const registration: z.ZodType<Settings['registration'], string> = readAs('must be open, invited or domains: and a list, such as domains:example.org,example.com', (value) => {
  if (value === 'open' || value === 'invited') return { kind: value };
  const domains = value.startsWith('domains:') ? splitList(value.slice('domains:'.length).toLowerCase()) : [];
  const usable = domains.length > 0 && domains.every((domain) => isDomain(domain) && domain.includes('.'));
  return usable ? { kind: 'domains', domains } : null;
});

export const secret = z
  .string()
  .refine((value) => decodeSecret(value) !== null, 'must be at least 32 random bytes in base64 or hex; `openssl rand -base64 32` makes one');

function readAs<Value>(message: string, read: (value: string) => Value | null): z.ZodType<Value, string> {
  return z.string().transform((value, context) => {
    const found = read(value);
    if (found !== null) return found;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

function readRange(part: string): string | null {
  const [address = '', prefix, ...rest] = part.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return null;
  const most = family === 4 ? 32 : 128;
  if (prefix === undefined) return `${address}/${most}`;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= most ? `${address}/${Number(prefix)}` : null;
}

function wholeListOrNull(parts: readonly (string | null)[]): readonly string[] | null {
  const good = parts.filter((part) => part !== null);
  return good.length === parts.length && good.length > 0 ? good : null;
}

function splitList(value: string): string[] {
  return value.split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function isDomain(value: string): boolean {
  return value.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value) && !/^[\d.]+$/.test(value);
}
