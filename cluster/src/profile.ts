/** What differs between the editions and versions of Hopsworks; another one is another entry here. */
export type Profile = {
  /** Versions of the heartbeat's messages; both sides must say exactly this. */
  heartbeatVersion: { major: number; minor: number; patch: number };
  /** Up to 4.0 a quota of zero at creation means the default of the cluster; a PUT must follow. */
  zeroQuotaMeansDefault: boolean;
  /** 3.8 ignores `maxNumProjects` when it creates a remote account. */
  remoteQuotaHonoured: boolean;
};

export const profiles = {
  'enterprise-3.8': {
    heartbeatVersion: { major: 0, minor: 2, patch: 0 },
    zeroQuotaMeansDefault: true,
    remoteQuotaHonoured: false,
  },
} as const satisfies Record<string, Profile>;

export const profileNames = ['enterprise-3.8'] as const satisfies readonly (keyof typeof profiles)[];
