/** Goes on to an address outside the dashboard's own router, such as a cluster's log-in. */
export const leaveFor = (address: string): void => window.location.assign(address);
