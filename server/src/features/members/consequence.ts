/** What an ending or a demotion means on each cluster, in words for the dialog (M12, M19, D07, D08, D11). */
import { managesAdministrators } from '../cluster-versions/version.ts';

export type AffectedCluster = {
  id: string;
  name: string;
  version: string;
  userManagement: 'managed' | 'unmanaged';
  running: boolean;
  /** The cluster's administrator password was shown to this person. */
  passwordSeen: boolean;
};

/** `leaving` is told to the person himself. */
export type Change = 'removal' | 'suspension' | 'leaving' | 'demotion';

export const minutesOf = (sessionMs: number): number => Math.max(1, Math.ceil(sessionMs / 60_000));

export const inMinutes = (minutes: number) => `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
const beyond = 'What else exists inside this cluster is beyond Hopyard.';

type Named = { id: string; name: string; consequence: string };

export function consequencesOf(change: Change, affected: readonly AffectedCluster[], sessionMinutes: number): { clusters: Named[]; unmanagedClusters: Named[] } {
  const named = (kind: AffectedCluster['userManagement']) =>
    affected.filter(({ userManagement }) => userManagement === kind).map((cluster) => ({ id: cluster.id, name: cluster.name, consequence: consequenceOf(change, cluster, sessionMinutes) }));
  return { clusters: named('managed'), unmanagedClusters: named('unmanaged') };
}

export function consequenceOf(change: Change, cluster: AffectedCluster, sessionMinutes: number): string {
  if (change === 'demotion') return ofDemotion(cluster, sessionMinutes);
  if (cluster.userManagement === 'unmanaged') return ofUnmanaged(change, cluster);
  const until = change === 'suspension' ? ', until reinstated' : '';
  const blocked = change === 'leaving' ? 'You are blocked' : 'Blocked';
  return cluster.running
    ? `${blocked} at once${until}. A log-in that is open there ends within ${inMinutes(sessionMinutes)}.`
    : `${blocked} at its next start, before anybody can log in${until}.`;
}

function ofUnmanaged(change: Exclude<Change, 'demotion'>, { passwordSeen }: AffectedCluster): string {
  if (!passwordSeen) return 'Its accounts do not follow the membership. What exists inside this cluster is beyond Hopyard.';
  return `${change === 'leaving' ? 'You have' : 'This person has'} seen its administrator password, which is reset at once. ${beyond}`;
}

function ofDemotion({ userManagement, version, running }: AffectedCluster, sessionMinutes: number): string {
  if (userManagement === 'unmanaged') return 'Its accounts do not follow the membership. Its administrator password stays as it is.';
  if (!managesAdministrators(version)) return 'Nothing changes: on this version everybody is an ordinary user.';
  return running
    ? `Loses administrator rights at once. A log-in that is open there keeps them for at most ${inMinutes(sessionMinutes)}.`
    : 'Loses administrator rights at its next start, before anybody can log in.';
}
