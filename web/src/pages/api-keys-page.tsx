import { ApiKeysPanel } from '../features/api-keys/api-keys-panel.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useShell } from './shell-context.ts';

export function ApiKeysPage() {
  const { organization } = useShell();
  return (
    <>
      <PageHeader title="API keys">
        For programs that work with {organization.name}. A key is good for this organization only{organization.role === 'member' ? ', and you see your own.' : '. You see everybody’s, and never their secrets.'}
      </PageHeader>
      <ApiKeysPanel organization={organization} />
    </>
  );
}
