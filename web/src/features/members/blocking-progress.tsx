import { Anchor, Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { FormerMember } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { formatMoment } from '../../ui/format.ts';

type Props = { slug: string; blocking: FormerMember['blocking']; now: Date };

/** "Blocked" counts only where the cluster itself said so; until then the reason and the next try (D07). */
export function BlockingProgress({ slug, blocking, now }: Props) {
  const { seenBlocked, total, sentence, pending } = blocking;
  return (
    <>
      <Text size="sm" className="sentence" role="status">{sentence}</Text>
      {pending.length > 0 && <Progress value={(100 * seenBlocked) / total} size="sm" my={4} maw={220} aria-label={`${seenBlocked} of ${total} clusters blocked`} />}
      {pending.map(({ clusterId, name, sentence: state, problem, nextTryAt }) => (
        <Text key={clusterId} size="xs" c="dimmed" className="breakable">
          <Anchor component={Link} to={paths.clusterUsers(slug, clusterId)} fz="xs">{name}</Anchor>: {state}
          {problem ? ` ${problem}` : ''}
          {nextTryAt ? ` Next try at ${formatMoment(nextTryAt, now)}.` : ''}
        </Text>
      ))}
    </>
  );
}
