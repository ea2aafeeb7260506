/** What the browser does for passkeys. The library is loaded when it is first used. */
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { Problem } from '../../api/problem.ts';

type Options = Record<string, unknown>;
type Given = Record<string, unknown>;

export const browserHasPasskeys = (): boolean => typeof window.PublicKeyCredential === 'function';

/** Under an address of numbers there can be none, so it is not offered to whom nobody could explain it yet. */
export const canSignInWithPasskey = (): boolean => browserHasPasskeys() && !/^(?:[\d.]+|\[.*\])$/.test(window.location.hostname);

export const makePasskey = async (options: Options): Promise<Given> => {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return told(() => startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }));
};

export const askPasskey = async (options: Options): Promise<Given> => {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return told(() => startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }));
};

/** The browser's refusals in words. It does not say whether nobody pressed, or no key was there. */
async function told<Answer extends object>(ask: () => Promise<Answer>): Promise<Given> {
  try {
    return { ...(await ask()) } as Given; // the server looks into it, not this page
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.name : '';
    if (name === 'InvalidStateError' || cause === 'InvalidStateError') throw said('passkey-known', 'This device has a passkey for your account already.');
    if (name === 'NotAllowedError' || cause === 'NotAllowedError') throw said('passkey-cancelled', 'No passkey was used: it was cancelled, took too long, or this device has none for Hopyard.');
    throw said('passkey-failed', 'This browser or device did not manage it.');
  }
}

const said = (code: string, detail: string): Problem => new Problem({ status: 0, code, detail });
