/** What removing somebody means on each cluster, in words for the dialog (M12, D07, D08). */
export type AffectedCluster = {
  id: string;
  name: string;
  userManagement: 'managed' | 'unmanaged';
  running: boolean;
  /** The cluster's administrator password was shown to this person. */
  passwordSeen: boolean;
};

export function consequenceOf(cluster: AffectedCluster, sessionMinutes: number): string {
  if (cluster.userManagement === 'unmanaged') {
    return cluster.passwordSeen
      ? 'This person has seen its administrator password, which is reset at once. What else exists inside this cluster is beyond Hopyard.'
      : 'Its accounts do not follow the membership. What exists inside this cluster is beyond Hopyard.';
  }
  return cluster.running
    ? `Blocked at once. A log-in that is open there ends within ${sessionMinutes} ${sessionMinutes === 1 ? 'minute' : 'minutes'}.`
    : 'Blocked at its next start, before anybody can log in.';
}
