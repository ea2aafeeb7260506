/** What a cluster's refusals mean, in our own sentences: what a cluster wrote is never shown, it may repeat a secret. */
import { z } from 'zod';
import { HopsworksError } from '../../features/cluster-accounts/hopsworks.ts';

/** Error numbers of Hopsworks that decide what happens next (cluster-contract A.5). */
export const codes = {
  exists: 160003, duplicateKey: 320007, duplicateClient: 400001,
} as const;

const meanings: Record<number, string> = {
  120001: 'a value is missing or not acceptable',
  160000: 'the account has no role there',
  160002: 'there is no such account',
  160003: 'an account with this e-mail or identity exists already',
  160005: 'the account is deactivated',
  160007: 'the account is blocked',
  160008: 'the e-mail or password is wrong, or password log-in is switched off',
  160037: 'the e-mail address is not valid there',
  160053: 'it does not know this role',
  160055: 'a name is empty',
  160061: 'the change was saved but could not be carried through',
  160063: 'this is not allowed for this account',
  200003: 'it takes us for signed out',
  200014: 'our account is not an administrator there',
  320003: 'our key belongs to somebody who is not an administrator',
  320004: 'our key may not do this',
  320007: 'a key of this name exists already',
  320012: 'our key is no longer valid',
  320013: 'our key is no longer known',
  400001: 'another sign-on provider has this name or client id',
  400002: 'the sign-on provider is described incompletely',
};

const bodyShape = z.object({ errorCode: z.number().int() });

/** The error for an answer of 300 and above. */
export function refusal(status: number, body: string): HopsworksError {
  const errorCode = errorCodeIn(body);
  if (status < 400) return new HopsworksError(status, null, 'The cluster sent us elsewhere (a redirect), which is not followed.');
  const meaning = errorCode === null ? undefined : meanings[errorCode];
  const numbers = errorCode === null ? `HTTP ${status}` : `HTTP ${status}, error ${errorCode}`;
  const verb = status >= 500 ? 'failed' : 'refused';
  return new HopsworksError(status, errorCode, meaning === undefined ? `The cluster ${verb} (${numbers}).` : `The cluster ${verb}: ${meaning} (${numbers}).`);
}

function errorCodeIn(body: string): number | null {
  try {
    const parsed = bodyShape.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data.errorCode : null;
  } catch {
    return null;
  }
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens at its address',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to its address',
  ENETUNREACH: 'there is no way to its address',
  ENOTFOUND: 'its name is not known',
  UND_ERR_CONNECT_TIMEOUT: 'its address did not answer in time',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'its answer is too long',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not from the authority we expect',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not from the authority we expect',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not from the authority we expect',
  CERT_SIGNATURE_FAILURE: 'its certificate is not from the authority we expect',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another address',
};

/** One sentence for a call without an answer. */
export function whyUnreachable(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { code?: string } };
  if (name === 'TimeoutError' || name === 'AbortError') return 'The cluster did not answer in time.';
  const known = reasons[code ?? ''] ?? reasons[cause?.code ?? ''];
  return `The cluster did not answer: ${known ?? `the call failed (${code ?? cause?.code ?? 'no reason given'})`}.`;
}
