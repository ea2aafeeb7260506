import { Button, Divider, Popover, Stack, Text, TextInput, type ButtonProps } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { cloneElement, useState, type ComponentPropsWithoutRef, type ReactElement } from 'react';
import type { OrganizationSummary } from '../../api/types.ts';
import { roleOrSuspended } from './role-or-suspended.ts';

type Props = {
  organizations: OrganizationSummary[];
  currentId: string;
  /** The button that opens it. */
  target: ReactElement<ButtonProps & ComponentPropsWithoutRef<'button'>>;
  onSwitch: (slug: string) => void;
  /** Absent where none can be made. */
  onCreate?: () => void;
};

/** Who belongs to many organizations finds one by typing. No menu: a field to type in has no place in one. */
export function OrganizationFinder({ organizations, currentId, target, onSwitch, onCreate }: Props) {
  const [opened, setOpened] = useState(false);
  const [sought, setSought] = useState('');
  const found = organizations.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  const close = () => {
    setOpened(false);
    setSought('');
  };
  const rowStyles = { inner: { justifyContent: 'flex-start' }, label: { whiteSpace: 'normal', textAlign: 'left', width: '100%' } } as const;
  return (
    <Popover opened={opened} onChange={(next) => (next ? setOpened(true) : close())} position="bottom-end" width={300} shadow="md" trapFocus returnFocus>
      <Popover.Target>{cloneElement(target, { onClick: () => (opened ? close() : setOpened(true)) })}</Popover.Target>
      <Popover.Dropdown p={6} aria-label="Your organizations">
        <TextInput size="sm" m={4} aria-label="Search your organizations" placeholder="Search your organizations" data-autofocus value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
        <Stack gap={0} mah={360} style={{ overflowY: 'auto' }}>
          {found.map((organization) => (
            <Button
              key={organization.id} variant="subtle" color="gray" c="var(--mantine-color-text)" h="auto" py={6} px={10} fw={400} styles={rowStyles} flex="none"
              onClick={() => { close(); onSwitch(organization.slug); }} rightSection={organization.id === currentId ? <IconCheck size={16} aria-label="Shown now" /> : null}
            >
              <span className="breakable">
                {organization.name}
                <Text span display="block" size="xs" c="dimmed">{roleOrSuspended(organization)}</Text>
              </span>
            </Button>
          ))}
        </Stack>
        {found.length === 0 && <Text size="sm" c="dimmed" px={10} py={6} role="status">None of yours is called so.</Text>}
        {onCreate && (
          <>
            <Divider my={4} />
            <Button variant="subtle" color="gray" c="var(--mantine-color-text)" fullWidth fw={400} px={10} styles={rowStyles} leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => { close(); onCreate(); }}>
              New organization
            </Button>
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
