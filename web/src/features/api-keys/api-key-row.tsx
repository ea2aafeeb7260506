import { Badge, Code, Group, Table, Text } from '@mantine/core';
import type { ApiKey } from '../../api/types.ts';
import { formatAgo, formatInstant, fullName } from '../../ui/format.ts';
import { ReasonedButton } from '../../ui/reasoned-button.tsx';
import { useNow } from '../../ui/use-now.ts';
import { endInWords, kindInWords, mayInWords } from './key-words.ts';

const soonMs = 7 * 24 * 60 * 60 * 1000;

export function ApiKeyRow({ apiKey, onReplace, onRevoke }: { apiKey: ApiKey; onReplace: () => void; onRevoke: () => void }) {
  const now = useNow();
  const isActive = apiKey.state === 'active';
  const endsSoon = isActive && Date.parse(apiKey.expiresAt) - now.getTime() < soonMs;
  return (
    <Table.Tr aria-label={apiKey.name}>
      <Table.Th scope="row" className="breakable">
        <Text span fw={600} size="sm" className="breakable">{apiKey.name}</Text>
        <Text size="xs" c="dimmed">ends in <Code fz="xs">{apiKey.lastFour}</Code></Text>
      </Table.Th>
      <Table.Td>
        {kindInWords(apiKey)}
        <Text size="xs" c="dimmed">{apiKey.kind === 'personal' ? 'of' : 'made by'} {apiKey.holder.you ? 'you' : fullName(apiKey.holder)}</Text>
      </Table.Td>
      <Table.Td data-column="May">{mayInWords(apiKey.scopes)}</Table.Td>
      <Table.Td data-column="Last used">{apiKey.lastUsedAt ? formatAgo(apiKey.lastUsedAt, now) : 'Never'}</Table.Td>
      <Table.Td data-column={isActive ? 'Ends' : 'Ended'}>
        {endInWords(apiKey)}
        {endsSoon && <Badge size="sm" variant="light" color="amber" tt="none" ml={6}>Soon</Badge>}
        {isActive && apiKey.previousUntil && <Text size="xs" c="dimmed">its old secret still works until {formatInstant(apiKey.previousUntil)}</Text>}
      </Table.Td>
      <Table.Td>
        {isActive && (
          <Group gap={4} justify="flex-end" wrap="nowrap">
            <ReasonedButton allowed={apiKey.allows.replace} size="compact-sm" variant="default" onClick={onReplace} aria-label={`Replace ${apiKey.name}`}>Replace</ReasonedButton>
            <ReasonedButton allowed={apiKey.allows.revoke} size="compact-sm" variant="subtle" color="brick" className="dangerous" onClick={onRevoke} aria-label={`Revoke ${apiKey.name}`}>Revoke</ReasonedButton>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
