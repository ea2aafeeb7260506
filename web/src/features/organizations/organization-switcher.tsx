import { Button, Menu, Text, TextInput } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { OrganizationSummary, Self } from '../../api/types.ts';
import { roleWord } from '../../ui/format.ts';

const NewOrganizationDialog = lazy(() => import('./new-organization-dialog.tsx').then((loaded) => ({ default: loaded.NewOrganizationDialog })));

const searchFrom = 8;

type Props = { self: Self; current: Pick<OrganizationSummary, 'id' | 'name'>; onSwitch: (slug: string) => void; onCreated: (slug: string) => void };

/** Switching is going to the same page of another organization (D01). */
export function OrganizationSwitcher({ self, current, onSwitch, onCreated }: Props) {
  const [creating, setCreating] = useState(false);
  const [sought, setSought] = useState('');
  const words = sought.trim().toLowerCase();
  const found = self.organizations.filter(({ name }) => name.toLowerCase().includes(words));
  return (
    <>
      <Menu position="bottom-end" width={300} shadow="md" withInitialFocusPlaceholder={false} onClose={() => setSought('')}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconSelector size={16} aria-hidden="true" />} maw={240} aria-label={`Organization: ${current.name}. Switch`}>
            <Text span truncate inherit>
              {current.name}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="min(70vh, 520px)" style={{ overflowY: 'auto' }}>
          <Menu.Label>Your organizations</Menu.Label>
          {self.organizations.length >= searchFrom && (
            <TextInput m={6} size="sm" aria-label="Search your organizations" placeholder="Search" data-autofocus value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
          )}
          {found.map((organization) => (
            <Menu.Item
              key={organization.id} onClick={() => onSwitch(organization.slug)} className="breakable"
              rightSection={organization.id === current.id ? <IconCheck size={16} aria-label="Shown now" /> : null}
            >
              {organization.name}
              <Text size="xs" c="dimmed">
                {organization.suspended ? `${roleWord(organization.role)}, suspended` : roleWord(organization.role)}
              </Text>
            </Menu.Item>
          ))}
          {found.length === 0 && <Text size="sm" c="dimmed" px={12} py={6} role="status">None of yours is called so.</Text>}
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
