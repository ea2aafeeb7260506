import { Anchor, Box, Group, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './focused-page.module.css';
import { HopTrellis } from './hop-trellis.tsx';
import { HopCone } from './logo.tsx';

/** The frame of pages outside the dashboard: one thing to do, beside the hop yard. */
export function FocusedPage({ title, lead, children, footer }: { title: string; lead?: ReactNode; children?: ReactNode; footer?: ReactNode }) {
  useDocumentTitle(`${title} · Hopyard`);
  return (
    <div className={classes['frame']}>
      <main className={classes['column']}>
        <Anchor href="/" underline="never" c="inherit" mb={{ base: 32, sm: 56 }} display="inline-block">
          <Group gap={8}>
            <HopCone size={30} />
            <Text fw={680} fz={19} lts="-0.02em">
              Hopyard
            </Text>
          </Group>
        </Anchor>
        <Stack gap="md" className={classes['content'] ?? ''}>
          <Box>
            <Title order={1} className="breakable">
              {title}
            </Title>
            {lead && (
              <Text c="dimmed" mt={6} component="div" className="breakable">
                {lead}
              </Text>
            )}
          </Box>
          {children}
        </Stack>
        {footer && (
          <Text size="sm" mt="xl" c="dimmed" component="div">
            {footer}
          </Text>
        )}
      </main>
      <div className={classes['yard']} aria-hidden="true">
        <HopTrellis />
        <p className={classes['motto']}>One yard, many hands. Share your Hopsworks clusters with your team.</p>
      </div>
    </div>
  );
}
