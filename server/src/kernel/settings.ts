/** What the operator configured and rules depend on. Links come from here, never from a request. */
export type Settings = {
  /** Origin of the dashboard, no trailing slash. */
  publicUrl: string;
  registration: { kind: 'open' } | { kind: 'invited' } | { kind: 'domains'; domains: readonly string[] };
  localClusters: boolean;
  localClustersPerOrganization: number;
  organizationsPerPerson: number;
  /** Where an organization has no number of its own; null: no limit. */
  seatsPerOrganization: number | null;
  /** How many invitation mails; a person may cause half of his in one hour. */
  invitationsADay: { perPerson: number; perOrganization: number; perAddress: number };
  /** How long a log-in on a local cluster can outlive a block: token lifetime plus leeway (D07). */
  clusterSessionMs: number;
};
