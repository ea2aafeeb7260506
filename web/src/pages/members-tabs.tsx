import { Paper, Tabs, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import type { Member, Organization } from '../api/types.ts';
import { RetryAccounts } from '../features/cluster-accounts/retry-accounts.tsx';
import { usual, readInvitationsView, writeInvitationsView } from '../features/invitations/invitations-view.ts';
import { PendingInvitations } from '../features/invitations/pending-invitations.tsx';
import { invitationsQuery } from '../features/invitations/queries.ts';
import { Alone } from '../features/members/alone.tsx';
import { MembersPanel } from '../features/members/members-panel.tsx';
import { readMembersView, writeMembersView } from '../features/members/members-view.ts';
import { ReadOnlyNote } from '../features/members/read-only-note.tsx';
import { offerQuery } from '../features/ownership-offers/queries.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import classes from './members-tabs.module.css';

const FormerMembers = lazy(() => import('../features/members/former-members.tsx').then((loaded) => ({ default: loaded.FormerMembers })));

export type MembersTab = 'members' | 'pending' | 'former';
type Query = Record<string, string>;

/** Who was here is told to the owner and administrators. */
const seesFormer = ({ role }: Organization): boolean => role !== 'member';

export function tabOf({ tab }: Query, organization: Organization): MembersTab {
  if (tab === 'pending') return tab;
  return tab === 'former' && seesFormer(organization) ? tab : 'members';
}

type Props = {
  organization: Organization;
  query: Query;
  tab: MembersTab;
  onQuery: (change: Query, how?: { replace?: boolean }) => void;
  onTab: (tab: string) => void;
  onOffer: (member: Member) => void;
  onInviteAgain: (email: string) => Promise<void>;
};

/** Who is here, who is invited, and who was here; which of them is in the address. */
export function MembersTabs({ organization, query, tab, onQuery, onTab, onOffer, onInviteAgain }: Props) {
  const invited = useInfiniteQuery(invitationsQuery(organization.id, usual)).data?.pages[0]?.counts;
  const offers = useQuery(offerQuery(organization.id));
  const offer = { allowed: offers.data?.allows.create ?? 'This is still being read.', onOffer };
  return (
    <Paper withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} pt={{ base: 6, sm: 8 }}>
      <Tabs value={tab} onChange={(next) => onTab(next ?? 'members')} keepMounted={false} activateTabWithKeyboard={false}>
        <Tabs.List mb="md" aria-label="Members">
          <Tabs.Tab value="members">Members <Count of={organization.memberCount} /></Tabs.Tab>
          <Tabs.Tab value="pending">Pending {invited && <Count of={invited.pending + invited.expired} />}</Tabs.Tab>
          {seesFormer(organization) && <Tabs.Tab value="former">Former</Tabs.Tab>}
        </Tabs.List>
        <Panel value="members" title="Members">
          {organization.role === 'member' && <ReadOnlyNote organization={organization} />}
          <MembersPanel organization={organization} view={readMembersView(query)} onView={(view, how) => onQuery(writeMembersView(view), how)} offer={offer} alone={<Alone organization={organization} />} />
        </Panel>
        <Panel value="pending" title="Pending invitations">
          <PendingInvitations organization={organization} view={readInvitationsView(query)} onView={(view, how) => onQuery(writeInvitationsView(view), how)} />
        </Panel>
        <Panel value="former" title="Former members">
          <Suspense fallback={<RowsSkeleton what="the former members" />}>
            <FormerMembers
              organization={organization} onInvite={onInviteAgain}
              retryOf={({ clusterId, name, allows }) => <RetryAccounts organizationId={organization.id} cluster={{ id: clusterId, name }} allowed={allows.retry} />}
            />
          </Suspense>
        </Panel>
      </Tabs>
    </Paper>
  );
}

const Count = ({ of }: { of: number }) => <span className={classes['count']}>({new Intl.NumberFormat('en-GB').format(of)})</span>;

function Panel({ value, title, children }: { value: MembersTab; title: string; children: ReactNode }) {
  return (
    <Tabs.Panel value={value}>
      <section aria-label={title}>
        <VisuallyHidden component="h2">{title}</VisuallyHidden>
        {children}
      </section>
    </Tabs.Panel>
  );
}
