/**
 * The first wall of a removal (M12): whoever wants to log in on a cluster is looked up in the organization's members
 * at that moment, three times: before a code is given out, before tokens are, and whenever they are used.
 */
import { createHash } from 'node:crypto';
import { APIError } from 'better-auth/api';
import type { AccessAnswer } from '../../features/cluster-accounts/wanted.ts';
import { clusterIdOf, groupsOf } from '../../features/cluster-connections/sign-on.ts';
import type { ClusterId, UserId } from '../../kernel/id.ts';
import type { Tx } from '../../kernel/scope.ts';

/** Reads the present membership and the cluster's state; implemented by features. */
export type AccessOf = (clusterId: ClusterId, userId: UserId) => Promise<AccessAnswer>;

type Access = { allowed: true; role: 'administrator' | 'user'; clusterId: ClusterId } | { allowed: false; because: string };

const noSuchCluster: Access = { allowed: false, because: 'This cluster is not one of ours.' };

async function accessThrough(accessOf: AccessOf, clientId: unknown, userId: string): Promise<Access> {
  const clusterId = typeof clientId === 'string' ? clusterIdOf(clientId) : null;
  if (!clusterId) return noSuchCluster;
  const access = await accessOf(clusterId, userId as UserId);
  return access.allowed ? { ...access, clusterId } : access;
}

/** At the token endpoint, after the client proved itself and before anything is issued. */
export async function guardTokens(accessOf: AccessOf, clientId: unknown, userId: string | undefined): Promise<void> {
  const access = userId === undefined ? noSuchCluster : await accessThrough(accessOf, clientId, userId);
  if (!access.allowed) throw new APIError('BAD_REQUEST', { error: 'invalid_grant', error_description: access.because });
}

type Reader = { id: string; email: string; emailVerified: boolean; name: string; givenName: string; familyName: string };
type Token = { client_id?: unknown; sid?: unknown };

/** What a cluster may read about a person now. Groups are those of this cluster only (M19). */
export async function claimsFor(accessOf: AccessOf, user: Reader, token: Token): Promise<Record<string, unknown>> {
  // A token outlives its session as a row without one: who signed out or chose a new password is out here too.
  if (typeof token.sid !== 'string') throw notAnyMore('The session has ended.');
  const access = await accessThrough(accessOf, token.client_id, user.id);
  if (!access.allowed) throw notAnyMore(access.because);
  const groups = groupsOf(access.clusterId);
  return {
    email: user.email, email_verified: user.emailVerified,
    name: user.name, given_name: user.givenName, family_name: user.familyName,
    groups: [access.role === 'administrator' ? groups.administrators : groups.users],
  };
}

const notAnyMore = (because: string) =>
  new APIError('UNAUTHORIZED', { error: 'invalid_token', error_description: because }, { 'WWW-Authenticate': 'Bearer error="invalid_token"' });

const codeSeconds = 60;

/**
 * Looks at where the provider wants to send a browser. A code is only let out to whom has access at this moment, and
 * then lives a minute; otherwise it is deleted and the cluster is told `access_denied` with the sentence.
 */
export async function releaseCode(tx: Tx, accessOf: AccessOf, location: URL, issuer: string): Promise<URL> {
  const code = location.searchParams.get('code');
  if (code === null) return location;
  const identifier = createHash('sha256').update(code).digest('base64url');
  const [row] = await tx.query<{ value: string }>(
    `update verification set "expiresAt" = least("expiresAt", now() + make_interval(secs => $2)) where identifier = $1 returning value`,
    [identifier, codeSeconds],
  );
  const made = row ? (JSON.parse(row.value) as { userId?: string; query?: { client_id?: string } }) : null;
  const access = made?.userId ? await accessThrough(accessOf, made.query?.client_id, made.userId) : noSuchCluster;
  const released = new URL(location);
  released.searchParams.set('iss', issuer);
  if (access.allowed) return released;
  await tx.query(`delete from verification where identifier = $1`, [identifier]);
  released.searchParams.delete('code');
  released.searchParams.set('error', 'access_denied');
  released.searchParams.set('error_description', access.because);
  return released;
}
