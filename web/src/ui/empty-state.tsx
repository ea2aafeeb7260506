import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing here yet: what this place is for, and what to do first. */
export function EmptyState({ icon, title, children, action }: { icon: ReactNode; title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <Paper withBorder radius="lg" p={{ base: 'lg', sm: 40 }}>
      <Stack align="center" gap="sm" ta="center">
        {icon}
        <Title order={2}>{title}</Title>
        <Text c="dimmed" maw={460} component="div">
          {children}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
