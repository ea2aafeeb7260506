import { Button, Stack, Text } from '@mantine/core';

type Props = { more: boolean; busy: boolean; onMore: () => void; what: string; shown?: string | undefined };

/** The next page of a list that pages by cursor; `shown` says how much of it is there already. */
export function ShowMore({ more, busy, onMore, what, shown }: Props) {
  if (!more) return null;
  return (
    <Stack align="center" gap={6} mt="md">
      <Button variant="default" loading={busy} onClick={onMore}>
        Show more {what}
      </Button>
      {shown && <Text size="xs" c="dimmed" role="status">{shown}</Text>}
    </Stack>
  );
}
