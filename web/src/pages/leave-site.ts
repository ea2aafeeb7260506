/** Goes on to an address outside the dashboard's own router, such as a cluster's log-in. */
export const leaveFor = (address: string): void => window.location.assign(address);

/** The secret behind the # of a mailed link: it never reaches a server log. */
export const secretOfAddress = (): string => window.location.hash.slice(1);
