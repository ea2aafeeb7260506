import { lazy, Suspense, useState } from 'react';
import type { Organization } from '../../api/types.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { Section } from '../../ui/section.tsx';

const LeaveDialog = lazy(() => import('./leave-dialog.tsx').then((loaded) => ({ default: loaded.LeaveDialog })));

const ownersWay = 'You own this organization. Offer the ownership to somebody first, or delete the organization.';

/** Everybody but the owner may go (D02). */
export function LeaveSection({ organization, onLeft }: { organization: Organization; onLeft: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  return (
    <Section title="Leave" note="You lose what is shared here. To come back, you have to be invited again.">
      <ReasonedButton allowed={organization.role === 'owner' ? ownersWay : true} variant="default" className="dangerous" onClick={() => setAsking(true)}>
        Leave organization…
      </ReasonedButton>
      {asking && (
        <Suspense>
          <LeaveDialog organization={organization} onCancel={() => setAsking(false)} onLeft={onLeft} />
        </Suspense>
      )}
    </Section>
  );
}
