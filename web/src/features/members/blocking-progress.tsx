import { Anchor, Box, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { FormerMember } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { formatMoment } from '../../ui/format.ts';

export type PendingBlock = FormerMember['blocking']['pending'][number];

type Props = { slug: string; blocking: FormerMember['blocking']; now: Date; retryOf: (pending: PendingBlock) => ReactNode };

/** "Blocked" counts only where the cluster itself said so; until then the reason and the next try (D07). */
export function BlockingProgress({ slug, blocking, now, retryOf }: Props) {
  const { seenBlocked, total, sentence, pending } = blocking;
  return (
    <>
      <Text size="sm" className="sentence" role="status">{sentence}</Text>
      {pending.length > 0 && <Progress value={(100 * seenBlocked) / total} size="sm" my={4} maw={220} aria-label={`${seenBlocked} of ${total} clusters blocked`} />}
      {pending.map((each) => (
        <Fragment key={each.clusterId}>
          <Text size="xs" c="dimmed" className="breakable">
            <Anchor component={Link} to={paths.clusterUsers(slug, each.clusterId)} fz="xs">{each.name}</Anchor>: {each.sentence}
            {each.problem ? ` ${each.problem}` : ''}
            {each.nextTryAt ? ` Next try at ${formatMoment(each.nextTryAt, now)}.` : ''}
          </Text>
          <Box mt={4}>{retryOf(each)}</Box>
        </Fragment>
      ))}
    </>
  );
}
