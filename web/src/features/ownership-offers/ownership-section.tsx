import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Organization } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { Section } from '../../ui/section.tsx';
import { OfferPanel } from './offer-panel.tsx';
import { offerQuery } from './queries.ts';

/** Where the ownership stands: offered, to be offered, or somebody else's. */
export function OwnershipSection({ organization }: { organization: Organization }) {
  const open = useQuery(offerQuery(organization.id));
  if (open.data?.offer) return <OfferPanel organization={organization} />;
  return (
    <Section title="Ownership">
      <Text size="sm">
        {organization.role === 'owner' ? (
          <>You own {organization.name}. To hand it over, choose <strong>Offer ownership…</strong> in the menu beside a member, under <Anchor component={Link} to={paths.members(organization.slug)}>Members</Anchor>. Nothing changes until they accept.</>
        ) : (
          <>Exactly one member owns {organization.name}; you find the name under <Anchor component={Link} to={paths.members(organization.slug)}>Members</Anchor>. Only the owner can offer the ownership to somebody else.</>
        )}
      </Text>
    </Section>
  );
}
