import { Button, Group, Paper, Text } from '@mantine/core';
import type { OrganizationSummary } from '../api/types.ts';
import { paths } from '../paths.ts';
import { PlainPage } from '../ui/plain-page.tsx';

type Props = { organization: OrganizationSummary; others: OrganizationSummary[]; onGo: (place: string) => void };

/** What a suspended member sees of the organization: who can lift it, the note, and the way to the others (D11). */
export function SuspendedPage({ organization, others, onGo }: Props) {
  return (
    <PlainPage
      title={`Your membership of ${organization.name} is suspended`}
      lead="Its pages and clusters are closed to you meanwhile. What you made there is kept, and your place too. Its owner or one of its administrators can reinstate you; this page then opens by itself."
    >
      {organization.suspensionNote && (
        <Paper withBorder p="md" radius="md" component="figure" m={0}>
          <Text size="sm" fw={600} component="figcaption" mb={4}>A note to you</Text>
          <Text component="blockquote" m={0} className="breakable">{organization.suspensionNote}</Text>
        </Paper>
      )}
      <Group gap="xs">
        {others.map(({ id, slug, name }, index) => (
          <Button key={id} variant={index === 0 ? 'filled' : 'default'} onClick={() => onGo(paths.clusters(slug))} maw="100%">
            Go to {name}
          </Button>
        ))}
        {others.length === 0 && <Text size="sm" c="dimmed">You belong to no other organization.</Text>}
      </Group>
    </PlainPage>
  );
}
