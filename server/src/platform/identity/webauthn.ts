/** Passkeys: what a browser is asked, and whether its answer holds. The person must be verified by the device, each time. */
import { isIP } from 'node:net';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { PasskeyPorts } from '../../features/passkeys/ports.ts';

// Loaded when somebody first uses a passkey.
const load = () => import('@simplewebauthn/server');

// EdDSA, ES256 and RS256, which every device has one of. Said here, because asking Node about newer ones prints a warning.
const algorithms = [-8, -7, -257];

// What browsers name; the library passes on whatever they say.
const ways = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

type Parts = Pick<PasskeyPorts, 'possible' | 'askNew' | 'checkNew' | 'askSignIn' | 'checkSignIn'>;

export function createWebauthn(publicUrl: string, log: (message: string, details?: Record<string, unknown>) => void): Parts {
  const { hostname, protocol } = new URL(publicUrl);
  /** Null for an answer that does not hold, whatever is wrong with it. */
  async function checked<Result>(check: () => Promise<Result>): Promise<Result | null> {
    try {
      return await check();
    } catch (error) {
      log('A passkey was refused', { because: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }
  const expected = (challenge: string) => ({ expectedChallenge: challenge, expectedOrigin: new URL(publicUrl).origin, expectedRPID: hostname, requireUserVerification: true });

  return {
    possible: possibleAt(hostname, protocol),
    async askNew({ userId, email, name }, known) {
      const options = await (await load()).generateRegistrationOptions({
        rpName: 'Hopyard', rpID: hostname, userID: new TextEncoder().encode(userId), userName: email, userDisplayName: name, attestationType: 'none', supportedAlgorithmIDs: algorithms,
        excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: [...transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      return { challenge: options.challenge, options: { ...options } };
    },
    checkNew: (answer, challenge) => checked(async () => {
      const { verified, registrationInfo } = await (await load()).verifyRegistrationResponse({ response: answer as unknown as RegistrationResponseJSON, supportedAlgorithmIDs: algorithms, ...expected(challenge) });
      if (!verified) return null;
      const { id, publicKey, counter, transports } = registrationInfo.credential;
      return { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports: ways.filter((way) => transports?.includes(way)) };
    }),
    async askSignIn() {
      const options = await (await load()).generateAuthenticationOptions({ rpID: hostname, userVerification: 'required' });
      return { challenge: options.challenge, options: { ...options } };
    },
    checkSignIn: (answer, challenge, { credentialId, publicKey, counter }) => checked(async () => {
      const credential = { id: credentialId, publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')), counter };
      const { verified, authenticationInfo } = await (await load()).verifyAuthenticationResponse({ response: answer as unknown as AuthenticationResponseJSON, ...expected(challenge), credential });
      return verified && authenticationInfo.userVerified ? { counter: authenticationInfo.newCounter } : null;
    }),
  };
}

/** Browsers make passkeys for names, not for addresses, and only where nobody can listen. */
function possibleAt(hostname: string, protocol: string): PasskeyPorts['possible'] {
  if (isIP(hostname.replace(/^\[|\]$/g, ''))) return `Passkeys need a name, and this Hopyard is reached at an address of numbers (${hostname}). Whoever runs it can set PUBLIC_URL to a name, such as http://localhost on one's own machine.`;
  if (protocol !== 'https:' && hostname !== 'localhost' && !hostname.endsWith('.localhost')) return 'Passkeys need https, and this Hopyard is reached without it. Whoever runs it can set PUBLIC_URL to an https address.';
  return true;
}
