import { CloudAccountsPanel } from '../features/cloud-accounts/cloud-accounts-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function CloudAccountsPage() {
  const { organization } = useShell();
  return (
    <>
      <PageHeader title="Cloud Accounts">Clusters run in them. Once one is connected, every member of {organization.name} deploys into it with nothing to set up.</PageHeader>
      <CloudAccountsPanel organization={organization} />
    </>
  );
}
