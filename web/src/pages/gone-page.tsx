import { Button, Group } from '@mantine/core';
import type { OrganizationSummary } from '../api/types.ts';
import { paths } from '../paths.ts';
import { PlainPage } from '../ui/plain-page.tsx';

type Props = {
  /** null when the person never saw this organization from here. */
  name: string | null;
  /** Who deleted it while the page was open. */
  deletedBy: string | null;
  others: OrganizationSummary[];
  onGo: (place: string) => void;
};

/** Said kindly, with a way on: the membership ended while the page was open, or the address leads nowhere. */
export function GonePage({ name, deletedBy, others, onGo }: Props) {
  const { title, lead } = wordsOf(name, deletedBy);
  return (
    <PlainPage title={title} lead={lead}>
      <Group gap="xs">
        {others.map(({ id, slug, name: other }, index) => (
          <Button key={id} variant={index === 0 ? 'filled' : 'default'} onClick={() => onGo(paths.clusters(slug))} maw="100%">
            Go to {other}
          </Button>
        ))}
        {others.length === 0 && <Button onClick={() => onGo(paths.root)}>Go to your dashboard</Button>}
      </Group>
    </PlainPage>
  );
}

function wordsOf(name: string | null, deletedBy: string | null): { title: string; lead: string } {
  if (!name) {
    return {
      title: 'There is no such organization here',
      lead: 'Either the address is wrong, or you are not a member. If somebody invited you, the invitation is on your own dashboard.',
    };
  }
  if (deletedBy) {
    return {
      title: `${name} was deleted`,
      lead: `${deletedBy} deleted this organization for everybody. Its clusters had been terminated before. Your account and your other organizations stay as they are.`,
    };
  }
  return {
    title: `You are no longer a member of ${name}`,
    lead: 'Its owner or an administrator ended your membership, or its owner deleted the organization: then a mail tells you so. Its clusters are closed to you; what you made there is kept on them. If this surprises you, ask them: they can invite you again.',
  };
}
