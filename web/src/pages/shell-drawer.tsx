import { Drawer } from '@mantine/core';
import { useFocusReturn } from '../ui/use-focus-return.ts';
import { ShellNavigation } from './shell-navigation.tsx';

/** The navigation of a phone. */
export function ShellDrawer({ slug, name, onClose }: { slug: string; name: string; onClose: () => void }) {
  useFocusReturn();
  return (
    <Drawer opened returnFocus={false} onClose={onClose} size={280} title={name} closeButtonProps={{ 'aria-label': 'Close the menu' }} styles={{ title: { fontWeight: 640, overflowWrap: 'anywhere' } }}>
      <ShellNavigation slug={slug} part="dashboard" titled />
      <ShellNavigation slug={slug} part="settings" titled />
    </Drawer>
  );
}
