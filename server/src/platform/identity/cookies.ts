/** The cookies of people: the signed session, and the mark of a browser that registered. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** A session ends so long after its last use, */
export const sessionSeconds = 7 * 24 * 60 * 60;
/** and so long after the sign-in, whatever its use. */
export const longestSessionSeconds = 30 * 24 * 60 * 60;
const registrationSeconds = 24 * 60 * 60;

export type Cookies = {
  sessionName: string;
  isSecure: boolean;
  /** The token of a Cookie header, or null when there is none or its signature is not ours. */
  readSession(header: string | undefined): string | null;
  /** A whole Set-Cookie header. The browser forgets it after `seconds`; without them, it is that of a new session. */
  session(token: string, seconds?: number): string;
  readRegistration(cookies: Readonly<Record<string, string>>): string | null;
  registration(value: string): string;
  readStep(cookies: Readonly<Record<string, string>>): string | null;
  /** The mark of a browser that is in the middle of signing in; null takes it away. */
  step(value: string | null, seconds: number): string;
};

/** @param secret signs; the sign-in library must use the same */
export function createCookies({ publicUrl, secret }: { publicUrl: string; secret: string }): Cookies {
  const isSecure = publicUrl.startsWith('https:');
  // With this prefix a browser takes the cookie only from this very host, over https.
  const prefix = isSecure ? '__Host-' : '';
  const sessionName = `${prefix}hopyard.session_token`;
  const registrationName = `${prefix}hopyard_registration`;
  const stepName = `${prefix}hopyard_step`;
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  const signature = (token: string) => createHmac('sha256', secret).update(token).digest();

  function verified(value: string): string | null {
    const at = value.lastIndexOf('.');
    if (at < 1) return null;
    const token = value.slice(0, at);
    const given = Buffer.from(value.slice(at + 1), 'base64');
    const expected = signature(token);
    return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
  }

  return {
    sessionName,
    isSecure,
    readSession: (header) => valuesOf(header, sessionName).map(verified).find((token) => token !== null) ?? null,
    session: (token, seconds = sessionSeconds) => `${sessionName}=${encodeURIComponent(`${token}.${signature(token).toString('base64')}`)}; Max-Age=${seconds}; ${attributes}`,
    readRegistration: (cookies) => cookies[registrationName] ?? null,
    registration: (value) => `${registrationName}=${value}; Max-Age=${registrationSeconds}; ${attributes}`,
    readStep: (cookies) => cookies[stepName] || null,
    step: (value, seconds) => `${stepName}=${value ?? ''}; Max-Age=${value === null ? 0 : seconds}; ${attributes}`,
  };
}

function valuesOf(header: string | undefined, name: string): string[] {
  if (!header) return [];
  return header.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) return [];
    try {
      return [decodeURIComponent(pair.slice(at + 1).trim())];
    } catch {
      return [];
    }
  });
}
