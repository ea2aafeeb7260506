import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { refresh } from '../api/changes.ts';
import type { Member } from '../api/types.ts';
import { AddMember } from '../features/invitations/add-member.tsx';
import { invite } from '../features/invitations/queries.ts';
import { OfferPanel } from '../features/ownership-offers/offer-panel.tsx';
import { MemberPermissions } from '../features/organizations/member-permissions.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { sayDone, sayFailed } from '../ui/toast.ts';
import { useAddressState } from '../ui/use-address-state.ts';
import { MembersTabs, tabOf } from './members-tabs.tsx';
import { useShell } from './shell-context.ts';

const OfferDialog = lazy(() => import('../features/ownership-offers/offer-dialog.tsx').then((loaded) => ({ default: loaded.OfferDialog })));

export function MembersPage() {
  const { organization } = useShell();
  const queries = useQueryClient();
  const [query, setQuery] = useAddressState();
  const [offeringTo, setOfferingTo] = useState<Member | null>(null);
  const tab = tabOf(query, organization);
  /** Another tab begins without the filters of the one before. */
  const openTab = (next: string, replace = false) => {
    const empty = Object.fromEntries(Object.keys(query).map((key) => [key, '']));
    setQuery({ ...empty, tab: next === 'members' ? '' : next }, { replace });
  };
  const showPending = () => tab !== 'pending' && openTab('pending', true);
  const inviteAgain = async (email: string) => {
    try {
      await invite(organization.id, { email, administrator: false });
      sayDone(`The invitation to ${email} is on its way. Role and keys of before do not come back.`);
      await refresh(queries, organization.id, 'invitations');
      showPending();
    } catch (error) {
      sayFailed(error);
    }
  };
  return (
    <>
      <PageHeader title="Members">Everybody here shares the clusters, cloud accounts and usage of {organization.name}.</PageHeader>
      <OfferPanel organization={organization} />
      <Stack gap="lg">
        <AddMember organization={organization} onInvited={showPending} />
        <MembersTabs organization={organization} query={query} tab={tab} onQuery={setQuery} onTab={openTab} onOffer={setOfferingTo} onInviteAgain={inviteAgain} />
        <MemberPermissions organization={organization} />
      </Stack>
      {offeringTo && (
        <Suspense>
          <OfferDialog organization={organization} member={offeringTo} onClose={() => setOfferingTo(null)} />
        </Suspense>
      )}
    </>
  );
}
