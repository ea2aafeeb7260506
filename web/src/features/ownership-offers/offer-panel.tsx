import { Button, Group, Paper, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { refresh } from '../../api/changes.ts';
import { keys } from '../../api/keys.ts';
import type { Organization, OwnershipOffer } from '../../api/types.ts';
import { formatDistance, fullName } from '../../ui/format.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { sayDone } from '../../ui/toast.ts';
import { useNow } from '../../ui/use-now.ts';
import classes from './offer-panel.module.css';
import { acceptOffer, declineOffer, offerQuery, withdrawOffer } from './queries.ts';

/** An open offer of ownership, to whom it concerns: who may answer it, who made it, and who administers. `onlyReceived` leaves out the latter two. */
export function OfferPanel({ organization, onlyReceived = false }: { organization: Organization; onlyReceived?: boolean }) {
  const open = useQuery(offerQuery(organization.id));
  const offer = open.data?.offer;
  if (!offer || (onlyReceived && !offer.yours)) return null;
  return offer.yours ? <Received organization={organization} offer={offer} /> : <Given organization={organization} offer={offer} />;
}

type Props = { organization: Organization; offer: OwnershipOffer };

function useAnswer(organization: Organization, answer: () => Promise<unknown>, said: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: answer,
    onSuccess: async () => {
      await Promise.all([refresh(queries, organization.id, 'ownership-offers'), queries.invalidateQueries({ queryKey: keys.ofOrganization(organization.id) }), queries.invalidateQueries({ queryKey: keys.self })]);
      sayDone(said);
    },
  });
}

function Received({ organization, offer }: Props) {
  const now = useNow();
  const from = fullName(offer.offeredBy);
  const accepting = useAnswer(organization, () => acceptOffer(organization.id, offer.id), `You own ${organization.name} now.`);
  const declining = useAnswer(organization, () => declineOffer(organization.id, offer.id), `You declined; ${from} stays the owner.`);
  return (
    <Paper component="section" className={classes['panel'] ?? ''} aria-label="Offer of ownership">
      <Title order={2} fz="md" className="breakable">{from} offers you the ownership of {organization.name}</Title>
      <Text size="sm" mt={4} mb="sm">
        If you accept, you are its owner and {from} becomes an administrator. The owner cannot leave, only offer it on or delete the organization. If you decline, nothing changes. The offer ends {formatDistance(offer.expiresAt, now)}.
      </Text>
      <ProblemAlert error={accepting.error ?? declining.error} />
      <Group gap="xs">
        <ReasonedButton allowed={offer.allows.accept} loading={accepting.isPending} disabled={declining.isPending} onClick={() => accepting.mutate()}>Accept the ownership</ReasonedButton>
        <Button variant="default" loading={declining.isPending} disabled={accepting.isPending} onClick={() => declining.mutate()}>Decline</Button>
      </Group>
    </Paper>
  );
}

function Given({ organization, offer }: Props) {
  const now = useNow();
  const to = fullName(offer.offeredTo);
  const withdrawing = useAnswer(organization, () => withdrawOffer(organization.id, offer.id), `The offer to ${to} is withdrawn.`);
  return (
    <Paper component="section" className={classes['panel'] ?? ''} aria-label="Offer of ownership">
      <Group justify="space-between" gap="sm">
        <div className="breakable">
          <Title order={2} fz="md" className="breakable">The ownership is offered to {to}</Title>
          <Text size="sm" mt={2}>{fullName(offer.offeredBy)} stays the owner until {offer.offeredTo.givenName} accepts. The offer ends {formatDistance(offer.expiresAt, now)}.</Text>
        </div>
        <ReasonedButton allowed={offer.allows.withdraw} variant="default" loading={withdrawing.isPending} onClick={() => withdrawing.mutate()} aria-label={`Withdraw the offer to ${to}`}>Withdraw</ReasonedButton>
      </Group>
      <ProblemAlert error={withdrawing.error} />
    </Paper>
  );
}
