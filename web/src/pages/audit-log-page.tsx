import { AuditPanel } from '../features/audit/audit-panel.tsx';
import { readAuditView } from '../features/audit/audit-view.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { useAddressState } from '../ui/use-address-state.ts';
import { useShell } from './shell-context.ts';

export function AuditLogPage() {
  const { organization } = useShell();
  const [query, setQuery] = useAddressState();
  return (
    <>
      <PageHeader title="Audit log">Who did what to whom in {organization.name}, when, and from where. Its owner and administrators read it; nobody changes it.</PageHeader>
      <AuditPanel organizationId={organization.id} view={readAuditView(query)} onView={setQuery} />
    </>
  );
}
