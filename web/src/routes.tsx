import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { CheckMailPage } from './pages/check-mail-page.tsx';
import { ClustersPage } from './pages/clusters-page.tsx';
import { CrashedPage } from './pages/crashed-page.tsx';
import { ForgotPasswordPage } from './pages/forgot-password-page.tsx';
import { InvitationPage } from './pages/invitation-page.tsx';
import { MembersPage } from './pages/members-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { OrganizationLayout } from './pages/organization-layout.tsx';
import { RegisterPage } from './pages/register-page.tsx';
import { ResetPasswordPage } from './pages/reset-password-page.tsx';
import { RootPage } from './pages/root-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';
import { VerifyPage } from './pages/verify-page.tsx';
import { paths } from './paths.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: CrashedPage });
const top = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => root, path, component });

const organization = createRoute({ getParentRoute: () => root, path: '/o/$slug', component: OrganizationLayout });
type Component = Parameters<typeof createRoute>[0]['component'];
const inside = (path: string, component: Component) => createRoute({ getParentRoute: () => organization, path, component } as Parameters<typeof createRoute>[0]);

const wizard = lazyRouteComponent(() => import('./pages/new-cluster-page.tsx'), 'NewClusterPage');
const usage = lazyRouteComponent(() => import('./pages/usage-page.tsx'), 'UsagePage');
const cloudAccounts = lazyRouteComponent(() => import('./pages/settings-pages.tsx'), 'CloudAccountsPage');
const organizationSettings = lazyRouteComponent(() => import('./pages/settings-pages.tsx'), 'OrganizationSettingsPage');
const profile = lazyRouteComponent(() => import('./pages/settings-pages.tsx'), 'ProfilePage');
const roles = lazyRouteComponent(() => import('./pages/help-roles-page.tsx'), 'HelpRolesPage');

const tree = root.addChildren([
  top(paths.root, RootPage),
  top(paths.signIn, SignInPage),
  top(paths.register, RegisterPage),
  top(paths.checkMail, CheckMailPage),
  top(paths.verify, VerifyPage),
  top(paths.forgotPassword, ForgotPasswordPage),
  top(paths.resetPassword, ResetPasswordPage),
  top(paths.invitation, InvitationPage),
  createRoute({ getParentRoute: () => root, path: paths.helpRoles, component: roles }),
  organization.addChildren([
    inside('clusters', ClustersPage),
    inside('clusters/new', wizard),
    inside('members', MembersPage),
    inside('usage', usage),
    inside('settings/cloud-accounts', cloudAccounts),
    inside('settings/organization', organizationSettings),
    inside('settings/profile', profile),
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
