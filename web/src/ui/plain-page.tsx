import { Container, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { HopCone } from './logo.tsx';

/** A page outside the dashboard's frame that is part of its first load, so without the picture. */
export function PlainPage({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useDocumentTitle(`${title} · Hopyard`);
  return (
    <Container component="main" size={560} py={{ base: 32, sm: 72 }}>
      <Group gap={8} mb={48}>
        <HopCone size={30} />
        <Text fw={680} fz={19} lts="-0.02em">
          Hopyard
        </Text>
      </Group>
      <Stack gap="md">
        <div>
          <Title order={1} className="breakable">
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" mt={8} component="div" className="breakable">
              {lead}
            </Text>
          )}
        </div>
        {children}
      </Stack>
    </Container>
  );
}
