import { Checkbox, Stack, Text } from '@mantine/core';
import type { EndingApiKey } from '../../api/types.ts';
import { formatAgo } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';

type Props = {
  keys: readonly EndingApiKey[];
  /** Which of the organization's keys live on for a day; absent where nobody may choose. */
  kept?: { ids: readonly string[]; onToggle: (id: string) => void };
};

/** API keys that end with somebody's authority. A key of the organization may be kept for a day, so that it can be replaced. */
export function EndingKeys({ keys, kept }: Props) {
  const now = useNow();
  if (keys.length === 0) return null;
  const used = ({ lastUsedAt }: EndingApiKey) => (lastUsedAt ? `last used ${formatAgo(lastUsedAt, now)}` : 'never used');
  return (
    <div>
      <Text size="sm" mb={4}>{keys.length === 1 ? 'This API key ends' : 'These API keys end'} at once:</Text>
      <Stack gap={6} component="ul" pl={18} m={0} fz="sm" className="breakable">
        {keys.map((key) => (
          <li key={key.id}>
            <strong>{key.name}</strong>, {key.kind === 'personal' ? 'personal' : 'of the organization'}, {used(key)}
            {kept && key.kind === 'organization' && (
              <Checkbox
                size="xs" mt={4} label="Keep it for 24 hours, until it is replaced" aria-label={`Keep ${key.name} for 24 hours`}
                checked={kept.ids.includes(key.id)} onChange={() => kept.onToggle(key.id)}
              />
            )}
          </li>
        ))}
      </Stack>
    </div>
  );
}
