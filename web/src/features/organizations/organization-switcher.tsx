import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { OrganizationSummary, Self } from '../../api/types.ts';
import { roleWord } from '../../ui/format.ts';

const NewOrganizationDialog = lazy(() => import('./new-organization-dialog.tsx').then((loaded) => ({ default: loaded.NewOrganizationDialog })));

type Props = { self: Self; current: OrganizationSummary; onSwitch: (slug: string) => void; onCreated: (slug: string) => void };

/** Switching is going to the same page of another organization (D01). */
export function OrganizationSwitcher({ self, current, onSwitch, onCreated }: Props) {
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={300} shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconSelector size={16} aria-hidden="true" />} maw={240} aria-label={`Organization: ${current.name}. Switch`}>
            <Text span truncate inherit>
              {current.name}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Your organizations</Menu.Label>
          {self.organizations.map((organization) => (
            <Menu.Item
              key={organization.id} onClick={() => onSwitch(organization.slug)} className="breakable"
              rightSection={organization.id === current.id ? <IconCheck size={16} aria-label="Shown now" /> : null}
            >
              {organization.name}
              <Text size="xs" c="dimmed">
                {roleWord(organization.role)}
              </Text>
            </Menu.Item>
          ))}
          {self.allows.createOrganization === true && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setCreating(true)}>
                New organization
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {creating && (
        <Suspense>
          <NewOrganizationDialog onClose={() => setCreating(false)} onCreated={onCreated} />
        </Suspense>
      )}
    </>
  );
}
