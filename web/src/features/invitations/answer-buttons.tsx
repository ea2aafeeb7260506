import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { sayDone } from '../../ui/toast.ts';
import { accept, reject } from './queries.ts';

type Props = {
  invitation: { id: string; organizationName: string };
  onAccepted: (slug: string) => void;
  onRejected?: () => void;
};

/** Accept and Reject of one invitation, used on the dashboard and on the mailed link's page alike. */
export function AnswerButtons({ invitation, onAccepted, onRejected }: Props) {
  const queries = useQueryClient();
  const accepting = useMutation({
    mutationFn: () => accept(invitation.id),
    onSuccess: async ({ slug }) => {
      await queries.invalidateQueries({ queryKey: keys.self });
      void queries.invalidateQueries({ queryKey: keys.received });
      sayDone(`You are now a member of ${invitation.organizationName}.`);
      onAccepted(slug);
    },
  });
  const rejecting = useMutation({
    mutationFn: () => reject(invitation.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.received });
      sayDone(`You rejected the invitation to ${invitation.organizationName}.`);
      onRejected?.();
    },
  });
  return (
    <>
      <ProblemAlert error={accepting.error ?? rejecting.error} />
      <Group gap="xs">
        <Button loading={accepting.isPending} disabled={rejecting.isPending} onClick={() => accepting.mutate()}>
          Accept
        </Button>
        <Button variant="default" loading={rejecting.isPending} disabled={accepting.isPending} onClick={() => rejecting.mutate()}>
          Reject
        </Button>
      </Group>
    </>
  );
}
