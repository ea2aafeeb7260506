import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { ClustersPage } from './pages/clusters-page.tsx';
import { CrashedPage } from './pages/crashed-page.tsx';
import { OrganizationLayout } from './pages/organization-layout.tsx';
import { RootPage } from './pages/root-page.tsx';
import { paths } from './paths.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: lazyRouteComponent(() => import('./pages/not-found-page.tsx'), 'NotFoundPage'), errorComponent: CrashedPage });
type Component = ReturnType<typeof lazyRouteComponent> | (() => React.ReactNode);
const top = (path: string, component: Component) => createRoute({ getParentRoute: () => root, path, component });

const organization = createRoute({
  getParentRoute: () => root,
  path: '/o/$slug',
  component: OrganizationLayout,
});
const inside = (path: string, component: Component) => createRoute({ getParentRoute: () => organization, path, component });

const tree = root.addChildren([
  top(paths.root, RootPage),
  top(paths.signIn, lazyRouteComponent(() => import('./pages/sign-in-page.tsx'), 'SignInPage')),
  top(paths.register, lazyRouteComponent(() => import('./pages/register-page.tsx'), 'RegisterPage')),
  top(paths.checkMail, lazyRouteComponent(() => import('./pages/check-mail-page.tsx'), 'CheckMailPage')),
  top(paths.verify, lazyRouteComponent(() => import('./pages/verify-page.tsx'), 'VerifyPage')),
  top(paths.forgotPassword, lazyRouteComponent(() => import('./pages/forgot-password-page.tsx'), 'ForgotPasswordPage')),
  top(paths.resetPassword, lazyRouteComponent(() => import('./pages/reset-password-page.tsx'), 'ResetPasswordPage')),
  top(paths.invitation, lazyRouteComponent(() => import('./pages/invitation-page.tsx'), 'InvitationPage')),
  top(paths.helpRoles, lazyRouteComponent(() => import('./pages/help-roles-page.tsx'), 'HelpRolesPage')),
  organization.addChildren([
    inside('clusters', ClustersPage),
    inside('clusters/new', lazyRouteComponent(() => import('./pages/new-cluster-page.tsx'), 'NewClusterPage')),
    inside('members', lazyRouteComponent(() => import('./pages/members-page.tsx'), 'MembersPage')),
    inside('usage', lazyRouteComponent(() => import('./pages/usage-page.tsx'), 'UsagePage')),
    inside('settings/cloud-accounts', lazyRouteComponent(() => import('./pages/cloud-accounts-page.tsx'), 'CloudAccountsPage')),
    inside('settings/organization', lazyRouteComponent(() => import('./pages/organization-settings-page.tsx'), 'OrganizationSettingsPage')),
    inside('settings/api-keys', lazyRouteComponent(() => import('./pages/api-keys-page.tsx'), 'ApiKeysPage')),
    inside('settings/audit-log', lazyRouteComponent(() => import('./pages/audit-log-page.tsx'), 'AuditLogPage')),
    inside('settings/profile', lazyRouteComponent(() => import('./pages/profile-page.tsx'), 'ProfilePage')),
    inside('settings/security', lazyRouteComponent(() => import('./pages/security-page.tsx'), 'SecurityPage')),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  // Queries stay plain text, as they came: a cluster's log-in is signed over its own.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
  defaultPreload: 'intent',
  scrollRestoration: true,
});
