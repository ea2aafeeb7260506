import { Stack } from '@mantine/core';
import { AddMember } from '../features/invitations/add-member.tsx';
import { PendingInvitations } from '../features/invitations/pending-invitations.tsx';
import { MembersPanel } from '../features/members/members-panel.tsx';
import { MemberPermissions } from '../features/organizations/member-permissions.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function MembersPage() {
  const { organization } = useShell();
  return (
    <>
      <PageHeader title="Members">Everybody here shares the clusters, cloud accounts and usage of {organization.name}.</PageHeader>
      <Stack gap="lg">
        <AddMember organization={organization} />
        <PendingInvitations organization={organization} />
        <MembersPanel organization={organization} />
        <MemberPermissions organization={organization} />
      </Stack>
    </>
  );
}
