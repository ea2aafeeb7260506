import { Anchor, Box, CloseButton, Group, Paper, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../../api/keys.ts';
import type { Self } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { sayFailed } from '../../ui/toast.ts';
import { updateSelf } from './queries.ts';
import classes from './welcome.module.css';

/** The splash of the first visit. Closing it is remembered, on every device (M08). */
export function Welcome({ self, slug }: { self: Self; slug: string }) {
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => updateSelf({ welcomeClosed: true }),
    onSuccess: (changed) => queries.setQueryData(keys.self, changed),
    onError: sayFailed,
  });
  if (self.welcomeClosed || close.isPending) return null;
  return (
    <Paper component="section" radius="lg" className={classes['splash'] ?? ''} aria-label="Welcome" mb="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} fz="xl" c="inherit" className="breakable">
            Welcome to the yard, {self.givenName}
          </Title>
          <Text mt={4} maw={560}>
            An organization shares its clusters, cloud accounts and usage. Three steps and your team works together:
          </Text>
        </div>
        <CloseButton aria-label="Close the welcome" onClick={() => close.mutate()} className={classes['close'] ?? ''} />
      </Group>
      <ol className={classes['steps']}>
        <li>
          <Anchor component={Link} to={paths.cloudAccounts(slug)} c="inherit">Connect a cloud account</Anchor>
          <Box component="span">so that clusters have a place to run</Box>
        </li>
        <li>
          <Anchor component={Link} to={paths.newCluster(slug)} c="inherit">Create a cluster</Anchor>
          <Box component="span">it starts by itself and shows its progress</Box>
        </li>
        <li>
          <Anchor component={Link} to={paths.members(slug)} c="inherit">Invite your team</Anchor>
          <Box component="span">everybody gets an account on it</Box>
        </li>
      </ol>
    </Paper>
  );
}
