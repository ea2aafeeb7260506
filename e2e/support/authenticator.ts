/** A phone with an authenticator app, and a laptop with a fingerprint reader, as the browser meets them. */
import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMs = 30_000;

/** What an app shows at a moment (RFC 6238). Written apart from the server's, so that one mistake is not made twice. */
export function codeAt(secret: string, at: Date): string {
  let bits = 0n;
  for (const letter of secret) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter));
  const key = Buffer.from(bits.toString(16).padStart((secret.length * 5) / 4, '0'), 'hex');
  const counter = Buffer.from(Math.floor(at.getTime() / stepMs).toString(16).padStart(16, '0'), 'hex');
  const mac = createHmac('sha1', key).update(counter).digest();
  const start = mac[19]! % 16;
  return String(Number(BigInt(`0x${mac.subarray(start, start + 4).toString('hex')}`) & 0x7fffffffn) % 1_000_000).padStart(6, '0');
}

export type App = {
  /** A code that was not given before. The server takes the next half minute's too, so this seldom waits. */
  nextCode(): Promise<string>;
};

export function authenticatorApp(secret: string): App {
  let last = 0;
  return {
    async nextCode() {
      const present = () => Math.floor(Date.now() / stepMs);
      const step = Math.max(last + 1, present());
      while (step > present() + 1) await new Promise((resolve) => setTimeout(resolve, 250));
      last = step;
      return codeAt(secret, new Date(step * stepMs));
    },
  };
}

/** The browser's own authenticator: it verifies the person without asking, until it is told to refuse. */
export async function addFingerprintReader(page: Page): Promise<{ verifies(is: boolean): Promise<void>; keys(): Promise<number> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    verifies: async (is) => void (await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: is })),
    keys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  };
}
