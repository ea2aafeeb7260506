import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ReceivedInvitations } from '../features/invitations/received-invitations.tsx';
import { selfQuery } from '../features/users/queries.ts';
import { paths } from '../paths.ts';
import { PlainPage } from '../ui/plain-page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { asProblem } from '../api/problem.ts';
import { ShellSkeleton } from './shell-skeleton.tsx';

const NewOrganizationDialog = lazy(() => import('../features/organizations/new-organization-dialog.tsx').then((loaded) => ({ default: loaded.NewOrganizationDialog })));

/** Leads to the organization that was last looked at. */
export function RootPage() {
  const router = useRouter();
  const self = useQuery(selfQuery);
  const [creating, setCreating] = useState(false);
  if (self.error && asProblem(self.error).status !== 401) {
    return <PlainPage title="The dashboard cannot be shown now"><ProblemAlert error={self.error} onRetry={() => void self.refetch()} /></PlainPage>;
  }
  if (!self.data) return <ShellSkeleton />;
  const { organizations, lastOrganizationSlug } = self.data;
  const landing = organizations.find(({ slug }) => slug === lastOrganizationSlug) ?? organizations.find(({ suspended }) => !suspended) ?? organizations[0];
  if (landing) return <Navigate to={paths.clusters(landing.slug)} replace />;
  const go = (slug: string) => router.history.push(paths.clusters(slug));
  return (
    <PlainPage title="You belong to no organization" lead="Accept an invitation, or begin an organization of your own.">
      <ReceivedInvitations onAccepted={go} />
      <Button onClick={() => setCreating(true)} w="fit-content">New organization</Button>
      {creating && (
        <Suspense>
          <NewOrganizationDialog onClose={() => setCreating(false)} onCreated={go} />
        </Suspense>
      )}
    </PlainPage>
  );
}
