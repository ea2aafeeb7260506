/** Every link of the dashboard. The organization is in each address of its own pages (D01). */
const inOrganization = (slug: string) => `/o/${encodeURIComponent(slug)}`;

export const paths = {
  root: '/',
  signIn: '/sign-in',
  register: '/register',
  checkMail: '/check-mail',
  verify: '/verify',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  invitation: '/invitation',
  helpRoles: '/help/roles',
  clusters: (slug: string) => `${inOrganization(slug)}/clusters`,
  /** The cards, with the accounts of one cluster open. */
  clusterUsers: (slug: string, clusterId: string) => `${inOrganization(slug)}/clusters?users=${encodeURIComponent(clusterId)}`,
  newCluster: (slug: string) => `${inOrganization(slug)}/clusters/new`,
  members: (slug: string) => `${inOrganization(slug)}/members`,
  usage: (slug: string) => `${inOrganization(slug)}/usage`,
  cloudAccounts: (slug: string) => `${inOrganization(slug)}/settings/cloud-accounts`,
  organizationSettings: (slug: string) => `${inOrganization(slug)}/settings/organization`,
  apiKeys: (slug: string) => `${inOrganization(slug)}/settings/api-keys`,
  auditLog: (slug: string) => `${inOrganization(slug)}/settings/audit-log`,
  profile: (slug: string) => `${inOrganization(slug)}/settings/profile`,
  security: (slug: string) => `${inOrganization(slug)}/settings/security`,
};

/** Sign-in that leads back to `place` afterwards. */
export const signInThen = (place: string): string => (place === paths.root ? paths.signIn : `${paths.signIn}?next=${encodeURIComponent(place)}`);

/** A place to go on to after sign-in: only a path of this dashboard, whatever the address bar says. */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return paths.root;
  const parsed = new URL(next, 'http://here.invalid');
  return parsed.origin === 'http://here.invalid' && parsed.pathname !== paths.signIn ? parsed.pathname + parsed.search + parsed.hash : paths.root;
}

/** The same page of another organization, or its clusters where the page belongs to one thing. */
export function samePageIn(pathname: string, slug: string): string {
  const rest = /^\/o\/[^/]+(\/(?:clusters|members|usage|settings\/[a-z-]+))$/.exec(pathname)?.[1];
  return inOrganization(slug) + (rest ?? '/clusters');
}
