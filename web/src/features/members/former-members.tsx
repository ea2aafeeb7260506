import { Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FormerMember, Organization } from '../../api/types.ts';
import { formatAgo, formatInstant, fullName, roleWord } from '../../ui/format.ts';
import { ListState } from '../../ui/list-state.tsx';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { RowTable } from '../../ui/row-table.tsx';
import { ShowMore } from '../../ui/show-more.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BlockingProgress, type PendingBlock } from './blocking-progress.tsx';
import { formerQuery } from './queries.ts';

type Props = {
  organization: Organization;
  onInvite: (email: string) => Promise<void>;
  /** The button that has a pending block tried at once. */
  retryOf: (pending: PendingBlock) => ReactNode;
};

/** Who was removed or left, and how far each cluster has blocked them (D07). Returning is a new invitation (D11). */
export function FormerMembers({ organization, onInvite, retryOf }: Props) {
  const list = useInfiniteQuery(formerQuery(organization.id));
  const now = useNow();
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ListState
        list={list} what="the former members" rows={3} isEmpty={people.length === 0}
        empty={<Text size="sm" c="dimmed">Nobody was removed and nobody left. Whoever goes stands here afterwards, with what is still being blocked.</Text>}
      />
      {people.length > 0 && (
        <RowTable caption="Former members" columns={['Name', 'Was', 'Ended', 'On the clusters', 'Actions']} hiddenHeads={['Actions']}>
          {people.map((person) => <FormerRow key={person.id} slug={organization.slug} person={person} now={now} onInvite={onInvite} retryOf={retryOf} />)}
        </RowTable>
      )}
      <ShowMore more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} what="former members" />
    </>
  );
}

type RowProps = Pick<Props, 'onInvite' | 'retryOf'> & { slug: string; person: FormerMember; now: Date };

function FormerRow({ slug, person, now, onInvite, retryOf }: RowProps) {
  const name = fullName(person);
  const how = person.left ? 'Left' : person.removedBy ? `Removed by ${person.removedBy}` : 'Removed';
  return (
    <Table.Tr aria-label={name}>
      <Table.Th scope="row" className="breakable" miw={200}>
        <Text span fw={600} size="sm" className="breakable">{name}</Text>
        <Text size="xs" c="dimmed" className="breakable">{person.email}</Text>
      </Table.Th>
      <Table.Td data-column="Was">{person.role ? roleWord(person.role) : 'Not recorded'}</Table.Td>
      <Table.Td className="breakable" title={formatInstant(person.endedAt)}>
        {how} <span className="figures">{formatAgo(person.endedAt, now)}</span>
      </Table.Td>
      <Table.Td className="breakable"><BlockingProgress slug={slug} blocking={person.blocking} now={now} retryOf={retryOf} /></Table.Td>
      <Table.Td ta="right">
        <ReasonedButton allowed={person.allows.invite} size="compact-sm" variant="default" aria-label={`Invite again: ${name}`} onClick={() => void onInvite(person.email)}>
          Invite again
        </ReasonedButton>
      </Table.Td>
    </Table.Tr>
  );
}
