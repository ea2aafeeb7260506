import { List, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import type { Member, Organization } from '../../api/types.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fullName } from '../../ui/format.ts';
import { sayDone } from '../../ui/toast.ts';
import { offerOwnership } from './queries.ts';

type Props = { organization: Organization; member: Pick<Member, 'id' | 'givenName' | 'familyName' | 'email'>; onClose: () => void };

/** Offers, and changes nothing until the other accepts (D02). */
export function OfferDialog({ organization, member, onClose }: Props) {
  const queries = useQueryClient();
  const name = fullName(member);
  const offering = useMutation({
    mutationFn: () => offerOwnership(organization.id, member.id),
    onSuccess: async () => {
      await refresh(queries, organization.id, 'ownership-offers');
      sayDone(`The ownership is offered to ${name}.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={`Offer the ownership of ${organization.name} to ${name}?`} action={`Offer the ownership to ${name}`} destructive={false} busy={offering.isPending} error={offering.error}
      onCancel={onClose} onConfirm={() => offering.mutate()}
    >
      <Text size="sm">Nothing changes until {member.givenName} accepts; you can withdraw the offer until then, and it ends by itself after 7 days. If {member.givenName} accepts:</Text>
      <List size="sm" spacing={4} className="breakable">
        <List.Item>{name} ({member.email}) is the owner, and alone can delete the organization or offer it on.</List.Item>
        <List.Item>You become an administrator, whom the new owner can demote or remove.</List.Item>
        <List.Item>On the clusters nothing changes for you: owner and administrators are administrators there.</List.Item>
      </List>
    </ConfirmDialog>
  );
}
