import { Group, Paper, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

/** A titled panel; a region of its own name for screen readers. */
export function Section({ title, count, note, children }: { title: string; count?: number | string | undefined; note?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <Paper component="section" withBorder radius="lg" p={{ base: 'md', sm: 'lg' }} aria-labelledby={titleId}>
      <Group gap="xs" align="baseline" mb={note ? 2 : 'sm'}>
        <Title order={2} id={titleId}>
          {title}
        </Title>
        {count !== undefined && (
          <Text c="dimmed" size="sm" className="figures" aria-hidden="true">
            {count}
          </Text>
        )}
      </Group>
      {note && (
        <Text c="dimmed" size="sm" mb="md" maw={640} component="div">
          {note}
        </Text>
      )}
      {children}
    </Paper>
  );
}
