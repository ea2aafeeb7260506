import { Alert } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Organization } from '../../api/types.ts';
import { fullName } from '../../ui/format.ts';
import { membersQuery } from './queries.ts';

const namedAtMost = 3;
const whoManages = { q: '', roles: ['owner', 'administrator'] as const, statuses: ['active'] as const, sort: 'role' as const, direction: 'ascending' as const };

/** To somebody who may change nothing here: whom to ask, by name. */
export function ReadOnlyNote({ organization }: { organization: Organization }) {
  const managers = useInfiniteQuery(membersQuery(organization.id, { ...whoManages, roles: [...whoManages.roles], statuses: [...whoManages.statuses] }));
  const people = managers.data?.pages[0]?.items ?? [];
  const names = people.slice(0, namedAtMost).map(fullName);
  const more = people.length > namedAtMost;
  return (
    <Alert color="gray" mb="md">
      You can see who is here. Roles and memberships are changed by the owner and the administrators{names.length > 0 ? `: ask ${new Intl.ListFormat('en', { type: 'disjunction' }).format(more ? [...names, 'another one'] : names)}` : ''}.
    </Alert>
  );
}
