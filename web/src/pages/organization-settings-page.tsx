import { OrganizationForm } from '../features/organizations/organization-form.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function OrganizationSettingsPage() {
  const { organization } = useShell();
  return (
    <>
      <PageHeader title="Organization">Its name, as members and invited people read it, and the time zone in which its days are counted.</PageHeader>
      <OrganizationForm key={`${organization.name}-${organization.timeZone}`} organization={organization} />
    </>
  );
}
