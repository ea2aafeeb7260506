import { randomBytes } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { isGroupName, type GroupName } from './accounts.ts';

export type Session = {
  username: string;
  /** As they were when the token was made: a role taken away lives on until the token ends. */
  roles: GroupName[];
  tokenId: string;
  expiresAt: Date;
  /** Past its lifetime and inside the leeway: still good, and due for renewal. */
  lapsed: boolean;
};

const issuer = 'hopsworks@logicalclocks.com';
const audience = 'api';

export type Tokens = ReturnType<typeof sessionTokens>;

/** Makes and checks the HS512 tokens of log-ins. The key lives as long as the process, and so do sessions. */
export function sessionTokens(lifetimes: { jwtMs: number; leewayMs: number }, now: () => Date) {
  const key = randomBytes(64);
  const ended = new Map<string, number>();

  const make = async (username: string, roles: readonly GroupName[]): Promise<string> => {
    const at = now().getTime();
    return new SignJWT({ roles, renewable: true, expLeeway: lifetimes.leewayMs / 1000 })
      .setProtectedHeader({ alg: 'HS512', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(username)
      .setJti(randomBytes(16).toString('base64url'))
      .setIssuedAt(at / 1000)
      .setNotBefore(at / 1000)
      .setExpirationTime((at + lifetimes.jwtMs) / 1000)
      .sign(key);
  };

  /** Null for a token that is no longer, or never was, one of ours. */
  const read = async (token: string): Promise<Session | null> => {
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer,
        audience,
        algorithms: ['HS512'],
        clockTolerance: 365 * 86_400,
        currentDate: now(),
      });
      const { sub, jti, exp = 0, roles } = payload;
      const left = exp * 1000 - now().getTime();
      if (sub === undefined || jti === undefined || left <= -lifetimes.leewayMs || ended.has(jti)) return null;
      const names = Array.isArray(roles) ? roles.filter((role): role is GroupName => typeof role === 'string' && isGroupName(role)) : [];
      return { username: sub, roles: names, tokenId: jti, expiresAt: new Date(exp * 1000), lapsed: left <= 0 };
    } catch {
      return null;
    }
  };

  /** Signing out ends the token at once, unlike blocking. */
  const end = (session: Session): void => {
    const at = now().getTime();
    for (const [tokenId, until] of ended) if (until < at) ended.delete(tokenId);
    ended.set(session.tokenId, session.expiresAt.getTime() + lifetimes.leewayMs);
  };

  return { make, read, end };
}
