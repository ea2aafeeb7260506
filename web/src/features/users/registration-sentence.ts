const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Whose addresses are taken, for the end of a sentence; undefined where any is. */
export const withAddressAt = (domains: readonly string[]): string | undefined =>
  domains.length > 0 ? `with an address at ${list.format(domains)}` : undefined;
