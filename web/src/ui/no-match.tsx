import { Button, Stack, Text } from '@mantine/core';

/** Nothing fits the filters, which is not the same as nothing being there. */
export function NoMatch({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <Stack align="center" gap="xs" py="lg">
      <Text fw={600}>No {what} matches</Text>
      <Text size="sm" c="dimmed">A part of a word is enough to search for. Or take the filters away and look at all of them.</Text>
      <Button variant="default" size="compact-sm" onClick={onClear}>Clear filters</Button>
    </Stack>
  );
}
