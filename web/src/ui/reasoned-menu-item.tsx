import { Menu, Text, type MenuItemProps } from '@mantine/core';
import type { Allowance } from '../api/types.ts';

/** An entry of a menu that says below its words why it cannot be chosen. */
export function ReasonedMenuItem({ allowed, onClick, children, ...rest }: MenuItemProps & { allowed: Allowance; onClick: () => void; children: React.ReactNode }) {
  if (allowed === true) return <Menu.Item {...rest} onClick={onClick}>{children}</Menu.Item>;
  return (
    <Menu.Item {...rest} aria-disabled="true" closeMenuOnClick={false}>
      <Text size="sm" c="dimmed">{children}</Text>
      <Text size="xs" c="dimmed" className="breakable">{allowed}</Text>
    </Menu.Item>
  );
}
