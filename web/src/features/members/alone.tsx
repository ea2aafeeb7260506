import { Stack, Text } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import type { Organization } from '../../api/types.ts';

/** Why to invite somebody. The way to do it stands above, on the same page. */
export function Alone({ organization }: { organization: Organization }) {
  return (
    <Stack align="center" gap={6} ta="center" pt="xl" pb="md">
      <IconUsersPlus size={38} stroke={1.4} aria-hidden="true" />
      <Text fw={640}>You are alone here</Text>
      <Text size="sm" c="dimmed" maw={460}>
        Type a colleague’s address above and press Add. They get a mail, and once they accept they share every cluster and cloud account of {organization.name}, with an account on each managed cluster by itself.
      </Text>
    </Stack>
  );
}
