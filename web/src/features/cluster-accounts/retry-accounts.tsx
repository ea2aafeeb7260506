import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Allowance } from '../../api/types.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone, sayFailed } from '../../ui/toast.ts';
import { retryAccounts } from './queries.ts';

type Props = { organizationId: string; cluster: { id: string; name: string }; allowed: Allowance };

/** What is pending on a cluster is tried by itself too; this is for who does not want to wait for it. */
export function RetryAccounts({ organizationId, cluster, allowed }: Props) {
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryAccounts(organizationId, cluster.id),
    onSuccess: () => {
      sayDone(`The accounts on ${cluster.name} are tried now.`);
      return refresh(queries, organizationId, 'cluster-accounts');
    },
    onError: sayFailed,
  });
  return (
    <ReasonedButton allowed={allowed} size="compact-xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()} aria-label={`Try now: ${cluster.name}`}>
      Try now
    </ReasonedButton>
  );
}
