/** Who the provider says has logged in, read from its userinfo. Pure. */
import { limits } from '../accounts.ts';
import { RestError } from '../errors.ts';
import type { OauthClient } from '../store/oauth-clients.ts';

export type Identity = {
  uuid: string;
  givenName: string;
  surname: string;
  emails: string[];
  emailVerified: boolean;
  groups: string[];
};

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(text).filter((each) => each !== '');

const groupClaims = ['groups', 'roles', 'custom:users_group', 'custom:admins_group', 'custom:orga_admins_group'];

/** Throws the refusal of a userinfo that is not about the subject of the ID token. */
export function identityFrom(client: OauthClient, subject: string, userinfo: Record<string, unknown>): Identity {
  if (userinfo['sub'] !== subject) throw new RestError('logInFailed', 'The identity provider spoke of two different people.');
  const uuid = `${client.clientId}.${subject}`;
  if (uuid.length > limits.uuid) throw new RestError('unknownFailure', `Client and subject together have at most ${limits.uuid - 1} characters.`);
  const claims = client.groupClaim === null ? groupClaims : [...groupClaims, client.groupClaim];
  return {
    uuid,
    givenName: text(userinfo[client.givenNameClaim]),
    surname: text(userinfo[client.familyNameClaim]),
    emails: texts(userinfo[client.emailClaim]).map((email) => email.toLowerCase()),
    emailVerified: userinfo['email_verified'] === true || userinfo['email_verified'] === 'true',
    groups: [...new Set(claims.flatMap((claim) => texts(userinfo[claim])))],
  };
}
