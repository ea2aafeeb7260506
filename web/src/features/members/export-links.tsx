import { Anchor, Group, Text } from '@mantine/core';
import { exportPath, type MembersView } from './members-view.ts';

/** What the list shows as a file, all of its pages. */
export const ExportLinks = ({ organizationId, view }: { organizationId: string; view: MembersView }) => (
  <Group gap="sm" justify="flex-end" mt="sm" fz="sm">
    <Text span inherit c="dimmed">Export as</Text>
    <Anchor href={exportPath(organizationId, 'csv', view)} download>CSV</Anchor>
    <Anchor href={exportPath(organizationId, 'json', view)} download>JSON</Anchor>
  </Group>
);
