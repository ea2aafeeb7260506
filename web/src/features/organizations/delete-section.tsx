import { lazy, Suspense, useState } from 'react';
import type { Organization } from '../../api/types.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';

const DeleteOrganizationDialog = lazy(() => import('./delete-organization-dialog.tsx').then((loaded) => ({ default: loaded.DeleteOrganizationDialog })));

/** The owner's alone; others read why not (D02). */
export function DeleteSection({ organization, onDeleted }: { organization: Organization; onDeleted: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  return (
    <Section title="Delete the organization" note="For everybody and for good. Its clusters have to be terminated first.">
      <ReasonedButton allowed={organization.allows.delete} variant="default" className="dangerous" onClick={() => setAsking(true)}>
        Delete organization…
      </ReasonedButton>
      {asking && (
        <Suspense>
          <DeleteOrganizationDialog organization={organization} onCancel={() => setAsking(false)} onDeleted={onDeleted} />
        </Suspense>
      )}
    </Section>
  );
}
