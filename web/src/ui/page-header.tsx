import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

export function PageHeader({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  useDocumentTitle(`${title} · Hopyard`);
  return (
    <Group component="header" justify="space-between" align="flex-start" gap="md" mb="lg">
      <div className="breakable">
        <Title order={1}>{title}</Title>
        {children && (
          <Text c="dimmed" mt={4} maw={640} size="sm">
            {children}
          </Text>
        )}
      </div>
      {action}
    </Group>
  );
}
