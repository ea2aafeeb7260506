import { Avatar, Box, Group, Menu, Text, UnstyledButton, VisuallyHidden, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconLogout, IconShieldLock, IconShieldQuestion, IconUserCog } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { signOut } from '../../api/auth.ts';
import type { Self } from '../../api/types.ts';
import { paths } from '../../paths.ts';
import { fullName } from '../../ui/format.ts';
import { sayFailed } from '../../ui/toast.ts';

const schemes = [{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'auto', label: 'As on this device' }];

export function UserMenu({ self, slug }: { self: Self; slug: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      router.history.push(paths.signIn);
      queries.clear();
    },
    onError: sayFailed,
  });
  return (
    <Menu position="bottom-end" width={260} shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <UnstyledButton>
          <Group gap={8} wrap="nowrap">
            <Avatar name={fullName(self)} color="hop.3" variant="filled" radius="xl" size={34} autoContrast aria-hidden="true" />
            <Text span size="sm" fw={550} maw={180} truncate visibleFrom="md" aria-hidden="true">
              {fullName(self)}
            </Text>
          </Group>
          <VisuallyHidden>{fullName(self)}: account menu</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py={6} className="breakable">
          <Text fw={600} size="sm">
            {fullName(self)}
          </Text>
          <Text size="xs" c="dimmed">
            {self.email}
          </Text>
        </Box>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(value as MantineColorScheme)}>
          {schemes.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item component={Link} to={paths.profile(slug)} leftSection={<IconUserCog size={16} aria-hidden="true" />}>
          Profile
        </Menu.Item>
        <Menu.Item component={Link} to={paths.security(slug)} leftSection={<IconShieldLock size={16} aria-hidden="true" />}>
          Security
        </Menu.Item>
        <Menu.Item component={Link} to={paths.helpRoles} leftSection={<IconShieldQuestion size={16} aria-hidden="true" />}>
          Roles and permissions
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden="true" />} onClick={() => leave.mutate()} closeMenuOnClick={false}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
