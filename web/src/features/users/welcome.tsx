import { Anchor, Box, CloseButton, Group, Paper, Text, Title, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { keys } from '../../api/keys.ts';
import type { Organization, Self } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { sayFailed } from '../../ui/toast.ts';
import { updateSelf } from './queries.ts';
import { firstSteps, showsAround } from './welcome-steps.ts';
import classes from './welcome.module.css';

/** The splash of the first visit. Closing it is remembered, on every device (M08). */
export function Welcome({ self, organization, hasCluster }: { self: Self; organization: Organization; hasCluster: boolean }) {
  const queries = useQueryClient();
  const close = useMutation({
    mutationFn: () => updateSelf({ welcomeClosed: true }),
    onSuccess: (changed) => queries.setQueryData(keys.self, changed),
    onError: sayFailed,
  });
  if (self.welcomeClosed || close.isPending) return null;
  const isTour = showsAround(organization, hasCluster);
  return (
    <Paper component="section" radius="lg" className={classes['splash'] ?? ''} aria-label="Welcome" mb="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} fz="xl" c="inherit" className="breakable">
            Welcome to the yard, {self.givenName}
          </Title>
          <Text mt={4} maw={560} className="breakable">
            {isTour ? `You share the clusters of ${organization.name}. This is what you can do here:` : 'An organization shares its clusters, cloud accounts and usage. Three steps and your team works together:'}
          </Text>
        </div>
        <CloseButton aria-label="Close the welcome" onClick={() => close.mutate()} className={classes['close'] ?? ''} />
      </Group>
      {isTour ? <Tour slug={organization.slug} /> : <FirstSteps organization={organization} hasCluster={hasCluster} />}
    </Paper>
  );
}

function FirstSteps({ organization, hasCluster }: { organization: Organization; hasCluster: boolean }) {
  const { slug } = organization;
  const done = firstSteps(organization, hasCluster);
  return (
    <ol className={classes['steps']}>
      <Step done={done.account} title={<Anchor component={Link} to={paths.cloudAccounts(slug)} c="inherit">Connect a cloud account</Anchor>}>so that clusters have a place to run</Step>
      <Step done={done.cluster} title={<Anchor component={Link} to={paths.newCluster(slug)} c="inherit">Create a cluster</Anchor>}>it starts by itself and shows its progress</Step>
      <Step done={done.team} title={<Anchor component={Link} to={paths.members(slug)} c="inherit">Invite your team</Anchor>}>everybody gets an account on it</Step>
    </ol>
  );
}

function Step({ done, title, children }: { done: boolean; title: ReactNode; children: ReactNode }) {
  return (
    <li data-done={done || undefined}>
      <span>{title}{done && <VisuallyHidden> (done)</VisuallyHidden>}</span>
      <Box component="span">{children}</Box>
    </li>
  );
}

function Tour({ slug }: { slug: string }) {
  return (
    <ul className={classes['steps']} data-plain>
      <li><strong>Open a cluster</strong><Box component="span">Open on its card leads there in a new tab</Box></li>
      <li><strong>Start and stop it</strong><Box component="span">a stopped one keeps everything</Box></li>
      <li><Anchor component={Link} to={paths.members(slug)} c="inherit">See who is a member</Anchor><Box component="span">and what members may do here</Box></li>
    </ul>
  );
}
