import { Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { keys } from '../api/keys.ts';
import { DeleteSection } from '../features/organizations/delete-section.tsx';
import { OrganizationForm } from '../features/organizations/organization-form.tsx';
import { OwnershipSection } from '../features/ownership-offers/ownership-section.tsx';
import { selfQuery } from '../features/users/queries.ts';
import { paths } from '../paths.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { LeaveSection } from '../features/members/leave-section.tsx';
import { useShell } from './shell-context.ts';

export function OrganizationSettingsPage() {
  const { organization } = useShell();
  const router = useRouter();
  const queries = useQueryClient();
  /** What was the organization is gone: the next one is shown. */
  const goOn = async () => {
    await queries.fetchQuery({ ...selfQuery, staleTime: 0 });
    router.history.push(paths.root);
    queries.removeQueries({ queryKey: keys.ofOrganization(organization.id) });
  };
  return (
    <>
      <PageHeader title="Organization">Its name, as members and invited people read it, and the time zone in which its days are counted.</PageHeader>
      <Stack gap="lg">
        <OrganizationForm organization={organization} />
        <OwnershipSection organization={organization} />
        <LeaveSection organization={organization} onLeft={goOn} />
        <DeleteSection organization={organization} onDeleted={goOn} />
      </Stack>
    </>
  );
}
