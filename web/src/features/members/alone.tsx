import { Text } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import type { Organization } from '../../api/types.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Why to invite somebody. The way to do it stands above, on the same page. */
export function Alone({ organization }: { organization: Organization }) {
  return (
    <EmptyState icon={<IconUsersPlus size={40} stroke={1.4} aria-hidden="true" />} title="You are alone here">
      <Text size="sm">
        Type a colleague’s address above and press Add. They get a mail, and once they accept they share every cluster and cloud account of {organization.name}, with an account on each managed cluster by itself.
      </Text>
    </EmptyState>
  );
}
