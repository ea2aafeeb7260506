import { Button, Stack, Text } from '@mantine/core';

/** Nothing fits the filters, which is not the same as nothing being there. */
export function NoMatch({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <Stack align="center" gap="xs" py="lg">
      <Text fw={600}>No {what} matches</Text>
      <Text size="sm" c="dimmed">Try a part of the name or of the address, or look at everybody.</Text>
      <Button variant="default" size="compact-sm" onClick={onClear}>Clear filters</Button>
    </Stack>
  );
}
