import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useParams, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { keys } from '../api/keys.ts';
import { useLiveOrganization, type Closed } from '../api/live.ts';
import { asProblem } from '../api/problem.ts';
import type { OrganizationSummary, Self } from '../api/types.ts';
import { organizationQuery } from '../features/organizations/queries.ts';
import { selfQuery, updateSelf } from '../features/users/queries.ts';
import { PlainPage } from '../ui/plain-page.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { GonePage } from './gone-page.tsx';
import { ShellContext } from './shell-context.ts';
import { ShellFrame } from './shell-frame.tsx';
import { ShellSkeleton } from './shell-skeleton.tsx';
import { SuspendedPage } from './suspended-page.tsx';

/** Without a live stream, which a suspended person has none of, the page asks whether it may open. */
const askAgainMs = 15_000;
const isSuspendedIn = (self: Self | undefined, slug: string): boolean => self?.organizations.find((organization) => organization.slug === slug)?.suspended === true;

/** What the stream said last is kept above the page that it closed. */
type Deleted = { slug: string; by: string };

/** While the person is being read, and when that failed. Who is signed out is being led to the sign-in page. */
function NotRead({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!error || asProblem(error).status === 401) return <ShellSkeleton />;
  return <PlainPage title="The dashboard cannot be shown now"><ProblemAlert error={error} onRetry={onRetry} /></PlainPage>;
}

/** Everything below `/o/<slug>`: finds the organization of the address among those of the person. */
export function OrganizationLayout() {
  const { slug } = useParams({ strict: false }) as { slug: string };
  const router = useRouter();
  const self = useQuery({ ...selfQuery, refetchInterval: ({ state }) => (isSuspendedIn(state.data, slug) ? askAgainMs : false) });
  const summary = self.data?.organizations.find((organization) => organization.slug === slug);
  const seen = useRef<OrganizationSummary | null>(null);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  if (summary) seen.current = summary;

  if (!self.data) return <NotRead error={self.error} onRetry={() => void self.refetch()} />;
  const deletedBy = deleted?.slug === slug ? deleted.by : null;
  if (!summary) {
    const known = seen.current?.slug === slug ? seen.current.name : null;
    return <GonePage name={known} deletedBy={deletedBy} others={self.data.organizations} onGo={(place) => router.history.push(place)} />;
  }
  if (summary.suspended) return <SuspendedPage organization={summary} others={self.data.organizations.filter(({ id, suspended }) => id !== summary.id && !suspended)} onGo={(place) => router.history.push(place)} />;
  return <Inside key={summary.id} self={self.data} summary={summary} deletedBy={deletedBy} onDeleted={(by) => setDeleted({ slug, by })} />;
}

type InsideProps = { self: Self; summary: OrganizationSummary; deletedBy: string | null; onDeleted: (by: string) => void };

function Inside({ self, summary, deletedBy, onDeleted }: InsideProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [removed, setRemoved] = useState(false);
  const organization = useQuery(organizationQuery(summary.id));
  useRememberedOrganization(self, summary);

  const onClosed = useCallback(({ because, by }: Closed) => {
    if (because === 'deleted') onDeleted(by ?? 'Its owner');
    if (because === 'removed' || because === 'deleted') setRemoved(true);
    void queries.invalidateQueries({ queryKey: keys.self });
  }, [queries, onDeleted]);
  const { away } = useLiveOrganization(summary.id, onClosed);

  const refused = organization.error ? asProblem(organization.error) : null;
  if (removed || refused?.status === 404) {
    const others = self.organizations.filter(({ id }) => id !== summary.id);
    return <GonePage name={summary.name} deletedBy={deletedBy} others={others} onGo={(place) => router.history.push(place)} />;
  }
  if (!organization.data) {
    return refused ? <PlainPage title="The dashboard cannot be shown now"><ProblemAlert error={refused} onRetry={() => void organization.refetch()} /></PlainPage> : <ShellSkeleton />;
  }
  return (
    <ShellContext value={{ self, organization: organization.data }}>
      <ShellFrame self={self} organization={organization.data} away={away}>
        <Outlet />
      </ShellFrame>
    </ShellContext>
  );
}

/** Where to land next time. Not worth a message when it fails. */
function useRememberedOrganization(self: Self, summary: OrganizationSummary): void {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => updateSelf({ lastOrganizationId: summary.id }),
    onSuccess: (changed) => queries.setQueryData(keys.self, changed),
  });
  const isLast = self.lastOrganizationSlug === summary.slug;
  useEffect(() => {
    if (!isLast) mutate();
    // Once per visit of an organization: another tab may be looking at another one.
  }, [summary.id]);
}
