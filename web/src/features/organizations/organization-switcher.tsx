import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { OrganizationSummary, Self } from '../../api/types.ts';
import { roleOrSuspended } from './role-or-suspended.ts';

const NewOrganizationDialog = lazy(() => import('./new-organization-dialog.tsx').then((loaded) => ({ default: loaded.NewOrganizationDialog })));
const OrganizationFinder = lazy(() => import('./organization-finder.tsx').then((loaded) => ({ default: loaded.OrganizationFinder })));

const searchedFrom = 8;

type Props = { self: Self; current: Pick<OrganizationSummary, 'id' | 'name'>; onSwitch: (slug: string) => void; onCreated: (slug: string) => void };

/** Switching is going to the same page of another organization (D01). A few stand in a menu, many are searched. */
export function OrganizationSwitcher({ self, current, onSwitch, onCreated }: Props) {
  const [creating, setCreating] = useState(false);
  const create = self.allows.createOrganization === true ? { onCreate: () => setCreating(true) } : {};
  const target = (
    <Button variant="default" rightSection={<IconSelector size={16} aria-hidden="true" />} maw={240} aria-label={`Organization: ${current.name}. Switch`}>
      <Text span truncate inherit>
        {current.name}
      </Text>
    </Button>
  );
  return (
    <>
      {self.organizations.length < searchedFrom ? (
        <OrganizationMenu organizations={self.organizations} currentId={current.id} target={target} onSwitch={onSwitch} {...create} />
      ) : (
        <Suspense fallback={target}>
          <OrganizationFinder organizations={self.organizations} currentId={current.id} target={target} onSwitch={onSwitch} {...create} />
        </Suspense>
      )}
      {creating && (
        <Suspense>
          <NewOrganizationDialog onClose={() => setCreating(false)} onCreated={onCreated} />
        </Suspense>
      )}
    </>
  );
}

type MenuProps = { organizations: OrganizationSummary[]; currentId: string; target: React.ReactNode; onSwitch: (slug: string) => void; onCreate?: () => void };

function OrganizationMenu({ organizations, currentId, target, onSwitch, onCreate }: MenuProps) {
  return (
    <Menu position="bottom-end" width={300} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Your organizations</Menu.Label>
        {organizations.map((organization) => (
          <Menu.Item
            key={organization.id} onClick={() => onSwitch(organization.slug)} className="breakable"
            rightSection={organization.id === currentId ? <IconCheck size={16} aria-label="Shown now" /> : null}
          >
            {organization.name}
            <Text size="xs" c="dimmed">
              {roleOrSuspended(organization)}
            </Text>
          </Menu.Item>
        ))}
        {onCreate && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={onCreate}>
              New organization
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
