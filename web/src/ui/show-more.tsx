import { Button, Group } from '@mantine/core';

/** The next page of a list that pages by cursor. */
export function ShowMore({ more, busy, onMore, what }: { more: boolean; busy: boolean; onMore: () => void; what: string }) {
  if (!more) return null;
  return (
    <Group justify="center" mt="md">
      <Button variant="default" loading={busy} onClick={onMore}>
        Show more {what}
      </Button>
    </Group>
  );
}
